import type { PlannedChanges } from './planned-changes.ts';
import { problemAt } from './planned-changes.ts';
import type { RosterProblem, RosterState, RosterUser } from './types.ts';

/**
 * Nobody takes away their own account, and of those who administer at least one stays who may log in. A roster that has none yet is fine:
 * the built-in `admin` made it.
 */
export function checkAdministrators(
  current: RosterState,
  after: RosterState,
  { users }: PlannedChanges,
  actorLoginId: string | null,
): RosterProblem[] {
  const own = users.filter((change) => change.id === actorLoginId && change.after?.status !== 'active');
  const ownProblems = own.map((change) => problemAt(change, 1, 'ownAccount'));
  const isLost = [...current.users.values()].some(administers) && ![...after.users.values()].some(administers);
  if (!isLost) return ownProblems;
  const taking = users.filter((change) => administers(change.before) && !own.includes(change));
  return [
    ...ownProblems,
    ...taking.map((change) => problemAt(change, change.after?.status === 'active' ? 7 : 1, 'lastAdministrator')),
  ];
}

const administers = (user: RosterUser | null): boolean => user?.isAdministrator === true && user.status === 'active';
