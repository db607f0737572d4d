import type { PlannedChanges } from './planned-changes.ts';
import { problemAt, statesValues } from './planned-changes.ts';
import type { RosterProblem, RosterState, RosterUser, UserChange } from './types.ts';

interface Likeness {
  readonly column: number;
  readonly code: RosterProblem['code'];
  valueOf(user: RosterUser): string;
}

/** What may be a mistake and may be meant: applied, with a warning at the row that brings it. */
const LIKENESSES: readonly Likeness[] = [
  { column: 3, code: 'sameEmployeeNumber', valueOf: (user) => user.employeeNumber },
  { column: 4, code: 'sameName', valueOf: (user) => user.name },
  { column: 10, code: 'sameMail', valueOf: (user) => user.mail.toLowerCase() },
];

const DASHBOARD_COLUMN = 8;

export function warnOfDoubts(after: RosterState, changes: PlannedChanges, hasDashboard: boolean): RosterProblem[] {
  const stated = changes.users.filter(statesValues);
  if (stated.length === 0) return [];
  const people = [...after.users.values()]
    .filter((user) => user.status !== 'removed')
    .toSorted((a, b) => (a.loginId < b.loginId ? -1 : 1));
  const doubts = [
    ...LIKENESSES.flatMap((likeness) => warnOfLikeness(stated, people, likeness)),
    ...stated
      .filter(({ after: user }) => !hasDashboard && user?.mayViewDashboard)
      .map((change) => problemAt(change, DASHBOARD_COLUMN, 'noDashboard', {}, '1')),
  ];
  return doubts.map((problem) => ({ ...problem, severity: 'warning' }));
}

function warnOfLikeness(
  stated: readonly UserChange[],
  people: readonly RosterUser[],
  { column, code, valueOf }: Likeness,
): RosterProblem[] {
  const alike = Map.groupBy(people, valueOf);
  return stated.flatMap((change) => {
    const user = change.after;
    if (!user || isAsBefore(change, valueOf)) return [];
    const value = valueOf(user);
    const other = alike.get(value)?.find(({ loginId }) => loginId !== user.loginId);
    return other ? [problemAt(change, column, code, { other: other.loginId }, value)] : [];
  });
}

/** What stood in the roster already is not this upload's. */
const isAsBefore = ({ before, after }: UserChange, valueOf: Likeness['valueOf']): boolean =>
  before !== null && before.status !== 'removed' && after !== null && valueOf(before) === valueOf(after);
