import { CONSUMERS, DAY_PARTITIONS, daysSubject, STREAMS } from '#domain/contract/messages.ts';
import { ensureConsumer, ensureStream } from '#platform/nats.ts';
import type { ConsumerSpec, JetStreamManager, StreamSpec } from '#platform/nats.ts';

const MIB = 1024 * 1024;
const DAY_MS = 24 * 60 * 60_000;

export interface StreamSizes {
  activityMaxBytes: number;
  activityMaxAgeMs: number;
  replicas: number;
}

/**
 * Room of the streams. ACTIVITY holds what the processor has not yet taken (a day of 500 PCs is about 1 GB) and, as room allows, what it has,
 * for replay; age bounds it too, below the time for which collectors keep their data. The others are small; FACTS and DAYS have no age, so
 * nothing unprocessed can expire. `purgeProcessed` takes away what was processed before a stream is full.
 */
export const DEFAULT_STREAM_SIZES: StreamSizes = {
  activityMaxBytes: 1024 * MIB,
  activityMaxAgeMs: 10 * DAY_MS,
  replicas: 1,
};

/** The broker's memory of message ids; longer costs it memory, and row identity does the real work. */
const DUPLICATE_WINDOW_MS = 2 * 60_000;

export function streamSpecs(sizes: StreamSizes): StreamSpec[] {
  const common = { duplicateWindowMs: DUPLICATE_WINDOW_MS, replicas: sizes.replicas };
  return [
    { ...STREAMS.activity, ...common, maxBytes: sizes.activityMaxBytes, maxAgeMs: sizes.activityMaxAgeMs },
    { ...STREAMS.facts, ...common, maxBytes: 256 * MIB, maxAgeMs: 0 },
    { ...STREAMS.days, ...common, maxBytes: 128 * MIB, maxAgeMs: 0 },
    { ...STREAMS.deadLetters, ...common, maxBytes: 256 * MIB, maxAgeMs: 0 },
  ];
}

export interface ConsumerPlan extends ConsumerSpec {
  stream: string;
}

/**
 * How long the messages of a killed instance wait for another one; a living one extends it every third of it. Short, because a partition of
 * DAYS stands still meanwhile.
 */
export const DEFAULT_ACK_WAIT_MS = 5_000;

export interface ConsumerPlans {
  activity: ConsumerPlan;
  facts: ConsumerPlan;
  /** One message of a partition at a time, over all instances: two recomputations of one person never overlap. */
  days: readonly ConsumerPlan[];
}

export function consumerPlans(ackWaitMs: number = DEFAULT_ACK_WAIT_MS): ConsumerPlans {
  return {
    activity: {
      stream: STREAMS.activity.name,
      durable: CONSUMERS.activity,
      filterSubject: 'activity.v1.>',
      ackWaitMs,
      maxAckPending: 5_000,
    },
    facts: {
      stream: STREAMS.facts.name,
      durable: CONSUMERS.facts,
      filterSubject: '>',
      ackWaitMs,
      maxAckPending: 2_000,
    },
    days: Array.from({ length: DAY_PARTITIONS }, (_, partition) => ({
      stream: STREAMS.days.name,
      durable: CONSUMERS.days(partition),
      filterSubject: daysSubject(partition),
      ackWaitMs,
      maxAckPending: 1,
    })),
  };
}

export const allPlans = (plans: ConsumerPlans): ConsumerPlan[] => [plans.activity, plans.facts, ...plans.days];

/** Makes or repairs every stream and consumer, and compares what the broker then holds (it ignores fields that it does not know). */
export async function ensureTopology(jsm: JetStreamManager, sizes: StreamSizes, plans: ConsumerPlans): Promise<void> {
  for (const spec of streamSpecs(sizes)) await ensureStream(jsm, spec);
  for (const { stream, ...spec } of allPlans(plans)) await ensureConsumer(jsm, stream, spec);
}
