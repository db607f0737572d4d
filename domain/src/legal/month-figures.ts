import { monthOf } from '../time/calendar.ts';
import type { Minutes } from '../time/types.ts';
import type { Month } from './agreement-year.ts';
import { overtimeOf } from './statutory-overtime.ts';
import type { StatutoryDate } from './statutory-overtime.ts';

/** A calendar month's legal amounts. */
export interface MonthFigures {
  readonly month: Month;
  readonly overtimeMinutes: Minutes;
  readonly statutoryHolidayMinutes: Minutes;
  readonly lateNightMinutes: Minutes;
  readonly lateNightDays: number;
  readonly leftOutDays: number;
  readonly provisionalDays: number;
}

/** Overtime and statutory-holiday work together: what 単月100時間 and the means count (art. 36-6). */
export const totalOf = (figures: MonthFigures): Minutes => figures.overtimeMinutes + figures.statutoryHolidayMinutes;

/** Sums the dates of each asked month; a month without dates is zero. Dates of other months are passed over. */
export function sumMonths(dates: readonly StatutoryDate[], months: readonly Month[]): MonthFigures[] {
  const datesOf = Map.groupBy(dates, (date) => monthOf(date.workDate));
  return months.map((month) => {
    const own = datesOf.get(month) ?? [];
    const sum = (amountOf: (date: StatutoryDate) => number): number =>
      own.reduce((total, date) => total + amountOf(date), 0);
    return {
      month,
      overtimeMinutes: sum(overtimeOf),
      statutoryHolidayMinutes: sum((date) => date.statutoryHolidayMinutes),
      lateNightMinutes: sum((date) => date.lateNightMinutes),
      lateNightDays: own.filter((date) => date.lateNightMinutes > 0).length,
      leftOutDays: own.filter((date) => date.isLeftOut).length,
      provisionalDays: own.filter((date) => date.isProvisional).length,
    };
  });
}
