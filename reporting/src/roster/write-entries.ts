import { sql } from 'kysely';
import type { RosterGroup } from '#domain/roster/types.ts';
import type { Records } from '../records/schema.ts';
import { idIn } from './targets.ts';
import type { GroupTarget, PatternTarget, RosterIds, UserTarget } from './targets.ts';

/** Rows as one JSON parameter: a roster of 10,000 is one statement, not 10,000. */
const recordset = (rows: readonly object[]) => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`;

const statusOf = (entry: { readonly isRemoved: boolean } | null): string =>
  entry === null ? 'deleted' : entry.isRemoved ? 'removed' : 'active';

/** What the row says: the new state, or for one that goes the last one, so that the days that name it can still be read. */
const shown = <Entry>(target: { readonly before: Entry | null; readonly after: Entry | null }): Entry => {
  const entry = target.after ?? target.before;
  if (entry === null) throw new Error('a change of nothing');
  return entry;
};

export async function writePatterns(trx: Records, tenantId: string, targets: readonly PatternTarget[]): Promise<void> {
  if (targets.length === 0) return;
  const rows = targets.map((target) => {
    const pattern = shown(target);
    return {
      pattern_id: target.entryId,
      code: pattern.code,
      name: pattern.name,
      breaks: pattern.breaks,
      scheduled_minutes: pattern.scheduledMinutes,
      morning_minutes: pattern.morningMinutes,
      auto_end_clock: pattern.autoEndClock,
      status: statusOf(target.after),
    };
  });
  await sql`
    INSERT INTO work_patterns (tenant_id, pattern_id, code, name, breaks, scheduled_minutes, morning_minutes, auto_end_clock, status)
    SELECT ${tenantId}::uuid, r.* FROM ${recordset(rows)} AS r(
      pattern_id uuid, code text, name text, breaks jsonb, scheduled_minutes int, morning_minutes int, auto_end_clock int, status text)
    ON CONFLICT (tenant_id, pattern_id) DO UPDATE SET name = excluded.name, breaks = excluded.breaks,
      scheduled_minutes = excluded.scheduled_minutes, morning_minutes = excluded.morning_minutes,
      auto_end_clock = excluded.auto_end_clock, status = excluded.status`.execute(trx);
}

export async function writeGroups(
  trx: Records,
  tenantId: string,
  targets: readonly GroupTarget[],
  ids: RosterIds,
): Promise<void> {
  if (targets.length === 0) return;
  const rows = targets.map((target) => {
    const group = shown(target);
    // A group that goes lets go of its parent: the parent may go too.
    const hasParent = target.after !== null && group.parentCode !== null;
    return {
      group_id: target.entryId,
      code: group.code,
      name: group.name,
      parent_group_id: hasParent ? idIn(ids.groups, group.parentCode ?? '') : null,
      status: statusOf(target.after),
    };
  });
  // Parents and children come in one statement: the foreign key is checked at its end.
  await sql`
    INSERT INTO groups (tenant_id, group_id, code, name, parent_group_id, status)
    SELECT ${tenantId}::uuid, r.* FROM ${recordset(rows)} AS r(
      group_id uuid, code text, name text, parent_group_id uuid, status text)
    ON CONFLICT (tenant_id, group_id) DO UPDATE SET name = excluded.name, parent_group_id = excluded.parent_group_id,
      status = excluded.status`.execute(trx);
}

/** Approvers of the groups that change; comes after the people, who may be new. */
export async function writeApprovers(
  trx: Records,
  tenantId: string,
  targets: readonly GroupTarget[],
  ids: RosterIds,
): Promise<void> {
  if (targets.length === 0) return;
  const groupIds = targets.map((target) => target.entryId);
  await sql`DELETE FROM group_approvers WHERE tenant_id = ${tenantId} AND group_id = ANY(${groupIds}::uuid[])`.execute(
    trx,
  );
  const rowsOf = (groupId: string, group: RosterGroup | null) =>
    [false, true].flatMap((is_senior) =>
      (is_senior ? (group?.seniorApprovers ?? []) : (group?.approvers ?? [])).map((loginId, position) => ({
        ...{ group_id: groupId, person_id: idIn(ids.users, loginId), is_senior, position },
      })),
    );
  const rows = targets.flatMap((target) => rowsOf(target.entryId, target.after));
  await sql`
    INSERT INTO group_approvers (tenant_id, group_id, person_id, is_senior, position)
    SELECT ${tenantId}::uuid, r.* FROM ${recordset(rows)} AS r(
      group_id uuid, person_id uuid, is_senior boolean, position int)`.execute(trx);
}

export async function writePeople(trx: Records, tenantId: string, targets: readonly UserTarget[]): Promise<void> {
  if (targets.length === 0) return;
  const rows = targets.map((target) => {
    const user = shown(target);
    return {
      person_id: target.entryId,
      login_id: user.loginId,
      employee_number: user.employeeNumber,
      name: user.name,
      kana: user.kana,
      mail: user.mail,
      is_administrator: user.isAdministrator,
      may_view_dashboard: user.mayViewDashboard,
      task_at_start: user.taskAtStart,
      report_at_end: user.reportAtEnd,
      break_notice: user.breakNotice,
      before_end_notice: user.beforeEndNotice,
      end_notice: user.endNotice,
      after_hours_notice: user.afterHoursNotice,
      overtime_management: user.overtimeManagement,
      status: target.after === null ? 'deleted' : user.status,
    };
  });
  await sql`
    INSERT INTO people (tenant_id, person_id, login_id, employee_number, name, kana, mail, is_administrator, may_view_dashboard,
      task_at_start, report_at_end, break_notice, before_end_notice, end_notice, after_hours_notice, overtime_management, status)
    SELECT ${tenantId}::uuid, r.* FROM ${recordset(rows)} AS r(
      person_id uuid, login_id text, employee_number text, name text, kana text, mail text, is_administrator boolean,
      may_view_dashboard boolean, task_at_start text, report_at_end text, break_notice boolean, before_end_notice boolean,
      end_notice boolean, after_hours_notice boolean, overtime_management boolean, status text)
    ON CONFLICT (tenant_id, person_id) DO UPDATE SET employee_number = excluded.employee_number, name = excluded.name,
      kana = excluded.kana, mail = excluded.mail, is_administrator = excluded.is_administrator,
      may_view_dashboard = excluded.may_view_dashboard, task_at_start = excluded.task_at_start,
      report_at_end = excluded.report_at_end, break_notice = excluded.break_notice,
      before_end_notice = excluded.before_end_notice, end_notice = excluded.end_notice,
      after_hours_notice = excluded.after_hours_notice, overtime_management = excluded.overtime_management,
      status = excluded.status`.execute(trx);
}
