import { ROSTER_FILE_KINDS } from '../contract/roster.ts';
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
  if (names.length !== places.length) return [problem(...countProblem(kind, header, names))];
  return names.flatMap((name, index) => {
    const isKnown = columns.includes(name);
    if (!isKnown || places[index] === name) return [];
    return [problem('headerExchanged', index + 1, { name, expected: columns.indexOf(name) + 1 })];
  });
}

/** What stands in place of the comma where somebody chose another format of the same list of formats. */
const SEPARATORS = [
  ['\t', 'タブ'],
  [';', 'セミコロン（;）'],
  ['，', '全角のカンマ（，）'],
] as const;
const KIND_NAMES: Readonly<Record<RosterFileKind, string>> = {
  group: 'グループ情報ファイル',
  user: 'ユーザ情報ファイル',
  work_pattern: '勤務パターン情報ファイル',
};

/** カラム数が異常です, with the reason where it can be seen: another separator, or the file of another field. */
function countProblem(
  kind: RosterFileKind,
  header: RosterRow,
  names: readonly string[],
): [RosterProblem['code'], null, RosterProblem['params']] {
  const expected = ROSTER_COLUMNS[kind].length;
  const separator = SEPARATORS.find(([character]) => (header.cells[0] ?? '').split(character).length >= expected - 1);
  if (names.length === 1 && separator !== undefined) return ['otherSeparator', null, { separator: separator[1] }];
  const isOf = (other: RosterFileKind): boolean =>
    other !== kind && ROSTER_COLUMNS[other].every(({ name }, at) => plain(name) === names[at]);
  const other = ROSTER_FILE_KINDS.find(isOf);
  if (other !== undefined) return ['otherKind', null, { name: KIND_NAMES[other] }];
  return ['columnCount', null, { expected, actual: names.length }];
}

const withoutUnused = (columns: readonly string[]): string[] => columns.toSpliced(UNUSED_USER_COLUMN - 1, 1);
