import { z } from 'zod';
import { defineTextQuery } from '#platform/clickhouse.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { exportFileName } from './file-names.ts';
import type { ExportPiece, PlanDeps, PlanExport } from './export-file.ts';
import { datesOf, readExportGroups, readExportPersons, scopeFilter } from './export-people.ts';
import type { ExportPeople } from './export-people.ts';

/**
 * What 勤務データ needs of everyone's computed day of one work date. The fields come out of the day in the store: its ledger, by far the
 * largest part, never leaves it.
 */
const readKinmuDate = defineTextQuery({
  name: 'exports/read-kinmu-date',
  sql: `
    SELECT person_id AS personId, group_id AS groupId, toString(work_date) AS workDate,
      has_declaration = 1 AS hasDeclaration, is_confirmed = 1 AS isConfirmed,
      JSONExtractString(day, 'workStyle') AS workStyle,
      JSONExtract(day, 'clockInClock', 'Nullable(Int32)') AS clockInClock,
      JSONExtract(day, 'clockOutClock', 'Nullable(Int32)') AS clockOutClock,
      JSONExtract(day, 'deemedEndClock', 'Nullable(Int32)') AS deemedEndClock,
      break_minutes AS breakMinutes,
      JSONExtract(day, 'firstActiveClock', 'Nullable(Int32)') AS firstActiveClock,
      JSONExtract(day, 'lastActiveClock', 'Nullable(Int32)') AS lastActiveClock,
      JSONExtractInt(day, 'pcSpanMinutes') AS pcSpanMinutes, pc_active_minutes AS pcActiveMinutes
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND work_date = {workDate:Date}
      AND (empty({groupIds:Array(String)}) OR group_id IN {groupIds:Array(String)})`,
  params: z.object({ tenantId: z.string(), workDate: z.string(), groupIds: z.array(z.string()) }),
  format: 'JSONEachRow',
});

export const planKinmu: PlanExport = async (deps, job) => {
  const [persons, groups] = await Promise.all([
    readExportPersons(deps.records, job.tenant_id),
    readExportGroups(deps.records, job.tenant_id),
  ]);
  const filter = scopeFilter(job.scope, groups.parents);
  const chosen = persons.filter((person) => filter.hasPerson(person.personId));
  const context: ExportPeople = {
    employeeNumbers: new Map(chosen.map((person) => [person.personId, person.employeeNumber])),
    groupCodes: groups.groupCodes,
    groupNames: groups.groupNames,
  };
  const dates = datesOf(job.range).all;
  const fileName = exportFileName('kinmu', job.range);
  const pieces = () => piecesOfDates(deps, job.tenant_id, dates, filter.groupIds ?? []);
  return {
    container: 'csv',
    totalUnits: dates.length,
    files: [{ format: 'kinmu', fileName, context, pieces }],
  };
};

/** One date at a time: memory holds the narrow rows of a date, whatever the length of the range. */
async function* piecesOfDates(
  deps: PlanDeps,
  tenantId: string,
  dates: readonly WorkDate[],
  groupIds: readonly string[],
): AsyncGenerator<ExportPiece> {
  for (const workDate of dates) {
    const text = await deps.analytics.queryText(readKinmuDate, { tenantId, workDate, groupIds: [...groupIds] });
    yield { text, units: 1 };
  }
}
