import { z } from 'zod';
import type { DayFigure } from '#domain/contract/dashboard-figures.ts';
import { defineQuery } from '#platform/clickhouse.ts';

/** Whether an unconfirmed day gives its amount to the sum: declared figures do not (domain/src/worktime/sum-days.ts). */
const FIGURE_COLUMNS: Readonly<Record<DayFigure, { readonly column: string; readonly isDeclared: boolean }>> = {
  workedMinutes: { column: 'worked_minutes', isDeclared: true },
  overtimeMinutes: { column: 'overtime_minutes', isDeclared: true },
  unrequestedMinutes: { column: 'unrequested_minutes', isDeclared: true },
  holidayWorkMinutes: { column: 'holiday_work_minutes', isDeclared: true },
  lateNightMinutes: { column: 'late_night_minutes', isDeclared: true },
  meetingMinutes: { column: 'meeting_minutes', isDeclared: false },
  offsiteMinutes: { column: 'offsite_minutes', isDeclared: false },
  taskMinutes: { column: 'task_minutes', isDeclared: false },
  pcActiveMinutes: { column: 'pc_active_minutes', isDeclared: false },
  deviationMinutes: { column: 'deviation_minutes', isDeclared: false },
};
const COPIES = Object.entries(FIGURE_COLUMNS)
  .map(([figure, { column }]) => `${column} AS ${figure}`)
  .join(', ');

/** What a mark stands for, as conditions on the columns. */
export interface DayMark {
  readonly figure: DayFigure;
  readonly hourOf: 'worked' | 'pc' | undefined;
  readonly only: 'leftOut' | 'provisional' | 'deviating' | undefined;
  readonly isOfPerson: boolean;
}

const HOUR_COLUMNS = { worked: 'worked_by_hour', pc: 'pc_active_by_hour' } as const;
const ONLY = {
  leftOut: 'is_confirmed = 0',
  provisional: 'is_confirmed = 1 AND is_provisional = 1',
  deviating: 'deviation_minutes > {threshold:UInt16}',
} as const;

const amountOf = ({ figure, hourOf }: DayMark): string =>
  hourOf === undefined ? FIGURE_COLUMNS[figure].column : `${HOUR_COLUMNS[hourOf]}[{hour:UInt8} + 1]`;

function conditionsOf(mark: DayMark): string {
  const isDeclared = mark.hourOf === undefined ? FIGURE_COLUMNS[mark.figure].isDeclared : mark.hourOf === 'worked';
  return [
    'tenant_id = {tenantId:String} AND work_date BETWEEN {firstDate:Date} AND {lastDate:Date}',
    mark.isOfPerson ? 'person_id = {personId:String}' : 'person_id NOT IN {deletedIds:Array(String)}',
    '(empty({groupIds:Array(String)}) OR group_id IN {groupIds:Array(String)})',
    '({weekday:Int8} < 0 OR toDayOfWeek(work_date) % 7 = {weekday:Int8})',
    `${amountOf(mark)} >= {minMinutes:UInt32} AND ${amountOf(mark)} < {maxMinutes:UInt32}`,
    mark.only === undefined ? (isDeclared ? 'is_confirmed = 1' : '1') : ONLY[mark.only],
  ].join(' AND ');
}

const dayParams = z.object({
  tenantId: z.string(),
  firstDate: z.string(),
  lastDate: z.string(),
  personId: z.string(),
  deletedIds: z.array(z.string()),
  /** Empty: every group. */
  groupIds: z.array(z.string()),
  /** Below 0: every one. */
  weekday: z.int(),
  hour: z.int(),
  minMinutes: z.int(),
  maxMinutes: z.int(),
  threshold: z.int(),
});

export const countDays = (mark: DayMark) =>
  defineQuery({
    name: 'dashboard/count-days',
    sql: `SELECT count() AS total FROM computed_days_v1 FINAL WHERE ${conditionsOf(mark)}`,
    params: dayParams,
    row: z.object({ total: z.int() }),
  });

const flag = z.int().transform((value) => value === 1);
const clock = z.int().nullable();

/** A page of person-days, filtered and ordered by a mark. */
export const readDays = (mark: DayMark, order: 'most' | 'date') =>
  defineQuery({
    name: 'dashboard/read-days',
    sql: `
      SELECT person_id AS personId, group_id AS groupId, toString(work_date) AS workDate, is_confirmed AS isConfirmed,
        is_provisional AS isProvisional, is_holiday_work AS isHolidayWork, clock_in_clock AS clockInClock,
        clock_out_clock AS clockOutClock, first_active_clock AS firstActiveClock, last_active_clock AS lastActiveClock, ${COPIES},
        ${mark.hourOf === undefined ? 'NULL' : amountOf(mark)} AS hourMinutes
      FROM computed_days_v1 FINAL
      WHERE ${conditionsOf(mark)}
      ORDER BY ${order === 'most' ? `${amountOf(mark)} DESC, ` : ''}work_date, person_id
      LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    params: dayParams.extend({ limit: z.int(), offset: z.int() }),
    row: z.object({
      ...{ personId: z.string(), groupId: z.string(), workDate: z.string() },
      ...{ isConfirmed: flag, isProvisional: flag, isHolidayWork: flag },
      ...{ clockInClock: clock, clockOutClock: clock, firstActiveClock: clock, lastActiveClock: clock },
      ...{ workedMinutes: z.int(), overtimeMinutes: z.int(), unrequestedMinutes: z.int(), holidayWorkMinutes: z.int() },
      ...{ lateNightMinutes: z.int(), meetingMinutes: z.int(), offsiteMinutes: z.int(), taskMinutes: z.int() },
      ...{ pcActiveMinutes: z.int(), deviationMinutes: z.int(), hourMinutes: z.int().nullable() },
    }),
  });
