import { sql } from 'kysely';
import { z } from 'zod';
import type { ApprovalMode, RequirementMode } from '#domain/roster/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';

/** Active minutes of a person on two or three UTC days, as unix minutes: what a correction is computed from besides the declaration. */
export const readActiveMinutes = defineQuery({
  name: 'work-days/read-active-minutes',
  sql: `
    SELECT arraySort(bitmapToArray(groupBitmapMergeState(active))) AS active
    FROM person_minutes_v1
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND utc_day BETWEEN {firstDay:Date} AND {lastDay:Date}`,
  params: z.object({ tenantId: z.string(), personId: z.string(), firstDay: z.string(), lastDay: z.string() }),
  row: z.object({ active: z.array(z.number()) }),
});

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
