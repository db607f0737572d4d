import { legalDayOf } from '#domain/legal/legal-day-of.ts';
import { randomUUID } from 'node:crypto';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { declaredDaySchema } from '#domain/contract/work-rules.ts';
import type { Operation, WorkOperation } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { computeDay } from '#domain/worktime/compute-day.ts';
import { minutesByHour } from '#domain/worktime/minutes-by-hour.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Records } from '../records/schema.ts';

export interface DayPlan {
  readonly workDate: string;
  /** `['start', '09:00']` on the work date's 48-hour clock. */
  readonly presses?: readonly (readonly [WorkOperation, string, Partial<Operation>?])[];
  /** `[['09:05', '11:00']]`: minutes with input, half-open. */
  readonly active?: readonly (readonly [string, string])[];
  /** Default: long after the day. */
  readonly nowMinute?: UnixMinute;
}

const clockOfText = (text: string): number => Number(text.slice(0, -3)) * 60 + Number(text.slice(-2));

/** Does the processor's work for one day: computes it by the domain's rules and stores it as the screens read it. */
export async function storeDay(
  stores: { records: Records; analytics: Analytics },
  tenantId: string,
  personId: string,
  plan: DayPlan,
): Promise<ComputedDay> {
  const rules = (await readPersonRules(stores.records, tenantId, [personId])).get(personId);
  if (rules === undefined) throw new Error('the person has no rules');
  const workDate = plan.workDate as WorkDate;
  const minuteOf = (text: string): UnixMinute => minuteOfClock(clockOfText(text), workDate, rules.zone);
  const operations = (plan.presses ?? []).map(([kind, clock, more]) => ({
    operationId: randomUUID(),
    kind,
    atMinute: minuteOf(clock),
    isHolidayWork: false,
    workStyle: 'regular' as const,
    scheduledMinutes: null,
    requestState: 'none' as const,
    halfDay: null,
    origin: 'pressed' as const,
    ...more,
  }));
  const activeMinutes = (plan.active ?? []).flatMap(([from, to]) =>
    Array.from({ length: minuteOf(to) - minuteOf(from) }, (_, index) => minuteOf(from) + index),
  );
  const day = computeDay({
    workDate,
    rules,
    declared:
      operations.length === 0
        ? undefined
        : declaredDaySchema.parse({ tenantId, personId, workDate, version: 1, operations }),
    activeMinutes,
    awakeMinutes: activeMinutes,
    sensorLost: [],
    nowMinute: plan.nowMinute ?? minuteOf('48:00') + 10_000,
  });
  await stores.analytics.insertRows('computed_days_v1', Object.keys(rowOf(day)).concat('tenant_id', 'person_id'), [
    [...Object.values(rowOf(day)), tenantId, personId],
  ]);
  if (activeMinutes.length > 0) await storeMinutes(stores.analytics, tenantId, personId, activeMinutes);
  if (assignmentOn(rules, workDate).groupId !== day.groupId) throw new Error('the group is the one on the work date');
  return day;
}

/** A computed day as its row, without the keys of its person. */
export const rowOf = (day: ComputedDay) => ({
  work_date: day.workDate,
  version: 1,
  rules_version: day.rulesVersion,
  work_version: day.workVersion,
  roster_version: day.rosterVersion,
  as_of: new Date(day.asOfMinute * MS_PER_MINUTE).toISOString(),
  computed_at: new Date(0).toISOString(),
  day_state: day.dayState,
  is_confirmed: day.isConfirmed ? 1 : 0,
  is_provisional: day.isProvisional ? 1 : 0,
  has_declaration: day.hasDeclaration ? 1 : 0,
  has_pc_data: day.hasPcData ? 1 : 0,
  needs_tick: 0,
  group_id: day.groupId,
  scheduled_minutes: day.scheduledMinutes,
  worked_minutes: day.workedMinutes,
  break_minutes: day.breakMinutes,
  overtime_minutes: day.overtimeMinutes,
  unrequested_minutes: day.unrequestedMinutes,
  holiday_work_minutes: day.holidayWorkMinutes,
  late_night_minutes: day.lateNightMinutes,
  pc_active_minutes: day.pcActiveMinutes,
  is_holiday_work: day.isHolidayWork ? 1 : 0,
  work_style: day.workStyle,
  declaration_source: day.declarationSource,
  is_approved: day.approval?.holds === true ? 1 : 0,
  has_difference: day.difference === null ? 0 : 1,
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
  started_minute: legalDayOf(day).startedMinute,
  ended_minute: legalDayOf(day).endedMinute,
  worked_by_hour: minutesByHour(day).worked,
  pc_active_by_hour: minutesByHour(day).pcActive,
  day: JSON.stringify(day),
});

export const TEST_DEVICE = '00000000-0000-4000-8000-00000000d0d0';
export const RECEIVED_AT = '2026-03-10T01:02:03.004Z';

/** One letter a minute, from one device, twice: a repeated batch must change nothing. */
export async function storeMinutes(
  analytics: Analytics,
  tenantId: string,
  personId: string,
  minutes: readonly UnixMinute[],
): Promise<void> {
  const columns = ['tenant_id', 'person_id', 'minute', 'device_id', 'part', 'letters', 'seq', 'received_at'];
  const rows = minutes.map((minute, index) => [
    ...[tenantId, personId, new Date(minute * MS_PER_MINUTE).toISOString(), TEST_DEVICE, 0, 1, index + 1, RECEIVED_AT],
  ]);
  await analytics.insertRows('raw_input_minutes_v1', columns, rows);
  await analytics.insertRows('raw_input_minutes_v1', columns, rows);
}

/** Of raw_window_slices_v1, in the order of the rows that tests give. */
export const WINDOW_COLUMNS = [
  'tenant_id',
  'person_id',
  'minute',
  'device_id',
  'activated_at',
  'process',
  'title',
  'url',
  'seconds',
  'received_at',
] as const;

/** Two windows in front in one minute, and a lock. */
export async function storeWindows(
  analytics: Analytics,
  tenantId: string,
  personId: string,
  minute: UnixMinute,
): Promise<void> {
  const at = new Date(minute * MS_PER_MINUTE).toISOString();
  const common = [tenantId, personId, at, TEST_DEVICE, at];
  const later = new Date(minute * MS_PER_MINUTE + 40_000).toISOString();
  await analytics.insertRows('raw_window_slices_v1', WINDOW_COLUMNS, [
    [...common, 'excel.exe', '見積 <b>1</b>.xlsx', '', 40, RECEIVED_AT],
    [tenantId, personId, at, TEST_DEVICE, later, 'chrome.exe', '社内', 'https://intra.example/', 20, RECEIVED_AT],
  ]);
  await analytics.insertRows(
    'raw_session_changes_v1',
    ['tenant_id', 'person_id', 'changed_at', 'device_id', 'change', 'received_at'],
    [[tenantId, personId, later, TEST_DEVICE, 'lock', RECEIVED_AT]],
  );
}
