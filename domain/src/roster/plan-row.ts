import type { RosterAction } from '../contract/roster.ts';
import { judgeDeed } from './judge-deed.ts';
import type { Standing } from './judge-deed.ts';
import type { ActingRow } from './read-deeds.ts';
import { readGroupRow } from './read-group-row.ts';
import { readPatternRow } from './read-pattern-row.ts';
import { readUserRow } from './read-user-row.ts';
import { ROSTER_COLUMNS } from './roster-columns.ts';
import type {
  FieldChange,
  GroupChange,
  PatternChange,
  RosterGroup,
  RosterPattern,
  RosterUser,
  UserChange,
} from './types.ts';
import { groupCells, patternCells, userCells } from './write-roster-rows.ts';

/** What one row of the group file does; null where it does nothing. Problems go to the row's reader. */
export function planGroupRow(acting: ActingRow, present: RosterGroup | undefined): GroupChange | null {
  const stated = statesValues(acting) ? readGroupRow(acting.row, acting.id, present) : null;
  if (!acts(acting, standingOf(present))) return null;
  const after = stated ?? (acting.deed === 'remove' && present ? { ...present, isRemoved: true } : null);
  const isMove = present !== undefined && after !== null && present.parentCode !== after.parentCode;
  return {
    kind: 'group',
    ...changeOf(acting, present, after, isMove),
    fields: fieldsOf('group', present && groupCells(present), after && groupCells(after)),
  };
}

export function planUserRow(acting: ActingRow, present: RosterUser | undefined): UserChange | null {
  // 更新 leaves a person without login without login; registration and re-registration let them in.
  const status = acting.deed === 'change' ? (present?.status ?? 'active') : 'active';
  const stated = statesValues(acting) ? readUserRow(acting.row, acting.id, present, status) : null;
  if (!acts(acting, present?.status ?? 'absent')) return null;
  const after = stated ?? (present ? userAfter(acting, present) : null);
  const isMove = present !== undefined && after !== null && present.groupCode !== after.groupCode;
  return {
    kind: 'user',
    ...changeOf(acting, present, after, isMove),
    fields: fieldsOf('user', present && userCells(present), after && userCells(after)),
  };
}

export function planPatternRow(acting: ActingRow, present: RosterPattern | undefined): PatternChange | null {
  const stated = statesValues(acting) ? readPatternRow(acting.row, acting.id, present) : null;
  if (!acts(acting, standingOf(present))) return null;
  const after = stated ?? (present ? { ...present, isRemoved: true } : null);
  return {
    kind: 'work_pattern',
    ...changeOf(acting, present, after, false),
    fields: fieldsOf('work_pattern', present && patternCells(present), after && patternCells(after)),
  };
}

/** Of the other codes only the id is read. */
const statesValues = ({ deed }: ActingRow): boolean => deed === 'add' || deed === 'change' || deed === 'restore';

const standingOf = (present: { isRemoved: boolean } | undefined): Standing => {
  if (!present) return 'absent';
  return present.isRemoved ? 'removed' : 'active';
};

function userAfter({ deed }: ActingRow, present: RosterUser): RosterUser | null {
  if (deed === 'delete') return null;
  if (deed === 'suspend') return { ...present, status: 'suspended' };
  return deed === 'remove' ? { ...present, status: 'removed' } : present;
}

/** Whether the update code fits what the roster holds; where not, the row's reader has it. */
function acts({ row, deed, id }: ActingRow, standing: Standing): boolean {
  if (id === '') return false;
  const verdict = judgeDeed(deed, standing);
  if (verdict === 'done') return true;
  if (verdict === 'alreadyDone') row.warn(2, verdict, { id });
  else if (verdict !== 'existsRemoved') row.refuse(2, verdict, { id });
  else if (row.kind === 'work_pattern') row.refuse(2, 'existsRemovedPattern', { id });
  else row.refuse(2, verdict, { id, erase: row.kind === 'user' ? 7 : 5 });
  return false;
}

const ACTIONS: Readonly<Record<ActingRow['deed'], RosterAction>> = {
  add: 'added',
  change: 'changed',
  suspend: 'suspended',
  restore: 'restored',
  reissue: 'reissued',
  remove: 'removed',
  delete: 'deleted',
};

function changeOf<Entry extends { name: string }>(
  { row, deed, id }: ActingRow,
  present: Entry | undefined,
  after: Entry | null,
  isMove: boolean,
) {
  const action = deed === 'change' && isMove ? 'moved' : ACTIONS[deed];
  return { line: row.line, action, id, name: (after ?? present)?.name ?? '', before: present ?? null, after } as const;
}

/** Compared as texts, not as the file shows them: two characters that a file shows as 〓 differ here. */
function fieldsOf(
  kind: keyof typeof ROSTER_COLUMNS,
  before: readonly string[] | undefined,
  after: readonly string[] | null,
): FieldChange[] {
  if (!before || !after) return [];
  return ROSTER_COLUMNS[kind].flatMap(({ name }, index) => {
    const [was = '', is = ''] = [before[index], after[index]];
    return was === is ? [] : [{ column: name, before: was, after: is }];
  });
}
