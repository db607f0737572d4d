import { datesOfMonth, monthOf } from '../time/calendar.ts';
import type { Minutes, WorkDate } from '../time/types.ts';
import type { Month } from './agreement-year.ts';
import { isWorkday } from './is-workday.ts';
import { overtimeOf } from './statutory-overtime.ts';
import type { StatutoryDate } from './statutory-overtime.ts';
import type { HolidayCalendar } from './types.ts';

export interface ForecastInput {
  readonly month: Month;
  readonly dates: readonly StatutoryDate[];
  readonly currentWorkDate: WorkDate;
  /** The work of today has ended. */
  readonly isTodayDone: boolean;
  readonly calendar: HolidayCalendar;
}

export interface Forecast {
  /** Days that were worked and are over: what the mean is made of. */
  readonly doneDays: number;
  readonly leftWorkdays: number;
  /** Overtime of the whole month. */
  readonly overtimeMinutes: Minutes;
  /** Of it, what is still to come. */
  readonly expectedMinutes: Minutes;
}

/**
 * 月末見込み: each workday that is left brings the mean overtime of the days worked so far, rounded up in sum. A running day brings at least the
 * mean, or what it has already. Assumes that nobody is absent, that no day off is worked, and that there is no more 休出.
 *
 *   date       1    2    3   │ 4 (today, running)   5   6(Sat)  7(Sun)   8
 *   overtime   60   0    30  │ 10                   ?                    ?
 *   mean 30    done 3 days   │ 30                   30                   30      forecast 90 + 30 + 60 = 180
 *
 * Undefined: the month is over or has not begun, or no day of it is done.
 */
export function forecastMonth(input: ForecastInput): Forecast | undefined {
  const { month, currentWorkDate, isTodayDone, calendar } = input;
  if (month !== monthOf(currentWorkDate)) return undefined;
  const own = input.dates.filter((date) => monthOf(date.workDate) === month);
  const isDone = ({ workDate }: StatutoryDate): boolean =>
    workDate < currentWorkDate || (workDate === currentWorkDate && isTodayDone);
  const done = own.filter((date) => isDone(date) && date.workedMinutes > 0 && date.statutoryHolidayMinutes === 0);
  if (done.length === 0) return undefined;
  const doneMinutes = done.reduce((sum, date) => sum + overtimeOf(date), 0);
  const expectedOf = (days: number): Minutes => Math.ceil((doneMinutes * days) / done.length);
  const later = datesOfMonth(month).filter((date) => date > currentWorkDate && isWorkday(date, calendar)).length;
  const isTodayLeft = !isTodayDone && isWorkday(currentWorkDate, calendar);
  const today = own.find((date) => date.workDate === currentWorkDate);
  const todayMinutes = today === undefined ? 0 : overtimeOf(today);
  const restOfToday = isTodayLeft ? Math.max(0, expectedOf(1) - todayMinutes) : 0;
  const expectedMinutes = restOfToday + expectedOf(later);
  return {
    doneDays: done.length,
    leftWorkdays: later + (isTodayLeft ? 1 : 0),
    overtimeMinutes: own.reduce((sum, date) => sum + overtimeOf(date), 0) + expectedMinutes,
    expectedMinutes,
  };
}
