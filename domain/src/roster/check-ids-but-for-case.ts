import type { PlannedChanges } from './planned-changes.ts';
import { problemAt } from './planned-changes.ts';
import type { RosterProblem, RosterState } from './types.ts';

/** User ids that differ only in case are one to the person who types them. Ids of groups and patterns are never typed at a login. */
export function checkIdsButForCase(after: RosterState, changes: PlannedChanges): RosterProblem[] {
  const added = changes.users.filter((change) => change.action === 'added');
  if (added.length === 0) return [];
  const alike = Map.groupBy([...after.users.keys()].toSorted(), (id) => id.toLowerCase());
  return added.flatMap((change) => {
    const other = alike.get(change.id.toLowerCase())?.find((id) => id !== change.id);
    return other === undefined ? [] : [problemAt(change, 2, 'sameButCase', { id: change.id, other }, change.id)];
  });
}
