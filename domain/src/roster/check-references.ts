import { MAX_PROBLEMS_PER_CELL } from './cell-edges.ts';
import type { PlannedChanges } from './planned-changes.ts';
import { problemAt, statesValues } from './planned-changes.ts';
import type { GroupChange, RosterGroup, RosterProblem, RosterState, UserChange } from './types.ts';

/** Ids that rows name exist, across the three files as they will be, and each group has an approver who may log in. */
export function checkReferences(after: RosterState, changes: PlannedChanges): RosterProblem[] {
  return [
    ...changes.groups.filter(statesValues).flatMap((change) => checkGroup(after, changes, change)),
    ...changes.users.filter(statesValues).flatMap((change) => checkUser(after, changes, change)),
  ];
}

function checkGroup(after: RosterState, changes: PlannedChanges, change: GroupChange): RosterProblem[] {
  const group = change.after;
  if (!group) return [];
  const approvers = checkPeople(after, changes, change, 4, group.approvers);
  const hasApprover =
    approvers.length > 0 ||
    group.approvers.some((id) => after.users.get(id)?.status === 'active' || changes.unread.user.has(id));
  return [
    ...approvers,
    ...(hasApprover ? [] : [problemAt(change, 4, 'noApprover', { group: group.code }, group.approvers.join(';'))]),
    ...checkPeople(after, changes, change, 5, group.seniorApprovers),
    ...checkParent(after, changes, change, group),
  ];
}

function checkPeople(
  after: RosterState,
  changes: PlannedChanges,
  change: GroupChange,
  column: number,
  ids: readonly string[],
): RosterProblem[] {
  const cell = ids.join(';');
  const problems = ids.flatMap((id) => {
    if (changes.unread.user.has(id)) return [];
    const status = after.users.get(id)?.status;
    if (status === undefined) return [problemAt(change, column, 'approverUnknown', { id }, cell)];
    return status === 'removed' ? [problemAt(change, column, 'approverRemoved', { id }, cell)] : [];
  });
  return problems.slice(0, MAX_PROBLEMS_PER_CELL);
}

function checkParent(
  after: RosterState,
  changes: PlannedChanges,
  change: GroupChange,
  { parentCode }: RosterGroup,
): RosterProblem[] {
  if (parentCode === null || changes.unread.group.has(parentCode)) return [];
  const parent = after.groups.get(parentCode);
  if (!parent) return [problemAt(change, 6, 'parentUnknown', { id: parentCode }, parentCode)];
  return parent.isRemoved ? [problemAt(change, 6, 'parentRemoved', { id: parentCode }, parentCode)] : [];
}

function checkUser(after: RosterState, { unread }: PlannedChanges, change: UserChange): RosterProblem[] {
  const user = change.after;
  if (!user) return [];
  const problems: RosterProblem[] = [];
  const group = after.groups.get(user.groupCode);
  if (!unread.group.has(user.groupCode) && (!group || group.isRemoved)) {
    const code = group ? 'groupRemoved' : 'groupUnknown';
    problems.push(problemAt(change, 6, code, { id: user.groupCode }, user.groupCode));
  }
  if (user.patternCode !== null && !unread.work_pattern.has(user.patternCode)) {
    const pattern = after.patterns.get(user.patternCode);
    const code = pattern ? 'patternRemoved' : 'patternUnknown';
    if (!pattern || pattern.isRemoved) {
      problems.push(problemAt(change, 20, code, { id: user.patternCode }, user.patternCode));
    }
  }
  return problems;
}
