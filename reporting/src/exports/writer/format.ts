import { stringify } from 'csv-stringify/sync';
import type { Cells } from './cells.ts';

/** The lines that one piece of raw rows makes, each ended by CRLF. */
export interface Lines {
  readonly text: string;
  readonly rows: number;
}

/** One of the guide's twelve files: its header, and how raw rows become its lines. Runs in the writer's thread. */
export interface ExportFormat<Context = unknown> {
  readonly columns: readonly string[];
  /** A new file: what it remembers from piece to piece (a neighbour to compare with) lives in the closure. */
  readonly open: (context: Context, cells: Cells) => (piece: string) => Lines;
}

/** Where a line stands in its file: by the first number, then the second. */
export type Place = readonly [number, number];

export interface PlacedRecord {
  readonly place: Place;
  readonly record: string[];
}

/** A file whose rows come in another order than its own: its lines are sorted when all are there. A piece is read line by line, never whole. */
export interface UnsortedFormat<Context = unknown> {
  readonly columns: readonly string[];
  readonly openUnsorted: (context: Context, cells: Cells) => (piece: Iterable<string>) => Iterable<PlacedRecord>;
}

/** They keep the context's type. */
export const defineFormat = <Context>(format: ExportFormat<Context>): ExportFormat<Context> => format;
export const defineUnsortedFormat = <Context>(format: UnsortedFormat<Context>): UnsortedFormat<Context> => format;

/** Quotes only where a reader needs them: separators and quotes by the library's rule, line breaks and edge spaces by this one. */
const NEEDS_QUOTES = /[\r\n]|^\s|\s$/;
const NEEDS_LIBRARY = /[",\r\n]|^\s|\s$/;

/** Most records hold nothing to quote; the library takes ten times as long for them. */
export const lineOf = (record: string[]): string =>
  record.some((cell) => NEEDS_LIBRARY.test(cell))
    ? stringify([record], { record_delimiter: 'windows', quoted_match: NEEDS_QUOTES })
    : `${record.join(',')}\r\n`;

export const linesOf = (records: string[][]): Lines => ({ text: records.map(lineOf).join(''), rows: records.length });

/** The rows of a piece: one JSON object a line. */
export const rowsOf = <Row>(piece: string): Row[] =>
  piece
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

/** Rows that did not come out of the engine, as a piece. */
export const pieceOf = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

const LINE_FEED = 10;

/** Lines of UTF-8, one text at a time: of all of them at once the thread would hold several times their bytes. */
export function* linesIn(utf8: Buffer): Generator<string> {
  for (let from = 0; from < utf8.length;) {
    const at = utf8.indexOf(LINE_FEED, from);
    const to = at === -1 ? utf8.length : at;
    if (to > from) yield utf8.toString('utf8', from, to);
    from = to + 1;
  }
}
