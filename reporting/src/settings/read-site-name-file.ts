import { MAX_SITE_NAME_ROWS } from '#domain/contract/settings.ts';
import type { SiteNameProblem } from '#domain/contract/settings.ts';
import { readSiteNames } from '#domain/settings/read-site-names.ts';
import type { ReadSiteNames } from '#domain/settings/read-site-names.ts';
import type { SiteName } from '#domain/settings/site-name-of.ts';
import { fromCell } from '../csv/cell-texts.ts';
import { decodeFile } from '../csv/decode.ts';
import type { FileProblem } from '../csv/decode.ts';
import { MAX_FIELD_BYTES, readCsv } from '../csv/read-csv.ts';
import { textCell } from '../csv/write-csv.ts';

/**
 * The uploaded bytes as a mapping, or why not. A cell that is what the download showed for a registered text (with 〓 for what Shift_JIS
 * cannot hold) means that text: downloading and uploading again changes nothing.
 */
export function readSiteNameFile(bytes: Uint8Array, registered: readonly SiteName[]): ReadSiteNames {
  const text = decodeFile(bytes);
  if (typeof text !== 'string') return { siteNames: [], problems: text.map(placed) };
  const rows = readCsv(text, { maxRows: MAX_SITE_NAME_ROWS, maxFieldBytes: MAX_FIELD_BYTES });
  if (!Array.isArray(rows)) return { siteNames: [], problems: [placed(rows)] };
  const original = originalTexts(registered);
  const meant = (cell: string): string => {
    const read = fromCell(cell);
    return original.get(read) ?? read;
  };
  const data = rows.filter(({ cells }) => cells[0]?.startsWith('#') !== true || cells.length > 1);
  return readSiteNames(data.map(({ line, cells }) => ({ line, cells: cells.map(meant) })));
}

const placed = ({ line, text }: FileProblem): SiteNameProblem => ({ line, column: null, text });

/** Texts that a Shift_JIS download cannot show as they are, by what it shows instead; left out where two look the same. */
function originalTexts(registered: readonly SiteName[]): ReadonlyMap<string, string> {
  const texts = new Set(registered.flatMap(({ urlPrefix, name }) => [urlPrefix, name]));
  const byShown = Map.groupBy(texts, (text) => fromCell(textCell(text).cell));
  return new Map(
    [...byShown].flatMap(([shown, [text, ...others]]) =>
      text === undefined || others.length > 0 || text === shown ? [] : [[shown, text]],
    ),
  );
}
