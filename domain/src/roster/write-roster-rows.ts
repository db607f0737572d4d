import { APPROVAL_MODES, REQUIREMENT_MODES, ROSTER_STATUSES } from '../contract/roster.ts';
import type { RosterFileKind } from '../contract/roster.ts';
import { formatClock, formatClockPadded } from '../time/format.ts';
import { ROSTER_COLUMNS } from './roster-columns.ts';
import type { CellTexts, RosterGroup, RosterPattern, RosterState, RosterUser } from './types.ts';

/** A download's rows carry 0:処理なし, so that uploading it again does nothing. */
const NO_UPDATE = '0';

const flag = (isSet: boolean): string => (isSet ? '1' : '0');

/** The cells of an entry in the order of its file, as texts: neither mapped to the file's characters nor guarded. */
export const groupCells = (group: RosterGroup): string[] => [
  NO_UPDATE,
  group.code,
  group.name,
  group.approvers.join(';'),
  group.seniorApprovers.join(';'),
  group.parentCode ?? '',
  flag(group.isRemoved),
];

export const userCells = (user: RosterUser): string[] => [
  NO_UPDATE,
  user.loginId,
  user.employeeNumber,
  user.name,
  user.kana,
  user.groupCode,
  flag(user.isAdministrator),
  flag(user.mayViewDashboard),
  '0', // 働き方検索権限 is not used
  user.mail,
  String(APPROVAL_MODES.indexOf(user.startApproval)),
  String(APPROVAL_MODES.indexOf(user.endApproval)),
  String(REQUIREMENT_MODES.indexOf(user.taskAtStart)),
  String(REQUIREMENT_MODES.indexOf(user.reportAtEnd)),
  flag(user.breakNotice),
  flag(user.beforeEndNotice),
  flag(user.endNotice),
  flag(user.afterHoursNotice),
  flag(user.overtimeManagement),
  user.patternCode ?? '',
  String(ROSTER_STATUSES.indexOf(user.status)),
];

/** Windows keep the 48-hour notation (27:00-27:15): it is read back the same, whatever 自動終了時刻 becomes. */
export const patternCells = (pattern: RosterPattern): string[] => [
  NO_UPDATE,
  pattern.code,
  pattern.name,
  pattern.breaks
    .map((window) => `${formatClockPadded(window.startClock)}-${formatClockPadded(window.endClock)}`)
    .join(';'),
  String(pattern.scheduledMinutes),
  pattern.morningMinutes === null ? '' : String(pattern.morningMinutes),
  formatClock(pattern.autoEndClock),
  flag(pattern.isRemoved),
];

const byKey = <T>(entries: ReadonlyMap<string, T>): T[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);

/** The rows of a download below header and comments, by id, removed entries too. */
export function writeRosterRows(kind: RosterFileKind, state: RosterState, cells: CellTexts): string[][] {
  const rows = {
    group: () => byKey(state.groups).map(groupCells),
    user: () => byKey(state.users).map(userCells),
    work_pattern: () => byKey(state.patterns).map(patternCells),
  }[kind]();
  return rows.map((row) => row.map((text) => cells.toCell(text)));
}

export const rosterHeader = (kind: RosterFileKind): string[] => ROSTER_COLUMNS[kind].map((column) => column.name);

const CODES_OF_FILE: Readonly<Record<RosterFileKind, string>> = {
  group: '# 0:処理なし、1:登録、2:更新、3:削除、4:再登録、5:完全削除',
  user: '# 0:処理なし、1:登録、2:更新、3:ログイン不可、4:再登録、5:パスワード再発行、6:削除、7:完全削除',
  work_pattern: '# 0:処理なし、1:登録、2:更新、3:削除、4:再登録',
};

/** The guide's comment lines, below the header of templates and downloads. They hold no comma: each is one cell. */
export const rosterComments = (kind: RosterFileKind): string[] => [
  '# 更新区分には以下の値を指定してください。',
  CODES_OF_FILE[kind],
];
