import { sql } from 'kysely';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from '../records/schema.ts';

/** The period of a work date: the latest that began on or before it; the first also holds before its date. */
export const readOwnPeriod = (records: Records, tenantId: string, personId: string, workDate: WorkDate) =>
  records
    .selectFrom('assignments as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.person_id', '=', 'a.person_id'),
    )
    .innerJoin('groups as g', (join) =>
      join.onRef('g.tenant_id', '=', 'a.tenant_id').onRef('g.group_id', '=', 'a.group_id'),
    )
    .select([
      'p.employee_number as employeeNumber',
      'p.mail',
      'g.name as groupName',
      'a.start_approval as startApproval',
      'a.end_approval as endApproval',
      'p.task_at_start as taskAtStart',
      'p.report_at_end as reportAtEnd',
      'p.break_notice as breakNotice',
      'p.before_end_notice as beforeEndNotice',
      'p.end_notice as endNotice',
      'p.after_hours_notice as afterHoursNotice',
      'p.overtime_management as overtimeManagement',
    ])
    .where('a.tenant_id', '=', tenantId)
    .where('a.person_id', '=', personId)
    .orderBy(sql`a.effective_from <= ${workDate}`, 'desc')
    .orderBy(sql`CASE WHEN a.effective_from <= ${workDate} THEN a.effective_from END`, 'desc')
    .orderBy('a.effective_from')
    .limit(1)
    .executeTakeFirstOrThrow();

/** Who gets the requests of a group: its approvers who may sign in, without the senior ones (G:101-111) and the person themself. */
export async function readApproverNames(
  records: Records,
  tenantId: string,
  groupId: string,
  personId: string,
): Promise<string[]> {
  const rows = await records
    .selectFrom('group_approvers as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.person_id', '=', 'a.person_id'),
    )
    .select('p.name')
    .where('a.tenant_id', '=', tenantId)
    .where('a.group_id', '=', groupId)
    .where('a.is_senior', '=', false)
    .where('a.person_id', '!=', personId)
    .where('p.status', '=', 'active')
    .orderBy('p.employee_number')
    .execute();
  return rows.map((row) => row.name);
}
