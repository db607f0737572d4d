import type { LegalAnswer } from '../contract/legal.ts';
import { monthOf } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';
import type { Month } from './agreement-year.ts';
import { STATUTORY_DAY_MINUTES, weekStartOf } from './statutory-overtime.ts';
import type { StatutoryDate } from './statutory-overtime.ts';

type LegalWeek = LegalAnswer['weeks'][number];

/**
 * The weeks that touch a month, whole and ascending: what the 40 h rule sees. Weeks without a declared date are not in the list.
 *
 *   countedMinutes   up to 8 h of each date, statutory-holiday work apart
 */
export function weeksOf(dates: readonly StatutoryDate[], month: Month, weekStartWeekday: number): LegalWeek[] {
  const weeks = new Map<WorkDate, StatutoryDate[]>();
  for (const date of dates) {
    const startsOn = weekStartOf(date.workDate, weekStartWeekday);
    weeks.set(startsOn, [...(weeks.get(startsOn) ?? []), date]);
  }
  return [...weeks]
    .filter(([, own]) => own.some((date) => monthOf(date.workDate) === month))
    .map(([startsOn, own]) => ({
      startsOn,
      countedMinutes: sumOf(own, (date) =>
        Math.min(date.workedMinutes - date.statutoryHolidayMinutes, STATUTORY_DAY_MINUTES),
      ),
      weeklyExcessMinutes: sumOf(own, (date) => date.weeklyExcessMinutes),
      dailyExcessMinutes: sumOf(own, (date) => date.dailyExcessMinutes),
    }));
}

const sumOf = (dates: readonly StatutoryDate[], amountOf: (date: StatutoryDate) => number): number =>
  dates.reduce((total, date) => total + amountOf(date), 0);
