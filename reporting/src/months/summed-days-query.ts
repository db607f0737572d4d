import { z } from 'zod';
import type { SummedDay } from '#domain/worktime/sum-days.ts';
import { defineQuery } from '#platform/clickhouse.ts';

const FLAGS = {
  isConfirmed: 'is_confirmed',
  isProvisional: 'is_provisional',
  isHolidayWork: 'is_holiday_work',
  hasDeclaration: 'has_declaration',
  hasPcData: 'has_pc_data',
} as const;
const AMOUNTS = {
  scheduledMinutes: 'scheduled_minutes',
  workedMinutes: 'worked_minutes',
  breakMinutes: 'break_minutes',
  overtimeMinutes: 'overtime_minutes',
  holidayWorkMinutes: 'holiday_work_minutes',
  lateNightMinutes: 'late_night_minutes',
  unrequestedMinutes: 'unrequested_minutes',
  pcInBreakMinutes: 'pc_in_break_minutes',
  pcSpanMinutes: 'pc_span_minutes',
  pcActiveMinutes: 'pc_active_minutes',
} as const;
const COLUMNS: Readonly<Record<keyof SummedDay, string>> = { ...FLAGS, ...AMOUNTS };

const arraysOf = <Name extends string>(columns: Readonly<Record<Name, string>>) =>
  Object.fromEntries(Object.keys(columns).map((name) => [name, z.array(z.int())])) as Record<
    Name,
    z.ZodArray<z.ZodInt>
  >;

/**
 * What a month's sums read of the days of many people: one row for each person, one array for each column. Filters only: which day enters which sum
 * is said once, in domain/src/worktime/sum-days.ts.
 */
export const readSummedDays = defineQuery({
  name: 'reporting/read-summed-days',
  sql: `
    SELECT person_id AS personId,
      ${Object.entries(COLUMNS)
        .map(([name, column]) => `groupArray(toInt32(${column})) AS ${name}`)
        .join(',\n      ')}
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
      AND work_date BETWEEN {firstDate:Date} AND {lastDate:Date}
    GROUP BY person_id`,
  params: z.object({
    tenantId: z.string(),
    personIds: z.array(z.string()),
    firstDate: z.string(),
    lastDate: z.string(),
  }),
  row: z.object({ personId: z.string(), ...arraysOf(COLUMNS) }),
});

/** The days of one row, in no order. */
export function summedDaysOf(row: z.output<typeof readSummedDays.row>): SummedDay[] {
  return row.isConfirmed.map((_, index) => {
    const flags = Object.keys(FLAGS) as (keyof typeof FLAGS)[];
    const amounts = Object.keys(AMOUNTS) as (keyof typeof AMOUNTS)[];
    return Object.fromEntries([
      ...flags.map((name) => [name, row[name][index] === 1]),
      ...amounts.map((name) => [name, row[name][index] ?? 0]),
    ]) as unknown as SummedDay;
  });
}
