import { activitySubject } from '#domain/contract/messages.ts';
import type { ItemResult } from '#domain/contract/wire.ts';
import { BrokerUnavailable, publishAcked, StreamFull, type JetStreamClient } from '#platform/nats.ts';
import { Refusal } from '../http/refusal.ts';
import type { DeviceIdentity } from '../identity/device-token.ts';
import type { OutgoingMessage } from '../batch/split-messages.ts';

/** Publishes the messages of one batch; returns only when JetStream has stored every one of them. */
export interface ActivityPublisher {
  /**
   * @returns the seqs that the broker had already taken within its duplicate window
   * @throws Refusal `stream_full` or `broker_unavailable`: some of the messages may be stored; the same batch sent again is harmless
   */
  publish(identity: DeviceIdentity, messages: readonly OutgoingMessage[]): Promise<ReadonlySet<number>>;
}

export function createActivityPublisher(js: JetStreamClient, timeoutMs: number): ActivityPublisher {
  return {
    async publish(identity, messages) {
      const subject = activitySubject(identity.tenantId, identity.deviceId);
      const duplicates = new Set<number>();
      for (const message of messages) {
        try {
          const ack = await publishAcked(js, subject, message.payload, { msgId: message.messageId, timeoutMs });
          if (ack.duplicate) for (const seq of message.seqs) duplicates.add(seq);
        } catch (error) {
          throw refusalOf(error);
        }
      }
      return duplicates;
    },
  };
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
export const markDuplicates = (results: readonly ItemResult[], duplicates: ReadonlySet<number>): ItemResult[] =>
  results.map((result) =>
    result.status === 'accepted' && result.seq !== null && duplicates.has(result.seq)
      ? { ...result, status: 'duplicate' }
      : result,
  );
