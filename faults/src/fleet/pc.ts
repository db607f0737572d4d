import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { pino } from 'pino';
import { z } from 'zod';
import { systemClock } from '#collector/clock.ts';
import { outboxPath } from '#collector/outbox/open-outbox-file.ts';
import { Outbox } from '#collector/outbox/outbox.ts';
import { Sender } from '#collector/sender/sender.ts';
import { createHttpTransport, type Transport } from '#collector/sender/transport.ts';
import { batchAnswerSchema, batchRequestSchema } from '#domain/contract/wire.ts';
import { pause } from '#platform/jitter.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import type { History } from '../history/history.ts';
import type { Site } from '../kit/site.ts';
import { enrolPc } from './enrol-pc.ts';
import { itemsOfMinute } from './workload.ts';

/** Minutes that are recorded in one go, and how often. */
const MINUTES_AT_ONCE = 15;
const RECORD_EVERY_MS = 250;
const FLUSHED_WITHIN_MS = 60_000;
/** A request that hangs because its server was killed or stands still is given up. */
const REQUEST_TIMEOUT_MS = 5_000;

export interface PcOptions {
  readonly firstMinute: number;
  /** Something between the sender and the network: repeats, losses. */
  readonly tamper?: (transport: Transport) => Transport;
  readonly maxBytes?: number;
  /** Default: the collector's own ten minutes. */
  readonly resendAfterMs?: number;
  readonly recordEveryMs?: number;
  /** Default: the server's own. */
  readonly ingestUrl?: string;
}

/** A simulated PC: the collector's own outbox, sender and protocol; only what it records is made up. */
export interface Pc {
  readonly loginId: string;
  recorded(): number;
  lastMinute(): number;
  acknowledged(): number;
  /** Exchanges that ended without an answer, or with a refusal; each was tried again. */
  failures(): number;
  /** HTTP statuses of the answers. */
  readonly statuses: readonly number[];
  /** Moments of the exchanges, of performance.now(). */
  readonly exchanges: readonly number[];
  /** Records until told to stop. The sender goes on until `flush`. */
  run(signal: AbortSignal): Promise<void>;
  /** So many minutes in one go. */
  recordMinutes(firstMinute: number, count: number): void;
  spoolBytes(): number;
  /** Until everything recorded has been answered for. */
  flush(deadlineMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export async function createPc(site: Site, loginId: string, history: History, options: PcOptions): Promise<Pc> {
  const identity = await enrolPc(site, loginId);
  const device = identity.deviceId;
  const path = outboxPath(tempDir('fault-pc'), device);
  const outbox = new Outbox({
    path,
    retainCommittedDays: 14,
    maxBytes: options.maxBytes ?? 50 * 1024 * 1024,
    wallAt: Date.now(),
    ...(options.resendAfterMs === undefined ? {} : { resendAfterMs: options.resendAfterMs }),
  });
  const counts = { recorded: 0, acknowledged: 0, failures: 0, lastMinute: options.firstMinute };
  const exchanges: number[] = [];
  const statuses: number[] = [];
  const wire = (options.tamper ?? ((each) => each))(
    createHttpTransport(options.ingestUrl ?? identity.ingestUrl, REQUEST_TIMEOUT_MS),
  );
  const transport = noting(wire, {
    answered: (status) => statuses.push(status),
    begun: () => exchanges.push(performance.now()),
    failed: () => (counts.failures += 1),
    acknowledged: (seqs) => {
      counts.acknowledged += seqs.length;
      history.note({ t: 'acknowledged', device, seqs });
    },
    shifted: (shifts) => history.note(...shifts.map((each) => ({ t: 'shifted' as const, device, ...each }))),
  });
  const sender = new Sender({
    ...{ identity, outbox, transport, clock: systemClock, log: pino({ level: 'silent' }), bootId: randomUUID() },
    ...{ spreadMs: 0, backoffMaxMs: 2_000, committedPollMs: 1_000 },
  });
  sender.start();

  /** One transaction, as the agent makes one of what it has. */
  const record = (firstMinute: number, count: number): void => {
    const items = Array.from({ length: count }, (_, n) => itemsOfMinute(firstMinute + n)).flat();
    outbox.record(items);
    counts.lastMinute = firstMinute + count - 1;
    history.note(
      ...items.map((item) => ({ t: 'recorded' as const, person: loginId, device, seq: (counts.recorded += 1), item })),
      ...outbox
        .trim(Date.now())
        .map(({ firstSeq, lastSeq, what }) => ({ t: 'gap' as const, device, firstSeq, lastSeq, what })),
    );
    sender.wake();
  };
  return {
    loginId,
    recorded: () => counts.recorded,
    lastMinute: () => counts.lastMinute,
    acknowledged: () => counts.acknowledged,
    failures: () => counts.failures,
    exchanges,
    statuses,
    recordMinutes(firstMinute, count) {
      for (let n = 0; n < count; n += MINUTES_AT_ONCE) record(firstMinute + n, Math.min(MINUTES_AT_ONCE, count - n));
    },
    spoolBytes: () => statSync(path).size,
    async run(signal) {
      for (let minute = options.firstMinute; !signal.aborted; minute += MINUTES_AT_ONCE) {
        record(minute, MINUTES_AT_ONCE);
        await pause(options.recordEveryMs ?? RECORD_EVERY_MS, signal);
      }
    },
    async flush(deadlineMs = FLUSHED_WITHIN_MS) {
      await waitFor(() => !outbox.has('pending'), {
        deadlineMs,
        intervalMs: 50,
        what: `the last answer to ${loginId}`,
      });
    },
    async stop() {
      await sender.stop(2_000);
      outbox.close();
    },
  };
}

interface Notes {
  answered(status: number): void;
  begun(): void;
  failed(): void;
  acknowledged(seqs: readonly number[]): void;
  shifted(shifts: readonly { readonly seq: number; readonly minutes: number }[]): void;
}

function noting(transport: Transport, notes: Notes): Transport {
  return async (request, signal) => {
    notes.begun();
    try {
      const answer = await transport(request, signal);
      notes.answered(answer.status);
      if (answer.status !== 200) notes.failed();
      else if (request.path === '/v1/batches') {
        const seqs = seqsOf(answer.json);
        notes.acknowledged(seqs);
        notes.shifted(offsetsOf(request.body).filter(({ seq }) => seqs.includes(seq)));
      }
      return answer;
    } catch (error) {
      notes.failed();
      throw error;
    }
  };
}

/** Items that the sender moves, because the server's clock is another one than the PC's. */
const offsetsOf = (body: object | undefined): { seq: number; minutes: number }[] =>
  batchRequestSchema
    .parse(body)
    .items.map((item) => movedItemSchema.parse(item))
    .flatMap(({ seq, offsetMinutes }) => (offsetMinutes === 0 ? [] : [{ seq, minutes: offsetMinutes }]));

const movedItemSchema = z.object({ seq: z.int(), offsetMinutes: z.int().default(0) });

/** A good item that was refused for good is a fault of its own: the judge finds it lost. */
const seqsOf = (json: unknown): number[] =>
  batchAnswerSchema
    .parse(json)
    .results.flatMap(({ status, seq }) => (status === 'rejected' || seq === null ? [] : [seq]));
