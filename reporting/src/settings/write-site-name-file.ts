import { SITE_NAME_COLUMNS } from '#domain/contract/settings.ts';
import type { SiteName } from '#domain/settings/site-name-of.ts';
import { guardFormula } from '../csv/formula-guard.ts';
import { encodeWindows31j } from '../csv/windows-31j.ts';
import { textCell, toCsv } from '../csv/write-csv.ts';

/** Comments are no rows of CSV: they stand as they are, and are skipped at upload. */
const EXAMPLE = [
  '# 記述例（# で始まる行は読み込まれません）。URL と前方一致で検索し、最も長く一致した行の HP 名称になります。',
  '# "https://www.example.co.jp/","検索サイト"',
  '# "https://www.example.co.jp/shop/","通販サイト"',
  '',
].join('\r\n');

/** 雛形: the header and examples as comments. */
const TEMPLATE = toCsv([[...SITE_NAME_COLUMNS]]) + EXAMPLE;

export interface SiteNameFile {
  readonly bytes: Buffer;
  /** Code points that became 〓. */
  readonly replaced: number;
}

/** The mapping as a file; without entries the template. UTF-8 (with a mark, for spreadsheets) holds every character, Shift_JIS does not. */
export function writeSiteNameFile(siteNames: readonly SiteName[], encoding: 'sjis' | 'utf8'): SiteNameFile {
  let replaced = 0;
  const cellOf = (text: string): string => {
    if (encoding === 'utf8') return guardFormula(text);
    const mapped = textCell(text);
    replaced += mapped.replaced;
    return mapped.cell;
  };
  const rows = siteNames.map(({ urlPrefix, name }) => [cellOf(urlPrefix), cellOf(name)]);
  const text = rows.length === 0 ? TEMPLATE : toCsv([[...SITE_NAME_COLUMNS], ...rows]);
  const bytes = encoding === 'utf8' ? Buffer.from(`\uFEFF${text}`) : encodeWindows31j(text);
  return { bytes, replaced };
}
