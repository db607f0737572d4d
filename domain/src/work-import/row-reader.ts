import { isBlankRow, quoteCell, trimCell } from '../roster/cell-edges.ts';
import { COLUMN_ALIASES, EMPLOYEE_NUMBER, IMPORT_COLUMNS, LOGIN_ID, NEEDED_COLUMNS } from './import-columns.ts';
import type { ImportColumn, ImportFileKind } from './import-columns.ts';
import type { ImportProblem, ImportRow } from './types.ts';

/** One row on its way to a value: its cells by the name of their column, and what is wrong with them. */
export interface RowReader {
  readonly line: number;
  readonly problems: readonly ImportProblem[];
  /** Trimmed; empty where the file has no such column. */
  text(column: ImportColumn): string;
  /** The same for figures and choices: full-width digits and signs are half-width ones. */
  plain(column: ImportColumn): string;
  refuse(column: ImportColumn | null, text: string): undefined;
  warn(column: ImportColumn | null, text: string): void;
  hasErrors(): boolean;
}

/** Names compare without spaces and whatever their width. */
const plainName = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

const isComment = ({ cells }: ImportRow): boolean => cells.length === 1 && cells[0]?.startsWith('#') === true;

/** A problem of the whole file or of one row. */
const problemOf = (line: number | null, cell: string | null, text: string): ImportProblem => ({
  severity: 'error',
  line,
  column: null,
  cell,
  text,
});

/** The readers of all rows, or what is wrong with the header: then no row can be understood. */
export function readersOf(
  kind: ImportFileKind,
  rows: readonly ImportRow[],
): { readonly readers: readonly RowReader[]; readonly problems: readonly ImportProblem[] } {
  const [header, ...others] = rows.filter((row) => !isComment(row) && !isBlankRow(row.cells));
  if (header === undefined)
    return {
      readers: [],
      problems: [problemOf(null, null, '見出し行がありません。雛形をダウンロードして編集してください。')],
    };
  const columns = header.cells.map((cell) => columnOf(kind, cell));
  const problems = headerProblems(kind, header, columns);
  if (problems.length > 0) return { readers: [], problems };
  const places = new Map(columns.flatMap((column, index) => (column === undefined ? [] : [[column, index] as const])));
  return { readers: others.map((row) => createRowReader(row, places, header.cells.length)), problems: [] };
}

function columnOf(kind: ImportFileKind, cell: string): ImportColumn | undefined {
  const name = plainName(cell);
  const wanted = COLUMN_ALIASES.get(name);
  return IMPORT_COLUMNS[kind].find((each) => plainName(each) === name || each === wanted);
}

function headerProblems(
  kind: ImportFileKind,
  { line, cells }: ImportRow,
  columns: readonly (ImportColumn | undefined)[],
): ImportProblem[] {
  const problems = cells.flatMap((cell, index) => {
    const column = columns[index];
    if (column === undefined && trimCell(cell) !== '')
      return [
        problemOf(
          line,
          quoteCell(cell),
          `見出し「${quoteCell(cell)}」はこのファイルの項目ではありません。雛形の見出しを使ってください。`,
        ),
      ];
    if (column !== undefined && columns.indexOf(column) < index)
      return [problemOf(line, quoteCell(cell), `見出し「${column}」が2回あります。1つにしてください。`)];
    return [];
  });
  const missing: string[] = NEEDED_COLUMNS[kind].filter((column) => !columns.includes(column));
  if (!columns.includes(LOGIN_ID) && !columns.includes(EMPLOYEE_NUMBER))
    missing.unshift(`${LOGIN_ID}（または${EMPLOYEE_NUMBER}）`);
  if (missing.length > 0)
    problems.push(
      problemOf(line, null, `見出し行に ${missing.join('、')} がありません。雛形の見出し行をそのまま残してください。`),
    );
  return problems;
}

function createRowReader(
  { line, cells }: ImportRow,
  places: ReadonlyMap<ImportColumn, number>,
  width: number,
): RowReader {
  const problems: ImportProblem[] = [];
  const raw = (column: ImportColumn): string => {
    const place = places.get(column);
    return place === undefined ? '' : (cells[place] ?? '');
  };
  const report = (severity: ImportProblem['severity'], column: ImportColumn | null, text: string): void => {
    const cell = column === null ? null : quoteCell(raw(column));
    problems.push({ severity, line, column, cell, text });
  };
  if (cells.slice(width).some((cell) => trimCell(cell) !== ''))
    report(
      'error',
      null,
      `見出しは${width}列ですが、この行は${cells.length}列あります。カンマと引用符を確認してください。`,
    );
  return {
    line,
    problems,
    text: (column) => trimCell(raw(column)),
    plain: (column) => trimCell(raw(column).normalize('NFKC')),
    refuse: (column, text) => void report('error', column, text),
    warn: (column, text) => report('warning', column, text),
    hasErrors: () => problems.some((problem) => problem.severity === 'error'),
  };
}
