import { z } from 'zod';
import { defineTextQuery } from '#platform/clickhouse.ts';
import type { PlanExport } from './export-file.ts';
import { exportFileName } from './file-names.ts';
import { datedFile, readDatedSource } from './plan-dated.ts';

/** What 勤務データ needs of everyone's computed day of one work date. */
export const readKinmuDate = defineTextQuery({
  name: 'exports/read-kinmu-date',
  sql: `
    SELECT person_id AS personId, group_id AS groupId, toString(work_date) AS workDate,
      has_declaration = 1 AS hasDeclaration, is_confirmed = 1 AS isConfirmed, toString(work_style) AS workStyle,
      clock_in_clock AS startClock, clock_out_clock AS clockOutClock, break_minutes AS breakMinutes,
      first_active_clock AS firstActiveClock, last_active_clock AS lastActiveClock,
      pc_span_minutes AS pcSpanMinutes, pc_active_minutes AS pcActiveMinutes
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND work_date = {workDate:Date}
      AND (empty({groupIds:Array(String)}) OR group_id IN {groupIds:Array(String)})`,
  params: z.object({ tenantId: z.string(), workDate: z.string(), groupIds: z.array(z.string()) }),
  format: 'JSONEachRow',
});

/** 勤務データ comes alone, not in a zip (guide table 5-2). */
export const planKinmu: PlanExport = async (deps, job) => {
  const source = await readDatedSource(deps, job);
  const { tenantId, groupIds } = source;
  const file = datedFile(source, 'kinmu', exportFileName('kinmu', job.range), (workDate) =>
    deps.analytics.queryText(readKinmuDate, { tenantId, workDate, groupIds }),
  );
  return { container: 'csv', totalUnits: source.dates.length, files: [file] };
};
