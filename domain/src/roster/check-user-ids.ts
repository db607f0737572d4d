import type { PlannedChanges } from './planned-changes.ts';
import { problemAt } from './planned-changes.ts';
import type { RosterProblem, RosterState } from './types.ts';

/** The tenant's built-in account, which no file holds. */
const BUILT_IN_LOGIN_ID = 'admin';

/**
 * User ids that differ only in case are one to the person who types them; nobody is called like the built-in account. Ids of groups and
 * patterns are never typed at a login, so their case counts.
 */
export function checkUserIds(after: RosterState, changes: PlannedChanges): RosterProblem[] {
  const added = changes.users.filter((change) => change.action === 'added');
  if (added.length === 0) return [];
  const alike = Map.groupBy([...after.users.keys()].toSorted(), (id) => id.toLowerCase());
  return added.flatMap((change) => {
    const { id } = change;
    if (id.toLowerCase() === BUILT_IN_LOGIN_ID) return [problemAt(change, 2, 'reservedId', { id }, id)];
    const other = alike.get(id.toLowerCase())?.find((each) => each !== id);
    return other === undefined ? [] : [problemAt(change, 2, 'sameButCase', { id, other }, id)];
  });
}
