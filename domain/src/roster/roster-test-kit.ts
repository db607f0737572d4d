/** Rosters and files for tests: entries with everything that a test does not speak of filled in. */
import assert from 'node:assert/strict';
import type { RosterFileKind } from '../contract/roster.ts';
import { planRoster } from './plan-roster.ts';
import { problemText } from './problem-text.ts';
import type {
  CellTexts,
  PlanOptions,
  RosterFile,
  RosterGroup,
  RosterPattern,
  RosterPlan,
  RosterProblem,
  RosterState,
  RosterUser,
} from './types.ts';
import { rosterHeader } from './write-roster-rows.ts';

/** A character set without 𠮷, and the reversible formula guard. */
export const TEST_CELLS: CellTexts = {
  toCell: (text) => text.replaceAll('𠮷', '〓').replace(/^(?='*[=+\-@＝＋－＠])/, "'"),
  fromCell: (cell) => cell.normalize('NFC').replace(/^'(?='*[=+\-@＝＋－＠])/, ''),
};

export const groupOf = (code: string, group: Partial<RosterGroup> = {}): RosterGroup => ({
  groupId: `id of ${code}`,
  code,
  name: `${code}課`,
  approvers: ['U01'],
  seniorApprovers: [],
  parentCode: null,
  isRemoved: false,
  ...group,
});

export const userOf = (loginId: string, user: Partial<RosterUser> = {}): RosterUser => ({
  personId: `id of ${loginId}`,
  loginId,
  employeeNumber: `N-${loginId}`,
  name: `社員 ${loginId}`,
  kana: 'しゃいん',
  groupCode: 'G01',
  isAdministrator: false,
  mayViewDashboard: false,
  mail: `${loginId.toLowerCase()}@example.com`,
  startApproval: 'byWorkStyle',
  endApproval: 'automatic',
  taskAtStart: 'mandatory',
  reportAtEnd: 'optional',
  breakNotice: true,
  beforeEndNotice: false,
  endNotice: true,
  afterHoursNotice: false,
  overtimeManagement: true,
  patternCode: 'P01',
  status: 'active',
  ...user,
});

export const patternOf = (code: string, pattern: Partial<RosterPattern> = {}): RosterPattern => ({
  patternId: `id of ${code}`,
  code,
  name: `勤務 ${code}`,
  breaks: [{ startClock: 720, endClock: 780 }],
  scheduledMinutes: 480,
  morningMinutes: 180,
  autoEndClock: 300,
  isRemoved: false,
  ...pattern,
});

export const stateOf = (
  groups: readonly RosterGroup[],
  users: readonly RosterUser[],
  patterns: readonly RosterPattern[] = [patternOf('P01')],
): RosterState => ({
  groups: new Map(groups.map((group) => [group.code, group])),
  users: new Map(users.map((user) => [user.loginId, user])),
  patterns: new Map(patterns.map((pattern) => [pattern.code, pattern])),
});

export const EMPTY_ROSTER = stateOf([], [], []);

/** U01 (administrator, approver) and U02 in G01, pattern P01. */
export const SMALL_ROSTER = stateOf([groupOf('G01')], [userOf('U01', { isAdministrator: true }), userOf('U02')]);

/** Lines of a file, unquoted, as records; the first is the header. */
export const linesFile = (kind: RosterFileKind, lines: readonly string[]): RosterFile => ({
  kind,
  rows: lines.map((line, index) => ({ line: index + 1, cells: line.split(',') })),
});

/** Records below the right header: the first one is line 2. */
export const recordsFile = (kind: RosterFileKind, records: readonly (readonly string[])[]): RosterFile => ({
  kind,
  rows: [rosterHeader(kind), ...records].map((cells, index) => ({ line: index + 1, cells })),
});

export const OPTIONS: PlanOptions = { cells: TEST_CELLS, actorLoginId: null, licenceCount: null, hasDashboard: true };

/** The plan; whatever it says against the files, it says in whole sentences. */
export const plan = (
  current: RosterState,
  files: readonly RosterFile[],
  options: Partial<PlanOptions> = {},
): RosterPlan => {
  const planned = planRoster(current, files, { ...OPTIONS, ...options });
  for (const problem of planned.problems) assert.doesNotMatch(problemText(problem), /\{\w+\}/);
  return planned;
};

/** `user:2:6 groupUnknown`, warnings with a `?`. */
export const placeOf = ({ kind, line, column, code, severity }: RosterProblem): string =>
  `${kind}:${line}:${column ?? '-'} ${code}${severity === 'warning' ? '?' : ''}`;

export const placesOf = ({ problems }: RosterPlan): string[] => problems.map(placeOf);

/** `added user U03`. */
export const deedsOf = ({ changes }: RosterPlan): string[] =>
  changes.map((change) => `${change.action} ${change.kind} ${change.id}`);
