import { sql } from 'kysely';
import type { RosterGroup, RosterPattern, RosterState, RosterUser } from '#domain/roster/types.ts';
import { hasDashboard } from '#domain/settings/has-dashboard.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from '../records/schema.ts';

/** The roster as of a date, with the ids of its entries and what the tenant's contract allows. */
export interface PresentRoster {
  readonly version: number;
  readonly state: RosterState;
  readonly licenceCount: number | null;
  readonly hasDashboard: boolean;
}

/**
 * What the files would show today: of each person the group, pattern and approval modes that hold on `today`, the first ones where all lie
 * ahead. Rows `deleted` for good are not part of it. One snapshot: read it inside a transaction of its own, or of the change.
 */
export async function readPresentRoster(trx: Records, tenantId: string, today: WorkDate): Promise<PresentRoster> {
  const tenant = await trx
    .selectFrom('tenants')
    .select(['roster_version', 'licence_count', 'plan'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const patterns = await readPatterns(trx, tenantId);
  const groups = await readGroups(trx, tenantId);
  const users = await readUsers(trx, tenantId, today);
  return {
    version: tenant.roster_version,
    licenceCount: tenant.licence_count,
    hasDashboard: hasDashboard(tenant.plan),
    state: {
      patterns: new Map(patterns.map((each) => [each.code, each])),
      groups: new Map(groups.map((each) => [each.code, each])),
      users: new Map(users.map((each) => [each.loginId, each])),
    },
  };
}

/** In a snapshot of its own: the version and all rows are of one moment. */
export const readPresentRosterAtOnce = (records: Records, tenantId: string, today: WorkDate): Promise<PresentRoster> =>
  records
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => readPresentRoster(trx, tenantId, today));

async function readPatterns(trx: Records, tenantId: string): Promise<RosterPattern[]> {
  const rows = await trx
    .selectFrom('work_patterns')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('status', '<>', 'deleted')
    .execute();
  return rows.map((row) => ({
    patternId: row.pattern_id,
    code: row.code,
    name: row.name,
    breaks: row.breaks,
    scheduledMinutes: row.scheduled_minutes,
    morningMinutes: row.morning_minutes,
    autoEndClock: row.auto_end_clock,
    isRemoved: row.status === 'removed',
  }));
}

async function readGroups(trx: Records, tenantId: string): Promise<RosterGroup[]> {
  const { rows } = await sql<RosterGroup>`
    SELECT g.group_id AS "groupId", g.code, g.name, parent.code AS "parentCode", g.status = 'removed' AS "isRemoved",
           ${approvers(false)} AS approvers, ${approvers(true)} AS "seniorApprovers"
    FROM groups g
    LEFT JOIN groups parent ON parent.tenant_id = g.tenant_id AND parent.group_id = g.parent_group_id
    WHERE g.tenant_id = ${tenantId} AND g.status <> 'deleted'`.execute(trx);
  return rows;
}

const approvers = (isSenior: boolean) => sql`ARRAY(
  SELECT p.login_id FROM group_approvers a JOIN people p USING (tenant_id, person_id)
  WHERE a.tenant_id = g.tenant_id AND a.group_id = g.group_id AND a.is_senior = ${isSenior}
  ORDER BY a.position, p.login_id)`;

async function readUsers(trx: Records, tenantId: string, today: WorkDate): Promise<RosterUser[]> {
  const { rows } = await sql<RosterUser>`
    WITH present AS (${presentAssignments(tenantId, today)})
    SELECT p.person_id AS "personId", p.login_id AS "loginId", p.employee_number AS "employeeNumber", p.name, p.kana,
           coalesce(g.code, '') AS "groupCode", p.is_administrator AS "isAdministrator",
           p.may_view_dashboard AS "mayViewDashboard", p.mail,
           coalesce(a.start_approval, 'byWorkStyle') AS "startApproval", coalesce(a.end_approval, 'byWorkStyle') AS "endApproval",
           p.task_at_start AS "taskAtStart", p.report_at_end AS "reportAtEnd", p.break_notice AS "breakNotice",
           p.before_end_notice AS "beforeEndNotice", p.end_notice AS "endNotice", p.after_hours_notice AS "afterHoursNotice",
           p.overtime_management AS "overtimeManagement", w.code AS "patternCode", p.status
    FROM people p
    LEFT JOIN present a ON a.person_id = p.person_id
    LEFT JOIN groups g ON g.tenant_id = p.tenant_id AND g.group_id = a.group_id
    LEFT JOIN work_patterns w ON w.tenant_id = p.tenant_id AND w.pattern_id = a.pattern_id
    WHERE p.tenant_id = ${tenantId} AND NOT p.is_tenant_admin AND p.status <> 'deleted'`.execute(trx);
  return rows;
}

/** The assignment of each person that holds on a date; the first one also holds before its date. */
export const presentAssignments = (tenantId: string, today: WorkDate) => sql`
  SELECT DISTINCT ON (person_id) person_id, effective_from, group_id, pattern_id, start_approval, end_approval
  FROM assignments
  WHERE tenant_id = ${tenantId}
  ORDER BY person_id, effective_from <= ${today}::date DESC, abs(effective_from - ${today}::date)`;
