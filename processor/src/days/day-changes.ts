import type { ChangedDay } from '#domain/worktime/day-change.ts';
import { dayChangeOf } from '#domain/worktime/day-change.ts';
import type { ComputedRow } from './computed-row.ts';

export const CHANGES_TABLE = 'day_changes_v1';
export const CHANGES_COLUMNS = [
  'tenant_id',
  'person_id',
  'work_date',
  'version',
  'changed_at',
  'reasons',
  'before_work_version',
  'before_roster_version',
  'before_rules_version',
  'after_work_version',
  'after_roster_version',
  'after_rules_version',
  'before',
  'after',
] as const;

/** Rows of older rules have no clocks in their columns, so nothing can be said about what changed. */
const FIRST_COMPARABLE_RULES = 3;

const changedDayOf = (row: ComputedRow): ChangedDay => ({
  clockInClock: row.clock_in_clock,
  clockOutClock: row.clock_out_clock,
  scheduledMinutes: row.scheduled_minutes,
  workedMinutes: row.worked_minutes,
  breakMinutes: row.break_minutes,
  overtimeMinutes: row.overtime_minutes,
  holidayWorkMinutes: row.holiday_work_minutes,
  lateNightMinutes: row.late_night_minutes,
  isConfirmed: row.is_confirmed === 1,
  unrequestedMinutes: row.unrequested_minutes,
  pcActiveMinutes: row.pc_active_minutes,
  firstActiveClock: row.first_active_clock,
  lastActiveClock: row.last_active_clock,
  workVersion: row.work_version,
  rosterVersion: row.roster_version,
  rulesVersion: row.rules_version,
});

/**
 * The row of day_changes_v1 for a computed row that replaces another one; undefined where the day was still running, or nobody would see other
 * figures. Its identity is the version of the new row: a kill between the two inserts repeats it.
 */
export function changeValues(before: ComputedRow, after: ComputedRow): unknown[] | undefined {
  if (before.needs_tick === 1 || before.rules_version < FIRST_COMPARABLE_RULES) return undefined;
  const change = dayChangeOf(changedDayOf(before), changedDayOf(after));
  if (change === undefined) return undefined;
  return [
    after.tenant_id,
    after.person_id,
    after.work_date,
    after.version,
    new Date(after.computed_at).toISOString(),
    change.reasons,
    before.work_version,
    before.roster_version,
    before.rules_version,
    after.work_version,
    after.roster_version,
    after.rules_version,
    JSON.stringify(change.before),
    JSON.stringify(change.after),
  ];
}
