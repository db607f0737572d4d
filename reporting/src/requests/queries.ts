import { z } from 'zod';
import { computedDaySchema } from '#domain/contract/computed-day.ts';
import { defineQuery } from '#platform/clickhouse.ts';

/** Active minutes of a person on two or three UTC days, as unix minutes: what a correction is computed from besides the declaration. */
export const readActiveMinutes = defineQuery({
  name: 'requests/read-active-minutes',
  sql: `
    SELECT arraySort(bitmapToArray(groupBitmapMergeState(active))) AS active
    FROM person_minutes_v1
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND utc_day BETWEEN {firstDay:Date} AND {lastDay:Date}`,
  params: z.object({ tenantId: z.string(), personId: z.string(), firstDay: z.string(), lastDay: z.string() }),
  row: z.object({ active: z.array(z.number()) }),
});

const dayFromJson = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(computedDaySchema);

/** Computed days of many people and dates, by `personId workDate`. Two lists bound what is read; `keys` says exactly which. */
export const readComputedOf = defineQuery({
  name: 'requests/read-computed-of',
  sql: `
    SELECT person_id AS personId, day
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)} AND work_date IN {workDates:Array(Date)}
      AND concat(person_id, ' ', toString(work_date)) IN {keys:Array(String)}`,
  params: z.object({
    tenantId: z.string(),
    personIds: z.array(z.string()),
    workDates: z.array(z.string()),
    keys: z.array(z.string()),
  }),
  row: z.object({ personId: z.string(), day: dayFromJson }),
});
