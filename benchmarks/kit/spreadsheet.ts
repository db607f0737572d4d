import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempDir } from '#platform/testkit/index.ts';

const run = promisify(execFile);
const SOFFICE = 'soffice';
/** The first start of a fresh profile takes seconds on a busy machine. */
const DEADLINE_MS = 120_000;
/** The program's numbers of encodings. */
const CHARSETS = { 'windows-31j': 64, 'utf-8': 76 } as const;
export type Charset = keyof typeof CHARSETS;
/** Comma, double quote, encoding, from line 1. */
const csvOf = (charset: Charset): string => `44,34,${CHARSETS[charset]},1`;
const CSV = csvOf('windows-31j');

/** Undefined: LibreOffice is here. Otherwise why not. */
export const spreadsheetMissing = async (): Promise<string | undefined> =>
  run(SOFFICE, ['--version'], { timeout: DEADLINE_MS }).then(
    () => undefined,
    () => 'soffice is not installed (Debian: libreoffice-calc)',
  );

/** How the program that opens a file takes its columns: as texts (the import dialog's choice), or as a double click does, by their looks. */
export type Opened = 'as texts' | 'by looks';

/** A real spreadsheet program without its window. Files go through one profile, one after the other. */
export function createSpreadsheet() {
  const dir = tempDir('soffice');
  const convert = async (from: string, format: string, extension: string, more: readonly string[] = []) => {
    const out = join(dir, extension);
    await mkdir(out, { recursive: true });
    await run(
      SOFFICE,
      [`-env:UserInstallation=file://${join(dir, 'profile')}`, '--headless', ...more].concat([
        '--convert-to',
        format,
        '--outdir',
        out,
        from,
      ]),
      { timeout: DEADLINE_MS },
    );
    return join(out, `file.${extension}`);
  };
  const open = async (
    file: Uint8Array,
    opened: Opened,
    format: string,
    charset: Charset = 'windows-31j',
  ): Promise<string> => {
    const path = join(dir, 'file.csv');
    await writeFile(path, file);
    const columns = Array.from({ length: 40 }, (_, index) => `${index + 1}/2`).join('/');
    return convert(path, format, format, [
      `--infilter=CSV:${csvOf(charset)}${opened === 'as texts' ? `,${columns}` : ''}`,
    ]);
  };
  return {
    /** Opened, saved as a workbook, opened again and saved as CSV. */
    roundTrip: async (file: Uint8Array, opened: Opened): Promise<Buffer> => {
      const workbook = await open(file, opened, 'xlsx');
      return readFile(await convert(workbook, `csv:Text - txt - csv (StarCalc):${CSV},,0,false,true,false`, 'csv'));
    },
    /** Opened by a double click and saved as a workbook. */
    asWorkbook: async (file: Uint8Array, charset: Charset): Promise<Buffer> =>
      readFile(await open(file, 'by looks', 'xlsx', charset)),
    /** The document as XML text, each formula an attribute `table:formula`. */
    asXml: async (file: Uint8Array): Promise<string> => readFile(await open(file, 'by looks', 'fods'), 'utf8'),
  };
}
