import type { JetStreamManager } from '#platform/nats.ts';
import type { ConsumerPlan } from './topology.ts';

/** Above this share of its room a stream gives up what was processed; below it stays for replay. */
const KEEP_SHARE = 0.5;

/**
 * Limits retention keeps acknowledged messages, and a full stream refuses new ones: so before it is full, everything below each consumer's
 * ack floor is taken away. Never a message that is not yet acknowledged.
 */
export async function purgeProcessed(jsm: JetStreamManager, plans: readonly ConsumerPlan[]): Promise<void> {
  for (const { stream, durable, filterSubject } of plans) {
    const { config, state } = await jsm.streams.info(stream);
    if (config.max_bytes <= 0 || state.bytes < config.max_bytes * KEEP_SHARE) continue;
    const { ack_floor: ackFloor } = await jsm.consumers.info(stream, durable);
    if (ackFloor.stream_seq < state.first_seq) continue;
    await jsm.streams.purge(stream, { filter: filterSubject, seq: ackFloor.stream_seq + 1 });
  }
}
