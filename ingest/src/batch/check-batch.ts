import type { BatchRequest, ItemResult } from '#domain/contract/wire.ts';
import type { StampedItem } from '#domain/contract/messages.ts';
import { checkAge, estimateOffsetMinutes } from './check-age.ts';
import { stampItem } from './stamp-item.ts';

export interface CheckedBatch {
  /** The accepted items, in the order of the batch. */
  items: StampedItem[];
  /** One result for each item of the request, in its order; `accepted` until JetStream says `duplicate`. */
  results: ItemResult[];
  /** Seqs of rejected items: settled too, so that the committed ranges have no holes. */
  rejectedSeqs: number[];
}

/** Checks each item by itself: one bad item never refuses its neighbours. */
export function checkBatch(batch: BatchRequest, receivedAt: number): CheckedBatch {
  const offset = estimateOffsetMinutes(batch.sentAt, receivedAt);
  const checked: CheckedBatch = { items: [], results: [], rejectedSeqs: [] };
  batch.items.forEach((raw, index) => {
    const stamped = stampItem(raw, offset);
    if (!stamped.ok) {
      checked.results.push({ index, seq: stamped.seq, status: 'rejected', reason: 'invalid', detail: stamped.detail });
      if (stamped.seq !== null) checked.rejectedSeqs.push(stamped.seq);
      return;
    }
    const { seq } = stamped.item;
    const age = checkAge(stamped.item, receivedAt);
    if (age !== 'ok') {
      checked.results.push({ index, seq, status: 'rejected', reason: age });
      checked.rejectedSeqs.push(seq);
      return;
    }
    checked.items.push(stamped.item);
    checked.results.push({ index, seq, status: 'accepted' });
  });
  return checked;
}
