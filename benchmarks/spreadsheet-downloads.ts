/**
 * The files of データ管理 through a real spreadsheet (LibreOffice without its window): every golden file, which the tests compare with what the portal
 * makes, becomes a workbook; no cell of it is a formula and every Japanese text of the file is in it. As a proof that the look finds something, the
 * same is done without 「数式の無効化」. No figures but a yes or no; a few minutes; needs `libreoffice-calc`.
 */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_FIELD_BYTES, readCsv } from '#reporting/csv/read-csv.ts';
import { cp932Bytes } from '#reporting/exports/golden/cp932-table.fixture.ts';
import { entriesOf } from '#reporting/exports/golden/read-zip.fixture.ts';
import { createSpreadsheet, spreadsheetMissing } from './kit/spreadsheet.ts';
import type { Charset } from './kit/spreadsheet.ts';

const GOLDEN = join(import.meta.dirname, '../reporting/src/exports/golden');
const MARK = '\uFEFF';

async function checkDownloads(): Promise<void> {
  const guarded = await countFormulas('month', 'windows-31j');
  assert.equal(guarded.formulas, 0);
  console.log(`month, Windows-31J, guarded: ${guarded.files} files, ${guarded.texts} Japanese texts whole, no formula`);
  const asUtf8 = await countFormulas('month', 'utf-8');
  assert.equal(asUtf8.formulas, 0);
  console.log(`month, UTF-8, guarded: ${asUtf8.files} files, ${asUtf8.texts} Japanese texts whole, no formula`);
  const open = await countFormulas('period', 'utf-8');
  assert.ok(open.formulas > 0);
  console.log(
    `period, UTF-8, not guarded: ${open.files} files, ${open.formulas} formulas, as whoever switches it off is told`,
  );
}

async function countFormulas(folder: string, charset: Charset) {
  const spreadsheet = createSpreadsheet();
  const found = { files: 0, texts: 0, formulas: 0 };
  for (const name of (await readdir(join(GOLDEN, folder))).sort()) {
    const text = (await readFile(join(GOLDEN, folder, name), 'utf8')).replace(MARK, '');
    const file = charset === 'utf-8' ? Buffer.from(MARK + text) : cp932Bytes(text);
    const workbook = await entriesOf(await spreadsheet.asWorkbook(file, charset));
    const sheet = workbook.get('xl/worksheets/sheet1.xml')?.toString('utf8') ?? '';
    const formulas = sheet.match(/<f[ >]/g)?.length ?? 0;
    if (formulas > 0) console.log(`${folder}/${name}: ${formulas} formulas`);
    const texts = textsOf(workbook.get('xl/sharedStrings.xml')?.toString('utf8') ?? '');
    const wanted = japaneseOf(text);
    // A formula's cell holds its result.
    if (formulas === 0) for (const each of wanted) assert.ok(texts.has(each), `${folder}/${name} lost: ${each}`);
    found.files += 1;
    found.texts += wanted.length;
    found.formulas += formulas;
  }
  return found;
}

const unixBreaks = (text: string): string => text.replaceAll('\r\n', '\n');

function japaneseOf(csv: string): string[] {
  const rows = readCsv(csv, { maxRows: 10_000, maxFieldBytes: MAX_FIELD_BYTES });
  assert.ok(Array.isArray(rows));
  return [...new Set(rows.flatMap((row) => row.cells.map(unixBreaks)))].filter((cell) => /[^\0-\x7f]/.test(cell));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
  '&#9;': '\t',
  '&#10;': '\n',
  '&#13;': '\r',
};

/** A text in several fonts is in several pieces. */
const textsOf = (xml: string): ReadonlySet<string> =>
  new Set(
    [...xml.matchAll(/<si>(.*?)<\/si>/gs)].map(([, pieces = '']) => {
      const text = [...pieces.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, piece = '']) => piece).join('');
      return unixBreaks(text.replaceAll(/&#?\w+;/g, (entity) => ENTITIES[entity] ?? entity));
    }),
  );

const missing = await spreadsheetMissing();
if (missing === undefined) await checkDownloads();
else console.log(`skipped: ${missing}`);
