import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import type { ExportEncoding } from '#domain/contract/export-jobs.ts';
import { guardFormula } from '../../csv/formula-guard.ts';
import { toWindows31jText } from '../../csv/windows-31j.ts';

export interface CellOptions {
  readonly encoding: ExportEncoding;
  readonly guardsFormulas: boolean;
}

/** Turns people's texts into cells of a file, and counts what the file could not hold. */
export interface Cells {
  /** A text of people: fits the encoding, and runs as no formula where the file guards against it. */
  text(value: string): string;
  /** As `text`, with line breaks as one space, where the guide says so. */
  oneLine(value: string): string;
  /** Code points that became 〓 so far. */
  readonly replaced: number;
}

interface Cell {
  readonly text: string;
  readonly replaced: number;
}

/** The same names and titles come in most lines; looking one up takes a tenth of making it. */
const REMEMBERED = 4_000;
const REMEMBERED_LENGTH = 500;

const LINE_BREAKS = /\r\n|[\r\n\u0085\u2028\u2029]/g;

/** Order of the steps: line breaks, mapping, guard. − becomes －, which is a trigger, so the guard must come last (SPEC 8). */
export function createCells(options: CellOptions): Cells {
  let replaced = 0;
  const makeCell = (value: string): Cell => {
    const clean = value.replaceAll('\0', '');
    const mapped = options.encoding === 'utf-8' ? { text: clean, replaced: 0 } : toWindows31jText(clean);
    return { text: options.guardsFormulas ? guardFormula(mapped.text) : mapped.text, replaced: mapped.replaced };
  };
  const remembered = new Map<string, Cell>();
  const text = (value: string): string => {
    let cell = remembered.get(value);
    if (cell === undefined) {
      cell = makeCell(value);
      if (remembered.size >= REMEMBERED) remembered.clear();
      if (value.length <= REMEMBERED_LENGTH) remembered.set(value, cell);
    }
    replaced += cell.replaced;
    return cell.text;
  };
  return {
    text,
    oneLine: (value) => text(value.replaceAll(LINE_BREAKS, ' ')),
    get replaced() {
      return replaced;
    },
  };
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];
/** Spreadsheets take UTF-8 for Shift_JIS without it. */
export const fileStart = (encoding: ExportEncoding): Buffer => Buffer.from(encoding === 'utf-8' ? UTF8_MARK : []);

/** Bytes of lines whose texts went through `Cells`. */
export const encodeLines = (lines: string, encoding: ExportEncoding): Buffer =>
  encoding === 'utf-8' ? Buffer.from(lines, 'utf8') : iconv.encode(lines, 'cp932');

/** The same of lines that are bytes already. ASCII, which is nearly every line of a PC file, is equal in both encodings. */
export function encodeUtf8(utf8: Uint8Array, encoding: ExportEncoding): Buffer {
  const bytes = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength);
  return encoding === 'utf-8' || isAscii(bytes) ? bytes : encodeLines(bytes.toString('utf8'), encoding);
}
