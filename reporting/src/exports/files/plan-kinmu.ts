import { z } from 'zod';
import { defineTextQuery } from '#platform/clickhouse.ts';
import type { ExportFile, ExportPiece, PlanExport } from './export-file.ts';
import { exportFileName } from './file-names.ts';
import { readDatedSource } from './plan-dated.ts';

/** What 勤務データ needs of everyone's computed days of some work dates. */
export const readKinmuDates = defineTextQuery({
  name: 'exports/read-kinmu-dates',
  sql: `
    SELECT person_id AS personId, group_id AS groupId, toString(work_date) AS workDate,
      has_declaration = 1 AS hasDeclaration, is_confirmed = 1 AS isConfirmed, toString(work_style) AS workStyle,
      clock_in_clock AS startClock, clock_out_clock AS clockOutClock, break_minutes AS breakMinutes,
      first_active_clock AS firstActiveClock, last_active_clock AS lastActiveClock,
      pc_span_minutes AS pcSpanMinutes, pc_active_minutes AS pcActiveMinutes
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND work_date BETWEEN {from:Date} AND {to:Date}
      AND (empty({groupIds:Array(String)}) OR group_id IN {groupIds:Array(String)})`,
  params: z.object({ tenantId: z.string(), from: z.string(), to: z.string(), groupIds: z.array(z.string()) }),
  format: 'JSONEachRow',
});

/** Each statement looks through the whole month, so several dates are read at once: some ten megabytes of text. */
const ROWS_AT_ONCE = 40_000;

/** 勤務データ comes alone, not in a zip (guide table 5-2). */
export const planKinmu: PlanExport = async (deps, job) => {
  const source = await readDatedSource(deps, job);
  const { tenantId, groupIds, dates, people } = source;
  const datesAtOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / Math.max(1, people.employeeNumbers.size)));
  const file: ExportFile = {
    format: 'kinmu',
    fileName: exportFileName('kinmu', job.range),
    context: people,
    pieces: async function* (): AsyncGenerator<ExportPiece> {
      for (let first = 0; first < dates.length; first += datesAtOnce) {
        const some = dates.slice(first, first + datesAtOnce);
        const [from, to] = [some[0], some.at(-1)];
        if (from === undefined || to === undefined) return;
        const content = await deps.analytics.queryText(readKinmuDates, { tenantId, groupIds, from, to });
        yield { content, units: some.length };
      }
    },
  };
  return { container: 'csv', totalUnits: dates.length, files: [file] };
};
