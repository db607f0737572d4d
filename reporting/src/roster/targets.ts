import { randomUUID } from 'node:crypto';
import type { RosterAction, RosterFileKind } from '#domain/contract/roster.ts';
import type { RosterChange, RosterGroup, RosterPattern, RosterState, RosterUser } from '#domain/roster/types.ts';
import type { WorkDate } from '#domain/time/types.ts';

/** What holds for a person from a date on, as it lies in the table. */
export interface Period {
  readonly effective_from: WorkDate;
  readonly group_id: string;
  readonly pattern_id: string | null;
  readonly start_approval: RosterUser['startApproval'];
  readonly end_approval: RosterUser['endApproval'];
}

interface TargetOf<Kind extends RosterFileKind, Entry> {
  readonly kind: Kind;
  readonly entryId: string;
  readonly action: RosterAction;
  readonly code: string;
  readonly name: string;
  /** Null: is not there yet. */
  readonly before: Entry | null;
  /** Null: is not there afterwards. */
  readonly after: Entry | null;
}
export type GroupTarget = TargetOf<'group', RosterGroup>;
/** `periods`: undo gives all of them back as they were; otherwise only what the entry says changes, from one date on. */
export type UserTarget = TargetOf<'user', RosterUser> & { readonly periods?: readonly Period[] };
export type PatternTarget = TargetOf<'work_pattern', RosterPattern>;
/** One entry of the roster with the id of its row: what the writer is given, whoever asks for the change. */
export type RosterTarget = GroupTarget | UserTarget | PatternTarget;

/** Ids of rows by the code or login id that people write. */
export interface RosterIds {
  readonly groups: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
  readonly patterns: ReadonlyMap<string, string>;
}

const idOf = (change: RosterChange): string => {
  const entry = change.after ?? change.before;
  const present =
    change.kind === 'group'
      ? (entry as RosterGroup | null)?.groupId
      : change.kind === 'user'
        ? (entry as RosterUser | null)?.personId
        : (entry as RosterPattern | null)?.patternId;
  return present ?? randomUUID();
};

/** The changes of a plan as targets: what is new gets its id here. */
export const targetsOf = (changes: readonly RosterChange[]): RosterTarget[] =>
  changes.map((change) => {
    const { kind, action, id: code, name, before, after } = change;
    return { kind, entryId: idOf(change), action, code, name, before, after } as RosterTarget;
  });

/** Ids of the roster and of what the targets add to it. Targets hold against the roster: an undone deletion has its old id. */
export function idsWith(state: RosterState, targets: readonly RosterTarget[]): RosterIds {
  const ids = {
    groups: new Map([...state.groups].map(([code, group]) => [code, group.groupId ?? ''])),
    users: new Map([...state.users].map(([code, user]) => [code, user.personId ?? ''])),
    patterns: new Map([...state.patterns].map(([code, pattern]) => [code, pattern.patternId ?? ''])),
  };
  const mapOf = { group: ids.groups, user: ids.users, work_pattern: ids.patterns } as const;
  for (const target of targets) mapOf[target.kind].set(target.code, target.entryId);
  return ids;
}

/** @throws when a checked plan names what is not there: a mistake of ours, and the transaction must not go on. */
export function idIn(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code);
  if (id === undefined || id === '') throw new Error('a roster entry names another one that does not exist');
  return id;
}
