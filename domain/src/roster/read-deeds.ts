import { isBlankRow, trimCell, withoutEmptyTail } from './cell-edges.ts';
import { createCellReader } from './cell-reader.ts';
import type { CellReader } from './cell-reader.ts';
import { checkHeader } from './read-header.ts';
import { ROSTER_COLUMNS, UPDATE_CODES } from './roster-columns.ts';
import type { Deed } from './roster-columns.ts';
import type { CellTexts, RosterFile, RosterProblem, RosterRow } from './types.ts';

/** A row that acts: its update code is not 0. */
export interface ActingRow {
  readonly row: CellReader;
  readonly deed: Exclude<Deed, 'none'>;
  readonly id: string;
}

export interface FileDeeds {
  readonly acting: readonly ActingRow[];
  /** Of the header and of rows whose deed was not understood; problems of acting rows are in their readers. */
  readonly problems: readonly RosterProblem[];
  /**
   * Ids, as far as they can be told, of rows that were not understood or contradict each other: they do not act, whichever comes first, and
   * nothing is concluded from it.
   */
  readonly unread: ReadonlySet<string>;
  /** False: the header says that nothing below it can be trusted. */
  readonly isReadable: boolean;
}

/** The first two columns of a file: which rows act, on what. Comments, rows of commas and rows with code 0 fall out. */
export function readDeeds(file: RosterFile, cells: CellTexts): FileDeeds {
  const [header, ...rows] = file.rows.filter((row) => !isComment(row) && !isBlankRow(row.cells));
  if (!header) return unreadable([{ ...NOWHERE, kind: file.kind, code: 'fileEmpty' }]);
  const headerProblems = checkHeader(file.kind, header);
  if (headerProblems.length > 0) return unreadable(headerProblems);

  const problems: RosterProblem[] = [];
  const unread = new Set<string>();
  const acting: ActingRow[] = [];
  const firstLines = new Map<string, number>();
  for (const row of rows) {
    const read = readDeed(file.kind, row, cells);
    if (read === 'none') continue;
    const { deed, id } = read;
    const other = firstLines.get(id);
    if (deed === null) problems.push(...read.row.problems);
    else acting.push({ row: read.row, deed, id });
    if (deed === null || id === '' || other !== undefined) unread.add(id);
    if (deed === null || id === '') continue;
    if (other === undefined) firstLines.set(id, read.row.line);
    else read.row.refuse(2, 'idTwice', { other });
  }
  return { acting, problems, unread, isReadable: true };
}

const NOWHERE = { line: null, column: null, columnName: null, cell: null, severity: 'error', params: {} } as const;

const unreadable = (problems: readonly RosterProblem[]): FileDeeds => ({
  acting: [],
  problems,
  unread: new Set(),
  isReadable: false,
});

const isComment = (row: RosterRow): boolean => trimCell(row.cells[0] ?? '').startsWith('#');

interface ReadDeed {
  readonly row: CellReader;
  readonly id: string;
  /** Null: the row was refused. */
  readonly deed: Exclude<Deed, 'none'> | null;
}

function readDeed(kind: RosterFile['kind'], row: RosterRow, cells: CellTexts): ReadDeed | 'none' {
  const reader = createCellReader(kind, row, cells);
  const expected = ROSTER_COLUMNS[kind].length;
  const actual =
    row.cells.length < expected ? row.cells.length : Math.max(expected, withoutEmptyTail(row.cells).length);
  if (actual !== expected) {
    reader.refuse(null, 'columnCount', { expected, actual });
    return { row: reader, id: reader.raw(2), deed: null };
  }
  const code = reader.raw(1);
  const deed: Deed | undefined = /^[0-9]$/.test(code) ? UPDATE_CODES[kind][Number(code)] : undefined;
  if (deed === 'none') return 'none';
  if (deed === undefined)
    reader.refuse(1, code === '' ? 'required' : 'codeInvalid', { max: UPDATE_CODES[kind].length - 1 });
  return { row: reader, id: readId(reader, cells, deed), deed: deed ?? null };
}

/** A new id must obey its column; one that only names an entry is looked up as it is. */
function readId(reader: CellReader, cells: CellTexts, deed: Deed | undefined): string {
  if (deed === 'add') return reader.text(2);
  const id = cells.fromCell(reader.raw(2));
  if (id === '') reader.refuse(2, 'required');
  return id;
}
