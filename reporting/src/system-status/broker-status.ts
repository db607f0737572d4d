import { DeliverPolicy } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { CONSUMERS, DAY_PARTITIONS, DEAD_HEADERS, STREAMS } from '#domain/contract/messages.ts';
import { DEAD_LETTER_REASONS } from '#domain/contract/system-status.ts';
import type { SystemStatus } from '#domain/contract/system-status.ts';
import type { KV } from '#platform/nats.ts';
import { readConsumerLag } from '#platform/nats-lag.ts';
import type { ConsumerLag } from '#platform/nats-lag.ts';

export interface BrokerDeps {
  readonly jsm: JetStreamManager;
  readonly jetStream: JetStreamClient;
  /** Bucket `committed_ranges`. */
  readonly committed: () => Promise<KV>;
}

type Waiting = NonNullable<SystemStatus['waiting']>;

/** How far the processor is behind, over all tenants: the streams are shared. */
export async function readWaiting({ jsm }: BrokerDeps): Promise<Waiting> {
  const partitions = Array.from({ length: DAY_PARTITIONS }, (_, partition) => CONSUMERS.days(partition));
  const [activity, facts, ...days] = await Promise.all([
    readConsumerLag(jsm, STREAMS.activity.name, CONSUMERS.activity),
    readConsumerLag(jsm, STREAMS.facts.name, CONSUMERS.facts),
    ...partitions.map((durable) => readConsumerLag(jsm, STREAMS.days.name, durable)),
  ]);
  return { activity: sumOf([activity]), facts: sumOf([facts]), days: sumOf(days) };
}

function sumOf(lags: readonly ConsumerLag[]): Waiting['activity'] {
  const oldest = lags.flatMap((lag) => lag.oldestAtMs ?? []);
  return {
    count: lags.reduce((sum, lag) => sum + lag.waiting, 0),
    oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
  };
}

/** Headers of so many letters are read; more than a person looks through. */
const MAX_LETTERS = 10_000;
const READ_MS = 5_000;

/** The tenant's dead letters by reason, from their headers alone: their subject names the tenant. */
export async function countDeadLetters(
  { jsm, jetStream }: BrokerDeps,
  tenantId: string,
): Promise<NonNullable<SystemStatus['deadLetters']>> {
  const filter = `dead.v1.*.v1.${tenantId}.>`;
  const stream = STREAMS.deadLetters.name;
  const { state } = await jsm.streams.info(stream, { subjects_filter: filter });
  const total = Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
  const counts = new Map<string, number>();
  if (total > 0) {
    const consumer = await jetStream.consumers.get(stream, {
      filter_subjects: filter,
      headers_only: true,
      deliver_policy: DeliverPolicy.All,
    });
    const messages = await consumer.fetch({ max_messages: Math.min(total, MAX_LETTERS), expires: READ_MS });
    for await (const message of messages) {
      const told = message.headers?.get(DEAD_HEADERS.reason);
      const reason = DEAD_LETTER_REASONS.find((each) => each === told) ?? 'unexpected';
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return DEAD_LETTER_REASONS.flatMap((reason) => {
    const count = counts.get(reason) ?? 0;
    return count === 0 ? [] : [{ reason, count }];
  });
}

/**
 * When something of each PC was last stored, epoch ms by device id: the processor writes a PC's ranges after each batch, and the bucket remembers when. Of
 * all tenants, because the keys name no tenant; the caller picks its own devices.
 */
export async function readLastCommitted({ committed }: BrokerDeps): Promise<Map<string, number>> {
  const last = new Map<string, number>();
  const bucket = await committed();
  const done = Promise.withResolvers<void>();
  const entries = await bucket.watch({ key: '*.*', ignoreDeletes: true, headers_only: true });
  const reading = (async () => {
    for await (const entry of entries) {
      const device = entry.key.split('.')[0] ?? '';
      last.set(device, Math.max(last.get(device) ?? 0, entry.created.getTime()));
      if (entry.delta === 0) break;
    }
    done.resolve();
  })();
  // An empty bucket never gives a last entry.
  const { values } = await bucket.status();
  if (values === 0) entries.stop();
  const timer = setTimeout(() => entries.stop(), READ_MS);
  await Promise.race([reading, done.promise]);
  clearTimeout(timer);
  entries.stop();
  return last;
}
