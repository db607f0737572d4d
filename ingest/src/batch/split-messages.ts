import { createHash } from 'node:crypto';
import type { BatchRequest } from '#domain/contract/wire.ts';
import type { ActivityMessage, StampedItem } from '#domain/contract/messages.ts';
import type { CheckedBatch } from './check-batch.ts';
import { toRanges } from './seq-ranges.ts';

/** Well below the broker's max_payload (1 MiB by default), with room for the envelope. */
export const MESSAGE_TARGET_BYTES = 512 * 1024;

export interface OutgoingMessage {
  payload: Uint8Array;
  /** Equal for an equal repeat of the batch: JetStream then answers `duplicate` within its window. */
  messageId: string;
  seqs: ReadonlySet<number>;
}

/**
 * Cuts a checked batch into messages of bounded size. The identity of a message is its content without the time of arrival, so that
 * the same batch sent again is recognised, and a batch with other content under the same numbers is not.
 */
export function splitMessages(
  batch: BatchRequest,
  checked: CheckedBatch,
  identity: { tenantId: string; personId: string; deviceId: string },
  receivedAt: number,
): OutgoingMessage[] {
  const parts = cutBySize(checked.items);
  return parts.map((items, index) => {
    const rejected = index === parts.length - 1 ? checked.rejectedSeqs : [];
    const seqs = items.map((item) => item.seq);
    const coveredRanges = toRanges([...seqs, ...rejected]);
    const message: ActivityMessage = {
      v: 1,
      ...identity,
      spoolId: batch.spoolId,
      bootId: batch.bootId,
      receivedAt,
      sentAt: batch.sentAt,
      items,
      coveredRanges,
    };
    const digest = createHash('sha256')
      .update(JSON.stringify([identity, batch.spoolId, batch.bootId, items, coveredRanges]))
      .digest('base64url');
    return { payload: Buffer.from(JSON.stringify(message)), messageId: digest, seqs: new Set(seqs) };
  });
}

/** At least one part, also for a batch without accepted items: its rejected seqs must be covered too. */
function cutBySize(items: readonly StampedItem[]): StampedItem[][] {
  const parts: StampedItem[][] = [];
  let part: StampedItem[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (part.length > 0 && bytes + size > MESSAGE_TARGET_BYTES) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += size;
  }
  parts.push(part);
  return parts;
}
