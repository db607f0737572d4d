import type { RosterFileKind } from '../contract/roster.ts';
import { ROSTER_COLUMNS, UNUSED_USER_COLUMN } from './roster-columns.ts';
import type { RosterProblem, RosterRow } from './types.ts';
import { withoutEmptyTail } from './cell-edges.ts';

/** Names compare without spaces and whatever their width: ユーザ ID, ユーザID and ﾕｰｻﾞID are one. */
const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '');

/** A row of data where the header should be: its first cell is an update code. */
const BEGINS_WITH_CODE = /^[0-9]$/;

/**
 * What is wrong with the header line: every name that the file knows must stand in its own place; a name that nobody knows passes (the
 * guide's table 3-9 has 「帯業務時間（分）」), because a typing mistake in a header harms nothing. The header of people may leave out
 * 働き方検索権限, as in the guide's table 3-3; the rows never.
 */
export function checkHeader(kind: RosterFileKind, header: RosterRow): RosterProblem[] {
  const names = withoutEmptyTail(header.cells).map(plain);
  const columns = ROSTER_COLUMNS[kind].map((column) => plain(column.name));
  const problem = (code: RosterProblem['code'], column: number | null, params: RosterProblem['params']) =>
    ({
      kind,
      line: header.line,
      column,
      columnName: null,
      cell: column === null ? null : (header.cells[column - 1] ?? ''),
      severity: 'error',
      code,
      params,
    }) as const;

  if (BEGINS_WITH_CODE.test(names[0] ?? '')) return [problem('headerMissing', null, {})];
  const places = kind === 'user' && names.length === columns.length - 1 ? withoutUnused(columns) : columns;
  if (names.length !== places.length) {
    return [problem('columnCount', null, { expected: columns.length, actual: names.length })];
  }
  return names.flatMap((name, index) => {
    const isKnown = columns.includes(name);
    if (!isKnown || places[index] === name) return [];
    return [problem('headerExchanged', index + 1, { name, expected: columns.indexOf(name) + 1 })];
  });
}

const withoutUnused = (columns: readonly string[]): string[] => columns.toSpliced(UNUSED_USER_COLUMN - 1, 1);
