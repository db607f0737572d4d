import { sql } from 'kysely';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Operation } from '#domain/contract/work-rules.ts';
import type { ApprovalMode, RequirementMode } from '#domain/roster/types.ts';
import type { Records } from '../records/schema.ts';

/** Whose press this id is, if it was taken already. */
export async function findOperationOwner(
  records: Records,
  tenantId: string,
  operationId: string,
): Promise<string | undefined> {
  const row = await records
    .selectFrom('operations')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('operation_id', '=', operationId)
    .executeTakeFirst();
  return row?.person_id;
}

/**
 * Adds a press after those of the day. The place is asked of the rows: gaps and the number that another writer began with do not matter. The
 * person is locked, so two presses never get the same one; `publishWorkDay` then raises the day's version.
 */
export async function addOperation(
  trx: Records,
  { tenantId, personId, workDate }: { tenantId: string; personId: string; workDate: WorkDate },
  operation: Operation,
  requestId: string | null,
): Promise<void> {
  await trx
    .insertInto('operations')
    .values({
      tenant_id: tenantId,
      operation_id: operation.operationId,
      person_id: personId,
      work_date: workDate,
      position: sql<number>`(SELECT coalesce(max(position) + 1, 0) FROM operations
        WHERE tenant_id = ${tenantId} AND person_id = ${personId} AND work_date = ${workDate})`,
      kind: operation.kind,
      operated_at: new Date(operation.atMinute * MS_PER_MINUTE),
      is_holiday_work: operation.isHolidayWork,
      work_style: operation.workStyle,
      scheduled_minutes: operation.scheduledMinutes,
      half_day: operation.halfDay,
      request_id: requestId,
    })
    .execute();
}

/** What a person's presses ask for: modes of the roster, by date where it has dates. */
export interface WorkModes {
  readonly startApproval: ApprovalMode;
  readonly endApproval: ApprovalMode;
  readonly taskAtStart: RequirementMode;
  readonly reportAtEnd: RequirementMode;
}

/** The modes on a work date: of the latest assignment that began on or before it; the first also holds before its date. */
export async function readWorkModes(
  records: Records,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
): Promise<WorkModes> {
  const row = await records
    .selectFrom('assignments as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.person_id', '=', 'a.person_id'),
    )
    .select(['a.start_approval', 'a.end_approval', 'p.task_at_start', 'p.report_at_end'])
    .where('a.tenant_id', '=', tenantId)
    .where('a.person_id', '=', personId)
    .orderBy(sql`a.effective_from <= ${workDate}`, 'desc')
    .orderBy(sql`CASE WHEN a.effective_from <= ${workDate} THEN a.effective_from END`, 'desc')
    .orderBy('a.effective_from')
    .limit(1)
    .executeTakeFirstOrThrow();
  return {
    startApproval: row.start_approval,
    endApproval: row.end_approval,
    taskAtStart: row.task_at_start,
    reportAtEnd: row.report_at_end,
  };
}

export interface TodayTask {
  readonly taskId: string;
  readonly title: string;
  /** 業務報告 is still to be written. An entry of the calendar may do without. */
  readonly lacksReport: boolean;
}

/** 業務 of a date; what the calendar no longer has is not among them. */
export async function readTodayTasks(
  records: Records,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
): Promise<TodayTask[]> {
  const rows = await records
    .selectFrom('tasks')
    .select(['task_id', 'title', 'report', 'source'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('work_date', '=', workDate)
    .where('is_dropped', '=', false)
    .orderBy('starts_at')
    .orderBy('task_id')
    .execute();
  return rows.map((row) => ({
    taskId: row.task_id,
    title: row.title,
    lacksReport: row.source !== 'calendar' && row.report.trim() === '',
  }));
}
