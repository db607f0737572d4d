import { z } from 'zod';
import { computedDaySchema } from '#domain/contract/computed-day.ts';
import { clockSchema } from '#domain/contract/work-rules.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';

/**
 * What 勤務データ needs of everyone's computed day of one work date. The fields come out of the day in the store: its ledger, by far the
 * largest part, never leaves it, so memory holds one date of narrow rows whatever the length of the month.
 */
export const readKinmuDate = defineQuery({
  name: 'reporting/read-kinmu-date',
  sql: `
    SELECT person_id AS personId, group_id AS groupId, toString(work_date) AS workDate,
      has_declaration = 1 AS hasDeclaration, is_confirmed = 1 AS isConfirmed,
      JSONExtractString(day, 'workStyle') AS workStyle,
      JSONExtract(day, 'clockInClock', 'Nullable(Int32)') AS startClock,
      JSONExtract(day, 'clockOutClock', 'Nullable(Int32)') AS clockOutClock,
      break_minutes AS breakMinutes,
      JSONExtract(day, 'firstActiveClock', 'Nullable(Int32)') AS firstActiveClock,
      JSONExtract(day, 'lastActiveClock', 'Nullable(Int32)') AS lastActiveClock,
      JSONExtractInt(day, 'pcSpanMinutes') AS pcSpanMinutes, pc_active_minutes AS pcActiveMinutes
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND work_date = {workDate:Date}`,
  params: z.object({ tenantId: z.string(), workDate: z.string() }),
  row: computedDaySchema
    .pick({
      workDate: true,
      workStyle: true,
      clockOutClock: true,
      breakMinutes: true,
      firstActiveClock: true,
      lastActiveClock: true,
      pcSpanMinutes: true,
      pcActiveMinutes: true,
    })
    .extend({
      personId: z.string(),
      groupId: z.string(),
      hasDeclaration: z.coerce.boolean(),
      isConfirmed: z.coerce.boolean(),
      startClock: clockSchema.nullable(),
    }),
});

/** Employee numbers of the tenant and codes of its groups: narrow, read once for a file. Deleted people are in no file. */
export async function readKinmuNames(records: Records, tenantId: string) {
  const people = await records
    .selectFrom('people')
    .select(['person_id', 'employee_number'])
    .where('tenant_id', '=', tenantId)
    .where('status', 'in', ['active', 'suspended'])
    .execute();
  const groups = await records
    .selectFrom('groups')
    .select(['group_id', 'code'])
    .where('tenant_id', '=', tenantId)
    .execute();
  return {
    employeeNumbers: new Map(people.map((row) => [row.person_id, row.employee_number])),
    groupCodes: new Map(groups.map((row) => [row.group_id, row.code])),
  };
}
