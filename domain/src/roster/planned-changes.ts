import type { RosterFileKind } from '../contract/roster.ts';
import { quoteCell } from './cell-edges.ts';
import { ROSTER_COLUMNS } from './roster-columns.ts';
import type { GroupChange, PatternChange, RosterChange, RosterProblem, UserChange } from './types.ts';

/** What the sound rows of an upload do, by line, and the ids of rows that do not act because something is wrong with them. */
export interface PlannedChanges {
  readonly groups: readonly GroupChange[];
  readonly users: readonly UserChange[];
  readonly patterns: readonly PatternChange[];
  readonly unread: Readonly<Record<RosterFileKind, ReadonlySet<string>>>;
}

/** The row states the entry's values, so that they are its own to answer for. */
export const statesValues = (change: RosterChange): boolean =>
  ['added', 'changed', 'moved', 'restored'].includes(change.action);

/** Ids whose rows state their values. */
export const statedIds = (changes: readonly RosterChange[]): ReadonlySet<string> =>
  new Set(changes.filter(statesValues).map((change) => change.id));

/** A problem at the row of a change. Null for the column: the row as a whole. `cell`: what stands there. */
export function problemAt(
  change: RosterChange,
  column: number | null,
  code: RosterProblem['code'],
  params: RosterProblem['params'] = {},
  cell: string | null = null,
): RosterProblem {
  const columnName = column === null ? null : (ROSTER_COLUMNS[change.kind][column - 1]?.name ?? null);
  const quoted = cell === null ? null : quoteCell(cell);
  return { kind: change.kind, line: change.line, column, columnName, cell: quoted, severity: 'error', code, params };
}
