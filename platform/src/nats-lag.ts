import type { JetStreamManager } from '@nats-io/jetstream';

export interface ConsumerLag {
  /** Messages that were delivered to nobody, or to someone who has not acknowledged them. */
  waiting: number;
  /** Epoch milliseconds at which the oldest of them was stored; undefined: none waits. */
  oldestAtMs: number | undefined;
}

/**
 * How far a durable consumer is behind its stream. The message after the last gapless acknowledgement is the oldest one that may be lost to a kill, so its
 * age is the age of what is shown.
 */
export async function readConsumerLag(jsm: JetStreamManager, stream: string, durable: string): Promise<ConsumerLag> {
  const info = await jsm.consumers.info(stream, durable);
  const waiting = info.num_pending + info.num_ack_pending;
  if (waiting === 0) return { waiting, oldestAtMs: undefined };
  // Purged ones leave holes: the next one that is there. The client's types know this field for its other way of reading only.
  const wanted: { seq: number } = { seq: info.ack_floor.stream_seq + 1, ...{ next_by_subj: '>' } };
  const oldest = await jsm.streams
    .getMessage(stream, wanted)
    // Acknowledged and purged meanwhile.
    .catch(() => null);
  return { waiting, oldestAtMs: oldest?.time.getTime() };
}
