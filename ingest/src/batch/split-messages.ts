import { hash } from 'node:crypto';
import type { BatchRequest } from '#domain/contract/wire.ts';
import type { ActivityMessage } from '#domain/contract/messages.ts';
import type { CheckedBatch } from './check-batch.ts';
import { toRanges } from './seq-ranges.ts';

/** Well below the broker's max_payload (1 MiB by default), with room for the envelope. */
export const MESSAGE_TARGET_BYTES = 512 * 1024;

export interface OutgoingMessage {
  /** The JSON of an ActivityMessage. */
  line: string;
  /** Equal for an equal repeat of the batch: it is then answered `duplicate` for a while. */
  messageId: string;
  seqs: readonly number[];
}

interface Part {
  seqs: number[];
  /** The JSON of each item: made once, and used for the size, the identity and the message. */
  texts: string[];
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
  const { tenantId, personId, deviceId } = identity;
  const { spoolId, bootId, sentAt } = batch;
  const parts = cutBySize(checked);
  return parts.map(({ seqs, texts }, index) => {
    const rejected = index === parts.length - 1 ? checked.rejectedSeqs : [];
    const coveredRanges = toRanges(rejected.length === 0 ? seqs : [...seqs, ...rejected]);
    const content = `"items":[${texts.join(',')}],"coveredRanges":${JSON.stringify(coveredRanges)}`;
    // In the order of their keys: the text is the JSON of `envelope` with the content inside.
    const envelope: Omit<ActivityMessage, 'items' | 'coveredRanges'> = {
      v: 1,
      tenantId,
      personId,
      deviceId,
      spoolId,
      bootId,
      receivedAt,
      sentAt,
    };
    const messageId = hash(
      'sha256',
      `${tenantId} ${personId} ${deviceId} ${spoolId} ${bootId} ${content}`,
      'base64url',
    );
    return { line: `${JSON.stringify(envelope).slice(0, -1)},${content}}`, messageId, seqs };
  });
}

/** At least one part, also for a batch without accepted items: its rejected seqs must be covered too. */
function cutBySize({ items }: CheckedBatch): Part[] {
  const parts: Part[] = [];
  let part: Part = { seqs: [], texts: [] };
  let bytes = 0;
  for (const item of items) {
    const text = JSON.stringify(item);
    const size = Buffer.byteLength(text) + 1;
    if (part.texts.length > 0 && bytes + size > MESSAGE_TARGET_BYTES) {
      parts.push(part);
      part = { seqs: [], texts: [] };
      bytes = 0;
    }
    part.texts.push(text);
    part.seqs.push(item.seq);
    bytes += size;
  }
  parts.push(part);
  return parts;
}
