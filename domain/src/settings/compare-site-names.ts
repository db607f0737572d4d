import { createSiteNameOf } from './site-name-of.ts';
import type { SiteName } from './site-name-of.ts';

/** What another mapping would change. */
export interface SiteNameDifference {
  readonly added: number;
  readonly removed: number;
  /** The same URL with another name. */
  readonly renamed: number;
  /** URLs of all three: an address that begins with none of them keeps its name. */
  readonly urlPrefixes: readonly string[];
}

export function differenceOf(before: readonly SiteName[], after: readonly SiteName[]): SiteNameDifference {
  const [was, becomes] = [before, after].map(
    (mapping) => new Map(mapping.map(({ urlPrefix, name }) => [urlPrefix, name])),
  ) as [Map<string, string>, Map<string, string>];
  const added = [...becomes.keys()].filter((url) => !was.has(url));
  const removed = [...was.keys()].filter((url) => !becomes.has(url));
  const renamed = [...becomes.keys()].filter((url) => was.has(url) && was.get(url) !== becomes.get(url));
  return {
    ...{ added: added.length, removed: removed.length, renamed: renamed.length },
    urlPrefixes: [...added, ...removed, ...renamed],
  };
}

/** Null: no name. */
export interface Rename {
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * How a URL's site name changes from one mapping to the other; undefined where it stays.
 *
 *     before   https://a.jp/  社内                              https://a.jp/sales/7   社内 → 営業支援
 *     after    https://a.jp/  社内, https://a.jp/sales/ 営業支援   https://a.jp/x         (stays)
 */
export function createRenameOf(
  before: readonly SiteName[],
  after: readonly SiteName[],
): (url: string) => Rename | undefined {
  const [wasOf, becomesOf] = [createSiteNameOf(before), createSiteNameOf(after)];
  return (url) => {
    const rename = { before: wasOf(url) ?? null, after: becomesOf(url) ?? null };
    return rename.before === rename.after ? undefined : rename;
  };
}
