import type { StampedItem } from '#domain/contract/messages.ts';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import type { BatchRequest, ItemResult } from '#domain/contract/wire.ts';
import { applyPolicy } from './apply-policy.ts';
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

/** Checks each item by itself: one bad item never refuses its neighbours. What the tenant does not let be stored goes no further. */
export function checkBatch(batch: BatchRequest, receivedAt: number, policy: PrivacyPolicy): CheckedBatch {
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
    const kept = age === 'ok' ? applyPolicy(stamped.item, policy) : undefined;
    if (kept === undefined) {
      checked.results.push({ index, seq, status: 'rejected', reason: age === 'ok' ? 'not_stored_here' : age });
      checked.rejectedSeqs.push(seq);
      return;
    }
    checked.items.push(kept);
    checked.results.push({ index, seq, status: 'accepted' });
  });
  return checked;
}
