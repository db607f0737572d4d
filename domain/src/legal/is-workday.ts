import { weekdayOf } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';
import type { HolidayCalendar } from './types.ts';

/** 所定労働日: neither the statutory holiday nor another day off by weekday, public holiday or the company's own list. */
export function isWorkday(workDate: WorkDate, calendar: HolidayCalendar): boolean {
  const weekday = weekdayOf(workDate);
  if (weekday === calendar.statutoryHolidayWeekday || calendar.dayOffWeekdays.includes(weekday)) return false;
  return !calendar.holidays.has(workDate);
}
