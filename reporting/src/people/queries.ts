import { z } from 'zod';
import { computedDaySchema } from '#domain/contract/computed-day.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';

/** The columns of the list, read out of the computed day; the ledger stays where it is. */
const listed = {
  workDate: true,
  dayState: true,
  workStyle: true,
  workedMinutes: true,
  overtimeMinutes: true,
  unrequestedMinutes: true,
  clockInClock: true,
  clockOutClock: true,
  lastActiveClock: true,
} as const;

export const readTodayOfPeople = defineQuery({
  name: 'reporting/read-today-of-people',
  sql: `
    SELECT person_id AS personId, toString(work_date) AS workDate, day_state AS dayState,
      JSONExtractString(day, 'workStyle') AS workStyle,
      worked_minutes AS workedMinutes, overtime_minutes AS overtimeMinutes, unrequested_minutes AS unrequestedMinutes,
      JSONExtract(day, 'clockInClock', 'Nullable(Int32)') AS clockInClock,
      JSONExtract(day, 'clockOutClock', 'Nullable(Int32)') AS clockOutClock,
      JSONExtract(day, 'lastActiveClock', 'Nullable(Int32)') AS lastActiveClock
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)} AND work_date IN {workDates:Array(Date)}
    ORDER BY person_id, work_date`,
  params: z.object({ tenantId: z.string(), personIds: z.array(z.string()), workDates: z.array(z.string()) }),
  row: computedDaySchema.pick(listed).extend({ personId: z.string() }),
});

/** People, not deleted, who are or were in one of the groups; which group holds today is a rule of the domain. */
export const readPeopleEverIn = (records: Records, tenantId: string, groupIds: readonly string[]) =>
  records
    .selectFrom('people as p')
    .select(['p.person_id', 'p.name', 'p.kana', 'p.employee_number'])
    .where('p.tenant_id', '=', tenantId)
    .where('p.status', 'in', ['active', 'suspended'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('assignments as a')
          .select('a.person_id')
          .whereRef('a.tenant_id', '=', 'p.tenant_id')
          .whereRef('a.person_id', '=', 'p.person_id')
          .where('a.group_id', 'in', [...groupIds]),
      ),
    )
    .orderBy('p.employee_number')
    .orderBy('p.login_id')
    .execute();
