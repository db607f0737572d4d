import {
  activityMessageSchema,
  activitySubject,
  type ActivityMessage,
  type StampedItem,
} from '#domain/contract/messages.ts';
import { MS_PER_MINUTE, type UnixMinute } from '#domain/time/types.ts';
import { pause } from '#platform/jitter.ts';
import { publishAcked, StreamFull, type JetStreamClient } from '#platform/nats.ts';
import type { DeviceIdentity } from '#collector/identity/identity-file.ts';
import type { DatedPlan } from '../plan/plan-person.ts';
import { activityOfPlan } from '../plan/activity-of-plan.ts';
import { uuidOf } from '../plan/random.ts';
import type { SamplePerson } from '../company/people.ts';
import { SAMPLE_ZONE } from './sample-state.ts';

/** As ingest cuts its batches: far below the broker's largest message. */
const ITEMS_PER_MESSAGE = 1000;

/**
 * The recorded past of a person's PCs, as the messages that ingest would have published: 60 days through HTTP would only make the first
 * start slower. Facts keep their identity, so a load that is repeated changes nothing.
 *
 * @param nowMinute nothing at or after it has happened yet
 */
export async function publishHistory(
  js: JetStreamClient,
  person: SamplePerson,
  identities: readonly DeviceIdentity[],
  plans: readonly DatedPlan[],
  nowMinute: UnixMinute,
): Promise<void> {
  for (const { workDate, plan } of plans) {
    for (const [device, items] of activityOfPlan(person, workDate, plan, SAMPLE_ZONE, nowMinute)) {
      const identity = identities[device];
      if (identity === undefined) continue;
      for (const message of messagesOf(person, identity, workDate, items)) await publishPatiently(js, message);
    }
  }
}

function messagesOf(
  person: SamplePerson,
  identity: DeviceIdentity,
  workDate: string,
  items: readonly StampedItem[],
): ActivityMessage[] {
  const spoolId = uuidOf('spool', person.number, identity.deviceName, workDate);
  const messages: ActivityMessage[] = [];
  for (let from = 0; from < items.length; from += ITEMS_PER_MESSAGE) {
    const part = items.slice(from, from + ITEMS_PER_MESSAGE);
    const arrived = arrivalOf(part);
    messages.push(
      activityMessageSchema.parse({
        v: 1,
        tenantId: identity.tenantId,
        personId: identity.personId,
        deviceId: identity.deviceId,
        spoolId,
        bootId: spoolId,
        receivedAt: arrived,
        sentAt: arrived,
        items: part,
        coveredRanges: [[part[0]?.seq ?? 1, part.at(-1)?.seq ?? 1]],
      }),
    );
  }
  return messages;
}

/** A PC sends about a minute after the last fact of the batch. */
function arrivalOf(items: readonly StampedItem[]): number {
  const minutes = items.map((item) => ('minute' in item ? item.minute : 0));
  return (Math.max(...minutes) + 1) * MS_PER_MINUTE;
}

/** A full stream only means that the processor is slower than we are. */
async function publishPatiently(js: JetStreamClient, message: ActivityMessage): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(message));
  const [first] = message.coveredRanges[0] ?? [1];
  const msgId = `sample.${message.spoolId}.${first}`;
  for (;;) {
    try {
      await publishAcked(js, activitySubject(message.tenantId, message.deviceId), bytes, { msgId, timeoutMs: 10_000 });
      return;
    } catch (error) {
      if (!(error instanceof StreamFull)) throw error;
      await pause(500);
    }
  }
}
