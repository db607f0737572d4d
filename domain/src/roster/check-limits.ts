import type { PlannedChanges } from './planned-changes.ts';
import { problemAt } from './planned-changes.ts';
import type { RosterProblem, RosterState, RosterUser, UserChange } from './types.ts';

/** People of one group, those without login too (guide chapter 3). */
const MAX_PEOPLE_PER_GROUP = 100;

/**
 * 100 people a group, and the licences, which only those use who may log in. The problem stands at the first row by which the limit is
 * passed; a group or company that was over it before, and that nobody enters, is left alone.
 */
export function checkLimits(after: RosterState, changes: PlannedChanges, licenceCount: number | null): RosterProblem[] {
  return [...checkGroups(after, changes), ...checkLicences(after, changes, licenceCount)];
}

function checkGroups(after: RosterState, changes: PlannedChanges): RosterProblem[] {
  const members = Map.groupBy([...after.users.values()].filter(isMember), (user) => user.groupCode);
  const entering = Map.groupBy(
    changes.users.filter((change) => isMember(change.after) && !isMemberOf(change.before, change.after.groupCode)),
    (change) => change.after?.groupCode ?? '',
  );
  return [...entering].flatMap(([group, entries]) => {
    const count = members.get(group)?.length ?? 0;
    const change = firstOver(entries, count - MAX_PEOPLE_PER_GROUP);
    return change ? [problemAt(change, 6, 'groupFull', { group, count, max: MAX_PEOPLE_PER_GROUP }, group)] : [];
  });
}

function checkLicences(after: RosterState, changes: PlannedChanges, licenceCount: number | null): RosterProblem[] {
  if (licenceCount === null) return [];
  const count = [...after.users.values()].filter(usesLicence).length;
  const entries = changes.users.filter((change) => usesLicence(change.after) && !usesLicence(change.before));
  const change = firstOver(entries, count - licenceCount);
  return change ? [problemAt(change, null, 'licencesExceeded', { count, max: licenceCount })] : [];
}

/** Entries come by line; the last `over` of them are too many. */
const firstOver = (entries: readonly UserChange[], over: number): UserChange | undefined =>
  over > 0 ? entries[Math.max(0, entries.length - over)] : undefined;

const isMember = (user: RosterUser | null): user is RosterUser => user !== null && user.status !== 'removed';
const isMemberOf = (user: RosterUser | null, group: string): boolean => isMember(user) && user.groupCode === group;
const usesLicence = (user: RosterUser | null): boolean => user?.status === 'active';
