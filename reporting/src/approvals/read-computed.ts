import { z } from 'zod';
import { computedDaySchema } from '#domain/contract/computed-day.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';

const dayFromJson = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(computedDaySchema);

/** Computed days of many people and dates, by `personId workDate`. Two lists bound what is read; `keys` says exactly which. */
const readComputedOf = defineQuery({
  name: 'approvals/read-computed-of',
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

interface PersonDay {
  readonly personId: string;
  readonly workDate: WorkDate;
}

export const keyOf = ({ personId, workDate }: PersonDay): string => `${personId} ${workDate}`;

/** Days read at once: a day with its ledger is some 10 KB, and lists of hundreds come. */
const DAYS_AT_ONCE = 200;

/** Computed days of many people and dates by `keyOf`; what the processor has not computed yet is missing. */
export async function readComputed(
  analytics: Analytics,
  tenantId: string,
  days: readonly PersonDay[],
): Promise<Map<string, ComputedDay>> {
  const computed = new Map<string, ComputedDay>();
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    const some = days.slice(from, from + DAYS_AT_ONCE);
    const rows = await analytics.query(readComputedOf, {
      tenantId,
      personIds: [...new Set(some.map((day) => day.personId))],
      workDates: [...new Set(some.map((day) => day.workDate))],
      keys: some.map(keyOf),
    });
    for (const { personId, day } of rows) computed.set(keyOf({ personId, workDate: day.workDate }), day);
  }
  return computed;
}
