import type { RosterChange, RosterState } from '#domain/roster/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Place } from '../http/refusal.ts';

type Kind = 'group' | 'work_pattern';
const WORDS: Readonly<Record<Kind, string>> = { group: 'グループ', work_pattern: '勤務パターン' };

/**
 * People who would stay until a later date in a group or pattern that is removed now:
 *
 *   today          from
 *   group removed    │
 *   ├── still in it ─┤── in the new group ──▶
 *
 * Their approvers would be gone meanwhile. What is removed has to wait until everybody has left.
 */
export function strandedPlaces(state: RosterState, changes: readonly RosterChange[], from: WorkDate): Place[] {
  const removed: Readonly<Record<Kind, ReadonlySet<string>>> = {
    group: removedOf(state.groups, changes, 'group'),
    work_pattern: removedOf(state.patterns, changes, 'work_pattern'),
  };
  return changes.flatMap((change) => {
    const before = change.kind === 'user' && change.after?.status === 'active' ? change.before : null;
    if (before === null) return [];
    const held = [
      ['group', before.groupCode],
      ['work_pattern', before.patternCode],
    ] as const;
    return held.flatMap(([kind, code]) => {
      if (code === null || !removed[kind].has(code)) return [];
      const message = `${WORDS[kind]}「${code}」には、${from.replaceAll('-', '/')}までユーザ「${change.id}」が残ります。先に異動だけを適用し、削除はその日より後に行ってください。`;
      return [{ path: 'body.effectiveFrom', message }];
    });
  });
}

/** Codes that name nothing usable once the changes are applied. */
function removedOf(
  present: ReadonlyMap<string, { readonly isRemoved: boolean }>,
  changes: readonly RosterChange[],
  kind: Kind,
): ReadonlySet<string> {
  const codes = new Set([...present].filter(([, entry]) => entry.isRemoved).map(([code]) => code));
  for (const change of changes) {
    if (change.kind !== kind) continue;
    if (change.after === null || change.after.isRemoved) codes.add(change.id);
    else codes.delete(change.id);
  }
  return codes;
}
