import { randomUUID } from 'node:crypto';
import { systemClock } from '#collector/clock.ts';
import { enrolDevice } from '#collector/enrol/enrol-device.ts';
import type { DeviceIdentity } from '#collector/identity/identity-file.ts';
import { openSession } from '#collector/sender/session.ts';
import { createHttpTransport, type Transport } from '#collector/sender/transport.ts';
import { createEnrolmentCode } from '#domain/contract/devices.ts';
import { batchAnswerSchema, INPUT_COUNT_NAMES, WIRE_VERSION, type InputCounts } from '#domain/contract/wire.ts';
import { pause } from '#platform/jitter.ts';
import type { Company } from '../kit/company.ts';

/** Before the sample's 60 days, so that nothing else is recorded there; well inside the 400 days that ingest takes. */
const DAYS_AGO = 100;
const MINUTES_PER_BATCH = 30;
/** A request that hangs because its server was killed is given up. */
const REQUEST_TIMEOUT_MS = 5_000;
const BATCH_EVERY_MS = 150;
const RETRY_AFTER_MS = 250;

/** A simulated PC and everything of it that the server has acknowledged. */
export interface FleetDevice {
  readonly loginId: string;
  readonly firstMinute: number;
  /** Minute → the counts that were acknowledged for it. */
  readonly acknowledged: ReadonlyMap<number, InputCounts>;
  /** Requests that ended without an acknowledgement; each was sent again. */
  failures(): number;
  /** Sends until told to stop, and ends with the last batch acknowledged. */
  run(signal: AbortSignal): Promise<void>;
}

/** Enrols a PC of the person as the portal's screen and `collector enroll` do. */
export async function enrolFleetDevice(company: Company, loginId: string): Promise<FleetDevice> {
  const { portalUrl, ingestUrl } = company.product;
  const { code } = await (await company.client(loginId)).call(createEnrolmentCode);
  const identity = await enrolDevice({ portalUrl, code, deviceName: `E2E-FLEET-${loginId}` });
  const transport = createHttpTransport(ingestUrl, REQUEST_TIMEOUT_MS);
  const firstMinute = Math.floor(Date.now() / 60_000) - DAYS_AGO * 1440;
  const acknowledged = new Map<number, InputCounts>();
  let failures = 0;
  const run = async (signal: AbortSignal): Promise<void> => {
    const send = createBatchSender(identity, transport);
    for (let batch = 0; !signal.aborted; batch += 1) {
      const items = itemsOf(firstMinute + batch * MINUTES_PER_BATCH, batch);
      while (!(await send(items, () => note(items)))) {
        failures += 1;
        await pause(RETRY_AFTER_MS);
      }
      await pause(BATCH_EVERY_MS);
    }
  };
  const note = (items: readonly FleetItem[]): void => {
    for (const item of items) acknowledged.set(item.minute, item.counts);
  };
  return { loginId, firstMinute, acknowledged, failures: () => failures, run };
}

interface FleetItem {
  readonly seq: number;
  readonly kind: 'inputMinute';
  readonly minute: number;
  readonly part: 0;
  readonly offsetMinutes: 0;
  readonly counts: InputCounts;
}

/** Counts that differ from minute to minute: a lost, a doubled and a mixed-up one all look different. */
function itemsOf(firstMinute: number, batch: number): FleetItem[] {
  return Array.from({ length: MINUTES_PER_BATCH }, (_, index): FleetItem => {
    const minute = firstMinute + index;
    const counts = Object.fromEntries(INPUT_COUNT_NAMES.map((name, at) => [name, 1 + ((minute * (at + 3)) % 97)]));
    return {
      seq: batch * MINUTES_PER_BATCH + index + 1,
      kind: 'inputMinute',
      minute,
      part: 0,
      offsetMinutes: 0,
      counts: counts as InputCounts,
    };
  });
}

type SendBatch = (items: readonly FleetItem[], onAcknowledged: () => void) => Promise<boolean>;

/** One try to have a batch acknowledged. Whatever goes wrong (refused, reset, 5xx, no answer) is a no, and the same batch comes again. */
function createBatchSender(identity: DeviceIdentity, transport: Transport): SendBatch {
  const spoolId = randomUUID();
  const bootId = randomUUID();
  const never = new AbortController().signal;
  let token: string | undefined;
  return async (items, onAcknowledged) => {
    try {
      if (token === undefined) {
        const opened = await openSession(identity, transport, systemClock, never);
        if ('refused' in opened) return false;
        ({ token } = opened.session);
      }
      const body = { v: WIRE_VERSION, deviceId: identity.deviceId, spoolId, bootId, sentAt: Date.now(), items };
      const answer = await transport({ method: 'POST', path: '/v1/batches', body, token }, never);
      if (answer.status === 401) token = undefined;
      if (answer.status !== 200) return false;
      const { results } = batchAnswerSchema.parse(answer.json);
      const rejected = results.find((result) => result.status === 'rejected');
      if (rejected !== undefined) throw new FleetRejected(JSON.stringify(rejected));
      onAcknowledged();
      return true;
    } catch (error) {
      if (error instanceof FleetRejected) throw error;
      return false;
    }
  };
}

/** A good item that was refused for good is a fault of its own. */
class FleetRejected extends Error {}
