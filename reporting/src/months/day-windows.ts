import type { DayAnswer } from '#domain/contract/months.ts';
import { createSiteNameOf } from '#domain/settings/site-name-of.ts';
import type { UnixMinute } from '#domain/time/types.ts';
import { readSiteNameRows } from '../records/read-site-names.ts';
import type { Records } from '../records/schema.ts';
import type { FrontSlice } from '../unrequested-answers/describe-blocks.ts';

export type SiteNameOf = (url: string) => string | undefined;

/** Seconds by window over the day, the longest first; equal ones by first appearance. */
export function windowsOf(
  slices: readonly FrontSlice[],
  clock: (minute: UnixMinute) => number,
  siteNameOf: SiteNameOf,
): DayAnswer['windows'] {
  const windows = new Map<string, DayAnswer['windows'][number]>();
  for (const { unixMinute, process, title, url, secondsInFront } of slices) {
    const key = JSON.stringify([process, title, url]);
    const siteName = siteNameOf(url);
    const window = windows.get(key) ?? {
      ...{ process, title, url, seconds: 0, firstClock: clock(unixMinute) },
      ...(siteName === undefined ? {} : { siteName }),
    };
    windows.set(key, { ...window, seconds: window.seconds + secondsInFront });
  }
  return [...windows.values()].sort((a, b) => b.seconds - a.seconds || a.firstClock - b.firstClock);
}

/** The present mapping, looked up now: it holds for whatever was stored before it. Not read for a day without URLs. */
export async function readSiteNameOf(
  records: Records,
  tenantId: string,
  slices: readonly { readonly url: string }[],
): Promise<SiteNameOf> {
  return createSiteNameOf(slices.some(({ url }) => url !== '') ? await readSiteNameRows(records, tenantId) : []);
}
