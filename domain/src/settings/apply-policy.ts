import type { PrivacyPolicy } from '../contract/privacy-policy.ts';

export interface WindowFields {
  readonly process: string;
  readonly title: string;
  /** Empty: none is known. */
  readonly url: string;
}

/**
 * What of a window may be stored (G:1418-1424): the fields that the tenant switched off are emptied; the seconds in front stay, so that no
 * time is lost. Undefined: nothing is left that the tenant wants, the slice itself is not stored.
 *
 *     names on, titles off, urls host    excel 「売上.xlsx」                 →  excel 「」
 *                                        chrome 「検索」 https://a.jp/x?q=y  →  chrome 「」 https://a.jp/
 *     all three off                      –                                   →  (nothing)
 */
export function keepWindow(window: WindowFields, policy: Omit<PrivacyPolicy, 'pcCounts'>): WindowFields | undefined {
  if (!policy.applicationNames && !policy.windowTitles && policy.urls === 'off') return undefined;
  return {
    process: policy.applicationNames ? window.process : '',
    title: policy.windowTitles ? window.title : '',
    url: keepUrl(window.url, policy.urls),
  };
}

/** With `host` nothing stays of what has no host, such as `file:` or a text that is no URL, and nothing of a name and password in it. */
export function keepUrl(url: string, kept: PrivacyPolicy['urls']): string {
  if (kept === 'full') return url;
  const parsed = kept === 'off' ? null : URL.parse(url);
  return parsed === null || parsed.host === '' ? '' : `${parsed.protocol}//${parsed.host}/`;
}

/** Whether anything may hold more than this version knows how to remove: fields and kinds of a newer collector are stored only if so. */
export const storesEverything = (policy: PrivacyPolicy): boolean =>
  policy.pcCounts && policy.applicationNames && policy.windowTitles && policy.urls === 'full';
