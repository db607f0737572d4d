import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { keepUrl, keepWindow } from '#domain/settings/apply-policy.ts';
import type { RecordedItem, RecordedSlice } from './recorded-item.ts';

/** What of a window may leave this PC by its own configuration. `host`: the site without path and query. */
export interface WindowPrivacy {
  readonly titles: 'full' | 'off';
  readonly urls: 'full' | 'host' | 'off';
}

/** Removes what may not leave the PC before it is even written to its disk. Seconds and process stay, so no time is lost. */
export function maskSlice(item: RecordedItem, { titles, urls }: WindowPrivacy): RecordedItem {
  if (item.kind !== 'windowSlice') return item;
  return withWindow(item, {
    process: item.process,
    title: titles === 'off' ? '' : item.title,
    url: keepUrl(item.url ?? '', urls),
  });
}

/** What the tenant lets be stored of a fact, by the same rule as at the server; undefined: nothing. */
export function keepItem(item: RecordedItem, policy: PrivacyPolicy): RecordedItem | undefined {
  if (item.kind === 'inputMinute') return policy.pcCounts ? item : undefined;
  if (item.kind !== 'windowSlice') return item;
  const kept = keepWindow({ process: item.process, title: item.title, url: item.url ?? '' }, policy);
  return kept === undefined ? undefined : withWindow(item, kept);
}

function withWindow(slice: RecordedSlice, { url, ...window }: Parameters<typeof keepWindow>[0]): RecordedSlice {
  const { url: _, ...rest } = slice;
  return { ...rest, ...window, ...(url === '' ? {} : { url }) };
}
