import { ROSTER_FILE_KINDS } from '../contract/roster.ts';
import { checkAdministrators } from './check-administrators.ts';
import { checkEndings } from './check-endings.ts';
import { checkGroupTree } from './check-group-tree.ts';
import { checkLimits } from './check-limits.ts';
import { checkReferences } from './check-references.ts';
import { checkUserIds } from './check-user-ids.ts';
import type { PlannedChanges } from './planned-changes.ts';
import { planGroupRow, planPatternRow, planUserRow } from './plan-row.ts';
import { readDeeds } from './read-deeds.ts';
import type { FileDeeds } from './read-deeds.ts';
import type { PlanOptions, RosterChange, RosterFile, RosterPlan, RosterProblem, RosterState } from './types.ts';
import { warnOfDoubts } from './warn-of-doubts.ts';

/**
 * What an upload of one, two or all three files would do to the roster, and everything that is wrong with it.
 *
 *     header ─▶ rows that act ─▶ cells ─▶ update code ─▶ state as it will be ─▶ references, cycles, limits, administrators
 *
 * Each row acts on the roster as it is, and no id is acted on twice: the order of rows means nothing. What spans files is checked against
 * the state as it will be after all of them, and only where a row of this upload has to do with it: what was wrong before is not the
 * uploader's. A row with an error does not act, and nothing is concluded from its absence, so that one mistake is one problem.
 */
export function planRoster(current: RosterState, files: readonly RosterFile[], options: PlanOptions): RosterPlan {
  const read = new Map(files.map((file) => [file.kind, readDeeds(file, options.cells)]));
  const changes: PlannedChanges = {
    groups: planRows(read.get('group'), (acting) => planGroupRow(acting, current.groups.get(acting.id))),
    users: planRows(read.get('user'), (acting) => planUserRow(acting, current.users.get(acting.id))),
    patterns: planRows(read.get('work_pattern'), (acting) => planPatternRow(acting, current.patterns.get(acting.id))),
    unread: {
      group: unreadOf(read.get('group')),
      user: unreadOf(read.get('user')),
      work_pattern: unreadOf(read.get('work_pattern')),
    },
  };
  const after: RosterState = {
    groups: applied(current.groups, changes.groups),
    users: applied(current.users, changes.users),
    patterns: applied(current.patterns, changes.patterns),
  };
  const isReadable = [...read.values()].every((file) => file.isReadable);
  const problems = [
    ...[...read.values()].flatMap(problemsOf),
    ...(isReadable ? checkTogether(current, after, changes, options) : []),
  ];
  return {
    problems: problems.toSorted(byPlace),
    changes: [...changes.groups, ...changes.users, ...changes.patterns].filter(changesSomething),
    after,
  };
}

function checkTogether(
  current: RosterState,
  after: RosterState,
  changes: PlannedChanges,
  options: PlanOptions,
): RosterProblem[] {
  return [
    ...checkReferences(after, changes),
    ...checkEndings(after, changes),
    ...checkGroupTree(after, changes),
    ...checkUserIds(after, changes),
    ...checkLimits(after, changes, options.licenceCount),
    ...checkAdministrators(current, after, changes, options.actorLoginId),
    ...warnOfDoubts(after, changes, options.hasDashboard),
  ];
}

/** The changes of the rows that are sound; the ids of the others join the unread ones. */
function planRows<Change>(
  deeds: FileDeeds | undefined,
  plan: (acting: FileDeeds['acting'][number]) => Change | null,
): Change[] {
  if (!deeds) return [];
  return deeds.acting
    .toSorted((a, b) => a.row.line - b.row.line)
    .flatMap((acting) => {
      const change = plan(acting);
      return change && !acting.row.hasErrors() && !deeds.unread.has(acting.id) ? [change] : [];
    });
}

const unreadOf = (deeds: FileDeeds | undefined): ReadonlySet<string> =>
  new Set([
    ...(deeds?.unread ?? []),
    ...(deeds?.acting ?? []).filter(({ row }) => row.hasErrors()).map(({ id }) => id),
  ]);

const problemsOf = (deeds: FileDeeds): RosterProblem[] => [
  ...deeds.problems,
  ...deeds.acting.flatMap(({ row }) => row.problems),
];

function applied<Entry>(
  present: ReadonlyMap<string, Entry>,
  changes: readonly { id: string; after: Entry | null }[],
): ReadonlyMap<string, Entry> {
  const after = new Map(present);
  for (const { id, after: entry } of changes) {
    if (entry === null) after.delete(id);
    else after.set(id, entry);
  }
  return after;
}

/** An update whose cells are what the roster holds is no change. */
const changesSomething = (change: RosterChange): boolean => change.action !== 'changed' || change.fields.length > 0;

const placeOf = (problem: RosterProblem): number[] => [
  ROSTER_FILE_KINDS.indexOf(problem.kind),
  problem.line ?? 0,
  problem.column ?? 0,
];

function byPlace(a: RosterProblem, b: RosterProblem): number {
  const [place, other] = [placeOf(a), placeOf(b)];
  const differing = place.findIndex((part, index) => part !== other[index]);
  return differing < 0 ? 0 : (place[differing] ?? 0) - (other[differing] ?? 0);
}
