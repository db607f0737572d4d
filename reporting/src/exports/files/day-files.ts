import { z } from 'zod';
import { NOT_APPLICABLE_COLUMNS, OVERTIME_HOLIDAY_COLUMNS } from '#domain/contract/export-files.ts';
import { formatHours } from '#domain/time/format.ts';
import type { Clock, WorkDate } from '#domain/time/types.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import { defineFormat, linesOf, rowsOf } from '../writer/format.ts';
import { slashDate, slashDateTime } from './cell-forms.ts';
import type { ExportPeople } from './export-people.ts';
import { inFileOrder } from './file-order.ts';

/**
 * Days of one work date with something to tell in 残業休出 or 申請外. An auto-ended, uncorrected day is in neither. The filter is on minutes: a day with
 * 2 minutes has a row with 0.0 (SPEC 8).
 */
const daysQuery = (name: string, condition: string) =>
  defineTextQuery({
    name: `exports/${name}`,
    sql: `
      SELECT person_id AS personId, group_id AS groupId, toString(work_date) AS workDate, has_declaration = 1 AS hasDeclaration,
        clock_in_clock AS startClock, clock_out_clock AS clockOutClock, worked_minutes AS workedMinutes, break_minutes AS breakMinutes,
        overtime_minutes AS overtimeMinutes, holiday_work_minutes AS holidayWorkMinutes, unrequested_minutes AS unrequestedMinutes
      FROM computed_days_v1 FINAL
      WHERE tenant_id = {tenantId:String} AND work_date = {workDate:Date} AND is_confirmed = 1 AND ${condition}
        AND (empty({groupIds:Array(String)}) OR group_id IN {groupIds:Array(String)})`,
    params: z.object({ tenantId: z.string(), workDate: z.string(), groupIds: z.array(z.string()) }),
    format: 'JSONEachRow',
  });

export const readOvertimeDays = daysQuery('read-overtime-days', '(overtime_minutes > 0 OR holiday_work_minutes > 0)');
export const readUnrequestedDays = daysQuery('read-unrequested-days', 'unrequested_minutes > 0');

interface ExportDay {
  readonly personId: string;
  readonly groupId: string;
  readonly workDate: WorkDate;
  readonly hasDeclaration: boolean;
  readonly startClock: Clock | null;
  readonly clockOutClock: Clock | null;
  readonly workedMinutes: number;
  readonly breakMinutes: number;
  readonly overtimeMinutes: number;
  readonly holidayWorkMinutes: number;
  readonly unrequestedMinutes: number;
}

/** Rows of people who are in the tenant, with number and group in front. */
const rowsWithNames = (
  piece: string,
  people: ExportPeople,
  text: (value: string) => string,
  cellsOf: (day: ExportDay) => string[],
): string[][] =>
  inFileOrder(rowsOf<ExportDay>(piece), people).flatMap((day) => {
    const employeeNumber = people.employeeNumbers.get(day.personId);
    if (employeeNumber === undefined) return [];
    return [[text(employeeNumber), text(people.groupNames.get(day.groupId) ?? ''), ...cellsOf(day)]];
  });

/** 残業休出情報, overtime_holiday_work.csv (guide table 5-8): days with overtime or holiday work. */
export const overtimeHolidayFormat = defineFormat<ExportPeople>({
  columns: OVERTIME_HOLIDAY_COLUMNS,
  open: (people, cells) => (piece) =>
    linesOf(
      rowsWithNames(piece, people, cells.text, (day) => [
        day.startClock === null ? '' : slashDateTime(day.workDate, day.startClock),
        day.clockOutClock === null ? '' : slashDateTime(day.workDate, day.clockOutClock),
        formatHours(day.overtimeMinutes),
        formatHours(day.holidayWorkMinutes),
        formatHours(day.breakMinutes),
      ]),
    ),
});

/** 申請外時間情報, not_applicable_work.csv (guide table 5-9): days with PC use outside what was declared. */
export const notApplicableFormat = defineFormat<ExportPeople>({
  columns: NOT_APPLICABLE_COLUMNS,
  open: (people, cells) => (piece) =>
    linesOf(
      rowsWithNames(piece, people, cells.text, (day) => [
        slashDate(day.workDate),
        day.hasDeclaration ? formatHours(day.workedMinutes) : '',
        formatHours(day.unrequestedMinutes),
      ]),
    ),
});
