import { sql } from 'kysely';
import type { z } from 'zod';
import type { readRosterUser as readRosterUserEndpoint } from '#domain/contract/roster.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { refuseOthers, todayOf } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';

type UserAnswer = z.output<NonNullable<(typeof readRosterUserEndpoint)['answer']>>;

interface PeriodRow {
  readonly from: UserAnswer['periods'][number]['from'];
  readonly group_id: string;
  readonly group_code: string;
  readonly group_name: string;
  readonly pattern_id: string | null;
  readonly pattern_code: string;
  readonly pattern_name: string;
  readonly start_approval: UserAnswer['startApproval'];
  readonly end_approval: UserAnswer['endApproval'];
}

export async function readUser(
  deps: RosterDeps,
  viewer: Viewer,
  personId: string,
  requestId: string,
): Promise<UserAnswer | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { tenantId } = viewer;
  const person = await findPerson(deps.records, tenantId, personId);
  if (person === undefined || person.status === 'deleted') return refuse('not_found');
  const periods = await readPeriodRows(deps.records, tenantId, personId);
  const today = todayOf(deps, viewer);
  const present = periods.findLast((period) => period.from <= today) ?? periods[0];
  const { roster_version, ...fields } = person;
  return {
    ...fields,
    status: person.status,
    rosterVersion: roster_version,
    groupId: present?.group_id ?? null,
    patternId: present?.pattern_id ?? null,
    startApproval: present?.start_approval ?? 'byWorkStyle',
    endApproval: present?.end_approval ?? 'byWorkStyle',
    periods: periods.map((period) => ({
      from: period.from,
      groupCode: period.group_code,
      groupName: period.group_name,
      patternCode: period.pattern_code,
      patternName: period.pattern_name,
      startApproval: period.start_approval,
      endApproval: period.end_approval,
    })),
  };
}

const findPerson = (records: Records, tenantId: string, personId: string) =>
  records
    .selectFrom('people as p')
    .innerJoin('tenants as t', 't.tenant_id', 'p.tenant_id')
    .select([
      'p.person_id as personId',
      'p.login_id as loginId',
      'p.employee_number as employeeNumber',
      'p.name',
      'p.kana',
    ])
    .select(['p.mail', 'p.is_administrator as isAdministrator', 'p.may_view_dashboard as mayViewDashboard', 'p.status'])
    .select(['p.task_at_start as taskAtStart', 'p.report_at_end as reportAtEnd', 'p.break_notice as breakNotice'])
    .select(['p.before_end_notice as beforeEndNotice', 'p.end_notice as endNotice'])
    .select(['p.after_hours_notice as afterHoursNotice', 'p.overtime_management as overtimeManagement'])
    .select('t.roster_version')
    .where('p.tenant_id', '=', tenantId)
    .where('p.person_id', '=', personId)
    .where('p.is_tenant_admin', '=', false)
    .executeTakeFirst();

async function readPeriodRows(records: Records, tenantId: string, personId: string): Promise<PeriodRow[]> {
  const { rows } = await sql<PeriodRow>`
    SELECT a.effective_from AS "from", a.group_id, g.code AS group_code, g.name AS group_name, a.pattern_id,
      coalesce(w.code, '') AS pattern_code, coalesce(w.name, '') AS pattern_name, a.start_approval, a.end_approval
    FROM assignments a
    JOIN groups g USING (tenant_id, group_id)
    LEFT JOIN work_patterns w USING (tenant_id, pattern_id)
    WHERE a.tenant_id = ${tenantId} AND a.person_id = ${personId}
    ORDER BY a.effective_from`.execute(records);
  return rows;
}
