import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { packLedger } from '#domain/contract/packed-ledger.ts';
import { legalDayOf } from '#domain/legal/legal-day-of.ts';
import { nextChangeMinute } from '#domain/worktime/day-transitions.ts';
import { minutesByHour } from '#domain/worktime/minutes-by-hour.ts';
import type { DayKey } from './day-key.ts';

/** A row of computed_days_v1 as it is written and read; `as_of` as unix seconds, `computed_at` as epoch milliseconds. */
export const computedRowSchema = z.object({
  tenant_id: z.string(),
  person_id: z.string(),
  work_date: z.string(),
  version: z.number(),
  rules_version: z.number(),
  work_version: z.number(),
  roster_version: z.number(),
  as_of: z.number(),
  computed_at: z.number(),
  day_state: z.string(),
  is_confirmed: z.number(),
  is_provisional: z.number(),
  has_declaration: z.number(),
  has_pc_data: z.number(),
  needs_tick: z.number(),
  group_id: z.string(),
  scheduled_minutes: z.number(),
  worked_minutes: z.number(),
  break_minutes: z.number(),
  overtime_minutes: z.number(),
  unrequested_minutes: z.number(),
  holiday_work_minutes: z.number(),
  late_night_minutes: z.number(),
  pc_active_minutes: z.number(),
  is_holiday_work: z.number(),
  work_style: z.string(),
  declaration_source: z.string(),
  is_approved: z.number(),
  has_difference: z.number(),
  task_minutes: z.number(),
  meeting_minutes: z.number(),
  offsite_minutes: z.number(),
  deviation_minutes: z.number(),
  pc_in_break_minutes: z.number(),
  pc_span_minutes: z.number(),
  clock_in_clock: z.number().nullable(),
  clock_out_clock: z.number().nullable(),
  first_active_clock: z.number().nullable(),
  last_active_clock: z.number().nullable(),
  started_minute: z.number().nullable(),
  ended_minute: z.number().nullable(),
  worked_by_hour: z.array(z.number()),
  pc_active_by_hour: z.array(z.number()),
  day: z.string(),
});
export type ComputedRow = z.infer<typeof computedRowSchema>;

export const COMPUTED_TABLE = 'computed_days_v1';
export const COMPUTED_COLUMNS = Object.keys(computedRowSchema.shape) as (keyof ComputedRow)[];

const READ_AS: Partial<Record<keyof ComputedRow, string>> = {
  work_date: 'toString(computed_days_v1.work_date)',
  as_of: 'toUnixTimestamp(computed_days_v1.as_of)',
  computed_at: 'toUnixTimestamp64Milli(computed_days_v1.computed_at)',
};
/** Qualified, because an alias of the same name would otherwise take the column's place in WHERE. */
export const SELECT_COMPUTED = COMPUTED_COLUMNS.map(
  (column) => `${READ_AS[column] ?? `computed_days_v1.${column}`} AS ${column}`,
).join(', ');

const flag = (value: boolean): number => (value ? 1 : 0);

export function toComputedRow(key: DayKey, day: ComputedDay, version: number, computedAtMs: number): ComputedRow {
  const { startedMinute, endedMinute } = legalDayOf(day);
  const hours = minutesByHour(day);
  return {
    tenant_id: key.tenantId,
    person_id: key.personId,
    work_date: key.workDate,
    version,
    rules_version: day.rulesVersion,
    work_version: day.workVersion,
    roster_version: day.rosterVersion,
    as_of: day.asOfMinute * 60,
    computed_at: computedAtMs,
    day_state: day.dayState,
    is_confirmed: flag(day.isConfirmed),
    is_provisional: flag(day.isProvisional),
    has_declaration: flag(day.hasDeclaration),
    has_pc_data: flag(day.hasPcData),
    needs_tick: flag(nextChangeMinute(day) !== null),
    group_id: day.groupId,
    scheduled_minutes: day.scheduledMinutes,
    worked_minutes: day.workedMinutes,
    break_minutes: day.breakMinutes,
    overtime_minutes: day.overtimeMinutes,
    unrequested_minutes: day.unrequestedMinutes,
    holiday_work_minutes: day.holidayWorkMinutes,
    late_night_minutes: day.lateNightMinutes,
    pc_active_minutes: day.pcActiveMinutes,
    is_holiday_work: flag(day.isHolidayWork),
    work_style: day.workStyle,
    declaration_source: day.declarationSource,
    is_approved: flag(day.approval?.holds === true),
    has_difference: flag(day.difference !== null),
    task_minutes: day.taskMinutes,
    meeting_minutes: day.meetingMinutes,
    offsite_minutes: day.offsiteMinutes,
    deviation_minutes: day.deviationMinutes,
    pc_in_break_minutes: day.pcInBreakMinutes,
    pc_span_minutes: day.pcSpanMinutes,
    clock_in_clock: day.clockInClock,
    clock_out_clock: day.clockOutClock,
    first_active_clock: day.firstActiveClock,
    last_active_clock: day.lastActiveClock,
    started_minute: startedMinute,
    ended_minute: endedMinute,
    worked_by_hour: [...hours.worked],
    pc_active_by_hour: [...hours.pcActive],
    day: JSON.stringify({ ...day, ledger: packLedger(day.ledger) }),
  };
}

/** The values to insert, in the order of COMPUTED_COLUMNS. */
export const computedValues = (row: ComputedRow): unknown[] =>
  COMPUTED_COLUMNS.map((column) => (column === 'computed_at' ? new Date(row.computed_at).toISOString() : row[column]));

/** Columns whose value differs; version and time of computing say nothing about the day. Empty: writing it again would change nothing. */
export function differingColumns(a: ComputedRow, b: ComputedRow): (keyof ComputedRow)[] {
  return COMPUTED_COLUMNS.filter(
    (column) => column !== 'version' && column !== 'computed_at' && !isDeepStrictEqual(a[column], b[column]),
  );
}
