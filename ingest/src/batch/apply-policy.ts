import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import type { StampedItem } from '#domain/contract/messages.ts';
import { keepWindow, storesEverything } from '#domain/settings/apply-policy.ts';

/**
 * What of an item the tenant lets be stored; undefined: nothing. The collector has removed it already if it knew the policy; an older one, one
 * that was offline at the change, and a client that is not ours have not. With anything switched off, unknown fields and kinds of a newer
 * collector are not stored either, because nobody here can tell what they hold.
 */
export function applyPolicy(item: StampedItem, policy: PrivacyPolicy): StampedItem | undefined {
  if (storesEverything(policy)) return item;
  if (item.kind === 'unknown' || (item.kind === 'inputMinute' && !policy.pcCounts)) return undefined;
  const { extra: _, ...known } = item;
  if (known.kind !== 'windowSlice') return known;
  const kept = keepWindow(known, policy);
  return kept === undefined ? undefined : { ...known, ...kept };
}
