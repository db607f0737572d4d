import { APPROVAL_MODES, REQUIREMENT_MODES } from '../contract/roster.ts';
import type { RosterStatus } from '../contract/roster.ts';
import type { CellReader } from './cell-reader.ts';
import type { ApprovalMode, RequirementMode, RosterUser } from './types.ts';

/**
 * Dots may stand anywhere in the local part: docomo once gave out addresses such as `a..b.@docomo.ne.jp`, and people still have them.
 * Quoted local parts and addresses in angle brackets are not taken: nothing of it may reach a mail header as syntax.
 */
const MAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

/** A row of the user file as a person of that status (guide table 3-4). `present`: what the roster holds under this id. */
export function readUserRow(
  row: CellReader,
  loginId: string,
  present: RosterUser | undefined,
  status: RosterStatus,
): RosterUser {
  return {
    personId: present?.personId ?? null,
    loginId,
    employeeNumber: row.text(3, present?.employeeNumber),
    name: row.text(4, present?.name),
    kana: row.text(5, present?.kana),
    groupCode: row.text(6, present?.groupCode),
    isAdministrator: row.choice(7, 2) === 1,
    mayViewDashboard: row.choice(8, 2) === 1,
    mail: mailOf(row, present?.mail),
    startApproval: approvalMode(row, 11),
    endApproval: approvalMode(row, 12),
    taskAtStart: requirementMode(row, 13),
    reportAtEnd: requirementMode(row, 14),
    breakNotice: row.choice(15, 2) === 1,
    beforeEndNotice: row.choice(16, 2) === 1,
    endNotice: row.choice(17, 2) === 1,
    afterHoursNotice: row.choice(18, 2) === 1,
    overtimeManagement: row.choice(19, 2) === 1,
    patternCode: row.text(20, present?.patternCode ?? undefined) || null,
    status,
  };
}

const approvalMode = (row: CellReader, column: number): ApprovalMode =>
  APPROVAL_MODES[row.choice(column, APPROVAL_MODES.length)] ?? 'byWorkStyle';

const requirementMode = (row: CellReader, column: number): RequirementMode =>
  REQUIREMENT_MODES[row.choice(column, REQUIREMENT_MODES.length)] ?? 'byWorkStyle';

function mailOf(row: CellReader, present: string | undefined): string {
  const mail = row.text(10, present);
  if (mail !== '' && mail !== present && !MAIL.test(mail)) row.refuse(10, 'badMail');
  return mail;
}
