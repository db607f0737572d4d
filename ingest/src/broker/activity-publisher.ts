import { activitySubject } from '#domain/contract/messages.ts';
import type { ItemResult } from '#domain/contract/wire.ts';
import { BrokerUnavailable, jetstream, StreamFull, type NatsConnection } from '#platform/nats.ts';
import type { OutgoingMessage } from '../batch/split-messages.ts';
import { Refusal } from '../http/refusal.ts';
import type { DeviceIdentity } from '../identity/device-token.ts';
import { GatheredPublish } from './gathered-publish.ts';
import { RecentBatches } from './recent-batches.ts';

/** Publishes the messages of one batch; returns only when JetStream has stored every one of them. */
export interface ActivityPublisher {
  /**
   * @returns the seqs that were already stored within the last minutes
   * @throws Refusal `stream_full` or `broker_unavailable`: some of the messages may be stored; the same batch sent again is harmless
   */
  publish(identity: DeviceIdentity, messages: readonly OutgoingMessage[]): Promise<ReadonlySet<number>>;
}

const NONE: ReadonlySet<number> = new Set();

export function createActivityPublisher(nc: NatsConnection, timeoutMs: number): ActivityPublisher {
  const gathered = new GatheredPublish(jetstream(nc), timeoutMs);
  const recent = new RecentBatches();
  void forgetOnDisconnect(nc, recent);
  /** A repeat after a lost answer is told by our own memory, after a restart (or to another instance) by the broker's, and otherwise stored again. */
  const store = async (subject: string, message: OutgoingMessage): Promise<boolean> => {
    if (recent.has(message.messageId)) return true;
    const { duplicate } = await gathered.publish(subject, message);
    recent.add(message.messageId);
    return duplicate;
  };
  return {
    async publish(identity, messages) {
      const subject = activitySubject(identity.tenantId, identity.deviceId);
      let duplicates: Set<number> | undefined;
      for (const message of messages) {
        try {
          if (!(await store(subject, message))) continue;
        } catch (error) {
          throw refusalOf(error);
        }
        duplicates ??= new Set();
        for (const seq of message.seqs) duplicates.add(seq);
      }
      return duplicates ?? NONE;
    },
  };
}

/** A broker that comes back may have lost the last minutes in a power cut: what is sent again then must be stored again. */
async function forgetOnDisconnect(nc: NatsConnection, recent: RecentBatches): Promise<void> {
  for await (const { type } of nc.status()) if (type === 'disconnect') recent.clear();
}

function refusalOf(error: unknown): unknown {
  if (error instanceof StreamFull) {
    return new Refusal('stream_full', 'the store behind is full: keep the batch and send it again later');
  }
  if (error instanceof BrokerUnavailable) {
    return new Refusal('broker_unavailable', 'the broker does not answer: keep the batch and send it again later');
  }
  return error;
}

/** Marks the accepted results whose seq the broker knew already. */
export const markDuplicates = (results: ItemResult[], duplicates: ReadonlySet<number>): ItemResult[] =>
  duplicates.size === 0
    ? results
    : results.map((result) =>
        result.status === 'accepted' && result.seq !== null && duplicates.has(result.seq)
          ? { ...result, status: 'duplicate' }
          : result,
      );
