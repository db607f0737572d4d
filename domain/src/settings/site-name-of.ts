export interface SiteName {
  readonly urlPrefix: string;
  readonly name: string;
}

/**
 * The site name (HP 名称) of a URL: of the registered prefixes that the URL begins with, the longest one's (G:420-430).
 *
 *     https://a.jp/        社内
 *     https://a.jp/sales/  営業支援        https://a.jp/sales/7 → 営業支援     https://a.jp/x → 社内     https://b.jp/ → (none)
 *
 * Compared letter by letter as the guide says, capitals included. A lookup costs one step for each distinct length of a prefix, however many
 * there are. Of two equal prefixes the later one holds; the upload refuses such a file.
 */
export function createSiteNameOf(siteNames: readonly SiteName[]): (url: string) => string | undefined {
  const names = new Map(siteNames.map(({ urlPrefix, name }) => [urlPrefix, name]));
  const lengths = [...new Set(siteNames.map(({ urlPrefix }) => urlPrefix.length))].sort((a, b) => b - a);
  return (url) => {
    const length = lengths.find((each) => each <= url.length && names.has(url.slice(0, each)));
    return length === undefined ? undefined : names.get(url.slice(0, length));
  };
}
