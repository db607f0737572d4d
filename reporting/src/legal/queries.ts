import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';

const numbers = z.array(z.int());

/**
 * The declared days of people between two dates, both included: one row for each person, one array for each column, because a hundred people have
 * thirty thousand days in a year and a half. `days` counts from 1970. Filters only; what the amounts mean is said in domain/src/legal.
 */
export const readDeclaredDays = defineQuery({
  name: 'reporting/read-declared-days',
  sql: `
    SELECT person_id AS personId, groupArray(toInt32(work_date)) AS days, groupArray(toInt32(worked_minutes)) AS worked,
      groupArray(toInt32(late_night_minutes)) AS lateNight, groupArray(is_holiday_work) AS holidayWork,
      groupArray(is_confirmed) AS confirmed, groupArray(is_provisional) AS provisional,
      groupArray(ifNull(started_minute, -1)) AS started, groupArray(ifNull(ended_minute, -1)) AS ended
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
      AND work_date BETWEEN {firstDate:Date} AND {lastDate:Date} AND has_declaration = 1
    GROUP BY person_id`,
  params: z.object({
    tenantId: z.string(),
    personIds: z.array(z.string()),
    firstDate: z.string(),
    lastDate: z.string(),
  }),
  row: z.object({
    personId: z.string(),
    days: numbers,
    worked: numbers,
    lateNight: numbers,
    holidayWork: numbers,
    confirmed: numbers,
    provisional: numbers,
    /** First start and last end, minutes since 1970; -1: none, or still open. */
    started: numbers,
    ended: numbers,
  }),
});
