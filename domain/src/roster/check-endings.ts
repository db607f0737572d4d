import type { PlannedChanges } from './planned-changes.ts';
import { problemAt, statedIds } from './planned-changes.ts';
import type { RosterChange, RosterGroup, RosterProblem, RosterState, RosterUser } from './types.ts';

/**
 * What goes away is in nobody's way: a removed group has no people and no groups below it, a removed pattern nobody who works by it, and who
 * is removed or suspended leaves no group behind without an approver. The problem stands at the row that ends it; where another row of the
 * upload names the ended id, that row has the problem already (`checkReferences`) and is left out here.
 */
export function checkEndings(after: RosterState, changes: PlannedChanges): RosterProblem[] {
  const ended = {
    groups: changes.groups.filter(hasEnded),
    patterns: changes.patterns.filter(hasEnded),
    users: changes.users.filter((change) => hasEnded(change) || change.action === 'suspended'),
  };
  const statedGroups = statedIds(changes.groups);
  const statedUsers = statedIds(changes.users);
  const people = [...after.users.values()].filter(
    ({ loginId, status }) => status !== 'removed' && !statedUsers.has(loginId) && !changes.unread.user.has(loginId),
  );
  const groups = [...after.groups.values()].filter(
    ({ code, isRemoved }) => !isRemoved && !statedGroups.has(code) && !changes.unread.group.has(code),
  );
  return [
    ...checkEndedGroups(ended, people, groups),
    ...checkEndedPatterns(ended, people),
    ...checkEndedPeople(after, ended, groups),
  ];
}

interface Ended {
  readonly groups: PlannedChanges['groups'];
  readonly patterns: PlannedChanges['patterns'];
  readonly users: PlannedChanges['users'];
}

const hasEnded = ({ action }: RosterChange): boolean => action === 'removed' || action === 'deleted';

function checkEndedGroups(
  { groups: ended }: Ended,
  people: readonly RosterUser[],
  groups: readonly RosterGroup[],
): RosterProblem[] {
  if (ended.length === 0) return [];
  const members = Map.groupBy(people, (person) => person.groupCode);
  const children = Map.groupBy(groups, (group) => group.parentCode);
  return ended.flatMap((change) => {
    const inside = members.get(change.id) ?? [];
    const [person] = inside;
    const [child] = children.get(change.id) ?? [];
    const group = change.id;
    return [
      ...(person
        ? [problemAt(change, 2, 'groupHasPeople', { group, id: person.loginId, count: inside.length }, group)]
        : []),
      ...(child ? [problemAt(change, 2, 'groupHasChildren', { group, id: child.code }, group)] : []),
    ];
  });
}

function checkEndedPatterns({ patterns: ended }: Ended, people: readonly RosterUser[]): RosterProblem[] {
  if (ended.length === 0) return [];
  const users = Map.groupBy(people, (person) => person.patternCode);
  return ended.flatMap((change) => {
    const working = users.get(change.id) ?? [];
    const [person] = working;
    if (!person) return [];
    const params = { pattern: change.id, id: person.loginId, count: working.length };
    return [problemAt(change, 2, 'patternInUse', params, change.id)];
  });
}

function checkEndedPeople(
  after: RosterState,
  { users: ended }: Ended,
  groups: readonly RosterGroup[],
): RosterProblem[] {
  const endings = new Map(ended.map((change) => [change.id, change]));
  return groups.flatMap((group) => {
    const hasApprover = group.approvers.some((id) => after.users.get(id)?.status === 'active');
    return [...new Set([...group.approvers, ...group.seniorApprovers])].flatMap((id) => {
      const change = endings.get(id);
      if (!change) return [];
      if (hasEnded(change)) return [problemAt(change, 2, 'isApprover', { id, group: group.code }, id)];
      const isLast = !hasApprover && group.approvers.includes(id);
      return isLast ? [problemAt(change, 2, 'isOnlyApprover', { id, group: group.code }, id)] : [];
    });
  });
}
