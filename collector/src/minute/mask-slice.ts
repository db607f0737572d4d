import type { RecordedItem } from './recorded-item.ts';

/** What of a window may leave this PC. `host`: the site without path and query. */
export interface WindowPrivacy {
  readonly titles: 'full' | 'off';
  readonly urls: 'full' | 'host' | 'off';
}

/** Removes what may not leave the PC before it is even written to its disk. Seconds and process stay, so no time is lost. */
export function maskSlice(item: RecordedItem, { titles, urls }: WindowPrivacy): RecordedItem {
  if (item.kind !== 'windowSlice') return item;
  const { url, ...rest } = item;
  const kept = url === undefined || urls === 'off' ? undefined : urls === 'host' ? originOf(url) : url;
  return {
    ...rest,
    title: titles === 'off' ? '' : rest.title,
    ...(kept === undefined ? {} : { url: kept }),
  };
}

/** undefined for what has no host, such as `file:` or a text that is no URL: nothing of it may stay. */
function originOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed === null || parsed.host === '' ? undefined : `${parsed.protocol}//${parsed.host}/`;
}
