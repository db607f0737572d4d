import { fileProblem } from './decode.ts';
import type { FileProblem } from './decode.ts';

/** A record with the number of its first line, counted from 1 with every line of the file. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvLimits {
  /** Without the header and comments. */
  readonly maxRows: number;
  /** In UTF-8 bytes. */
  readonly maxFieldBytes: number;
}

export const MAX_FIELD_BYTES = 64 * 1024;

/**
 * Records of a CSV text (RFC 4180, as people's programs write it).
 *
 *   line ends    CR, LF and CRLF, mixed too; one at the end makes no record; an empty line is a record of one empty cell
 *   quotes       open a cell only as its first character after spaces; inside, `""` is one `"`; anywhere else they are literal
 *   after "…"    what follows up to the comma belongs to the cell as it stands
 *   # …          a line that begins so is a comment: one cell, quotes and commas in it mean nothing
 *   unclosed     an error with the line on which the quote opens: everything after it would be misread
 */
export function readCsv(text: string, limits: CsvLimits): CsvRow[] | FileProblem {
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  let dataRows = -1;
  while (at < text.length) {
    if (dataRows === limits.maxRows && text[at] !== '#') return fileProblem('tooManyRows', { max: limits.maxRows });
    const row: string[] = [];
    const firstLine = line;
    if (text[at] === '#') {
      const end = endOfLine(text, at);
      row.push(text.slice(at, end));
      at = end;
    } else {
      dataRows += 1;
      for (;;) {
        const cell = readCell(text, at, line);
        if ('code' in cell) return cell;
        if (isTooLong(cell.value, limits.maxFieldBytes))
          return fileProblem('tooLongField', { max: limits.maxFieldBytes }, { line, column: 1 });
        row.push(cell.value);
        at = cell.end;
        line = cell.line;
        if (text[at] !== ',') break;
        at += 1;
      }
    }
    rows.push({ line: firstLine, cells: row });
    if (at < text.length) {
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
      line += 1;
    }
  }
  return rows;
}

interface Cell {
  readonly value: string;
  /** Index of the comma, the line end, or the end of the text. */
  readonly end: number;
  /** The line on which it ends. */
  readonly line: number;
}

function readCell(text: string, start: number, line: number): Cell | FileProblem {
  let quote = start;
  while (text[quote] === ' ') quote += 1;
  if (text[quote] !== '"') {
    const end = endOfCell(text, start);
    return { value: text.slice(start, end), end, line };
  }
  let value = '';
  let at = quote + 1;
  for (;;) {
    const next = text.indexOf('"', at);
    if (next === -1) return fileProblem('unclosedQuote', { line }, { line, column: 1 });
    value += text.slice(at, next);
    at = next + 1;
    if (text[at] !== '"') break;
    value += '"';
    at += 1;
  }
  const end = endOfCell(text, at);
  const lineBreaks = value.match(/\r\n|\r|\n/g)?.length ?? 0;
  return { value: value + text.slice(at, end), end, line: line + lineBreaks };
}

const CELL_END = /[,\r\n]/g;
const LINE_END = /[\r\n]/g;

const endOfCell = (text: string, from: number): number => indexOf(CELL_END, text, from);
const endOfLine = (text: string, from: number): number => indexOf(LINE_END, text, from);

function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/** UTF-16 units are at most three bytes each: most cells need no count. */
const isTooLong = (value: string, maxBytes: number): boolean =>
  value.length * 3 > maxBytes && Buffer.byteLength(value) > maxBytes;
