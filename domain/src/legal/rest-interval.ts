import type { Minutes, UnixMinute, WorkDate } from '../time/types.ts';
import type { LegalDay } from './types.ts';

export interface ShortRest {
  /** The date that began too early. */
  readonly workDate: WorkDate;
  readonly endedMinute: UnixMinute;
  readonly startedMinute: UnixMinute;
  readonly restMinutes: Minutes;
}

/** Days on which work was done, ascending. */
const workedDays = (days: readonly LegalDay[]): LegalDay[] =>
  days.filter((day) => !day.isConfirmed || day.workedMinutes > 0).sort((a, b) => (a.workDate < b.workDate ? -1 : 1));

/**
 * 勤務間インターバル: elapsed minutes from the last end of a worked day to the first start of the next one; shorter than `requiredMinutes` is a
 * violation. Exactly 11 h is enough. What lies between the spans of one day is no interval.
 *
 *   Mon        9:00 |────────────────────────| 23:30
 *   Tue                                          9:00 |─────────|        9 h 30 min: too short
 *
 * An unconfirmed day has no end that anybody has declared: neither the interval before nor the one after it is judged.
 *
 * Source: SPEC 10; Act on Special Measures for Improvement of Working Hours Arrangements, art. 2.
 */
export function shortRests(days: readonly LegalDay[], requiredMinutes: Minutes): ShortRest[] {
  const worked = workedDays(days);
  return worked.slice(1).flatMap((day, index) => {
    const before = worked[index];
    if (before === undefined || !before.isConfirmed || !day.isConfirmed) return [];
    const { endedMinute } = before;
    const { startedMinute, workDate } = day;
    if (endedMinute === null || startedMinute === null || startedMinute - endedMinute >= requiredMinutes) return [];
    return [{ workDate, endedMinute, startedMinute, restMinutes: startedMinute - endedMinute }];
  });
}

/** From when on a start keeps the interval; undefined while working, or where the last end is not known. */
export function nextStartFrom(days: readonly LegalDay[], requiredMinutes: Minutes): UnixMinute | undefined {
  const last = workedDays(days).at(-1);
  if (last === undefined || !last.isConfirmed || last.endedMinute === null) return undefined;
  return last.endedMinute + requiredMinutes;
}
