import { addDays, dayNumberOf, weekdayOf } from '../time/calendar.ts';
import type { Minutes, WorkDate } from '../time/types.ts';
import type { LegalDay } from './types.ts';

/** Labor Standards Act, art. 32: eight hours a day, forty hours a week. The law's, not a tenant's. */
export const STATUTORY_DAY_MINUTES: Minutes = 8 * 60;
export const STATUTORY_WEEK_MINUTES: Minutes = 40 * 60;

export interface WeekRules {
  /** 0 is Sunday. */
  readonly weekStartWeekday: number;
  readonly statutoryHolidayWeekday: number;
}

/** One date's share. Overtime is `dailyExcessMinutes` + `weeklyExcessMinutes`. */
export interface StatutoryDate {
  readonly workDate: WorkDate;
  readonly workedMinutes: Minutes;
  readonly dailyExcessMinutes: Minutes;
  readonly weeklyExcessMinutes: Minutes;
  /** 休出 on the statutory holiday: outside the 8 h / 40 h rule. */
  readonly statutoryHolidayMinutes: Minutes;
  readonly lateNightMinutes: Minutes;
  readonly isLeftOut: boolean;
  readonly isProvisional: boolean;
}

export const weekStartOf = (workDate: WorkDate, weekStartWeekday: number): WorkDate =>
  addDays(workDate, -((weekdayOf(workDate) - weekStartWeekday + 7) % 7));

/** Two dates are in one week if this is equal. 1970-01-01, day 0, was a Thursday. */
const weekNumberOf = (workDate: WorkDate, weekStartWeekday: number): number =>
  Math.floor((dayNumberOf(workDate) + 4 - weekStartWeekday) / 7);

export const isStatutoryHolidayWork = (day: LegalDay, statutoryHolidayWeekday: number): boolean =>
  day.isHolidayWork && weekdayOf(day.workDate) === statutoryHolidayWeekday;

/**
 * 法定外残業: worked minutes beyond 8 h of a date, and beyond 40 h of a week as far as no date has counted them already. A week is not cut at the
 * end of a month: its excess belongs to the dates on which it arises. From worked minutes, whether auto-recording is on or not.
 *
 *   date      Sun   Mon   Tue   Wed   Thu │ Fri   Sat(休出)      │ a month ends after Thursday
 *   worked     –    10 h   8 h   8 h   8 h │  8 h   5 h
 *   daily           2 h                    │                      beyond 8 h
 *   counted         8     16    24    32   │ 40    45             up to 8 h of each date
 *   weekly                                 │        5 h           beyond 40 h: Saturday's, so the new month's
 *
 * 休出 on the statutory holiday (Sunday) is outside and kept apart; 休出 on any other day off is inside. Days left out (unconfirmed) give nothing.
 * The first week must be given whole: `days` begins at a week's start, or nothing was worked before.
 *
 * Source: Labor Standards Act art. 32, 35, 36; SPEC 4 and its settled edges ("休出 and the law", "weeks and years").
 */
export function statutoryOvertime(days: readonly LegalDay[], rules: WeekRules): StatutoryDate[] {
  const ascending = [...days].sort((a, b) => (a.workDate < b.workDate ? -1 : 1));
  let week: number | undefined;
  let countedOfWeek = 0;
  return ascending.map((day) => {
    const ownWeek = weekNumberOf(day.workDate, rules.weekStartWeekday);
    if (ownWeek !== week) countedOfWeek = 0;
    week = ownWeek;
    const isHoliday = isStatutoryHolidayWork(day, rules.statutoryHolidayWeekday);
    const worked = day.isConfirmed ? day.workedMinutes : 0;
    const inside = isHoliday ? 0 : worked;
    const counted = Math.min(inside, STATUTORY_DAY_MINUTES);
    const weeklyExcessMinutes = beyondWeek(countedOfWeek + counted) - beyondWeek(countedOfWeek);
    countedOfWeek += counted;
    return {
      workDate: day.workDate,
      workedMinutes: worked,
      dailyExcessMinutes: inside - counted,
      weeklyExcessMinutes,
      statutoryHolidayMinutes: isHoliday ? worked : 0,
      lateNightMinutes: day.isConfirmed ? day.lateNightMinutes : 0,
      isLeftOut: !day.isConfirmed,
      isProvisional: day.isConfirmed && day.isProvisional,
    };
  });
}

const beyondWeek = (counted: Minutes): Minutes => Math.max(0, counted - STATUTORY_WEEK_MINUTES);

export const overtimeOf = (date: StatutoryDate): Minutes => date.dailyExcessMinutes + date.weeklyExcessMinutes;
