import type { Assignment, PersonRules } from '../contract/work-rules.ts';
import { addDays } from './calendar.ts';
import { contains, interval } from './interval.ts';
import type { Interval, UnixMinute, WorkDate } from './types.ts';
import { calendarDateOf, minuteOfClock } from './wall-clock.ts';

/** What the rules need of a person to place a moment: their zone and the patterns they have had. */
export type DayRules = Pick<PersonRules, 'zone' | 'assignments'>;

/** Group and work pattern valid on a work date: the latest that began on or before it; the first also holds before its date. */
export function assignmentOn(rules: Pick<PersonRules, 'assignments'>, workDate: WorkDate): Assignment {
  const [first, ...later] = rules.assignments;
  if (first === undefined) throw new RangeError('a person has at least one assignment');
  let valid = first;
  for (const each of later) if (each.from <= workDate) valid = each;
  return valid;
}

const boundaryOf = (workDate: WorkDate, rules: DayRules): UnixMinute =>
  minuteOfClock(assignmentOn(rules, workDate).pattern.autoEndClock, workDate, rules.zone);

/**
 * The minutes of a work date (業務日). It begins at the 自動終了時刻 of the pattern valid on it and ends where the next date begins: the pattern
 * valid on the *new* date sets that boundary (SPEC 4, settled edges; G:787-797).
 *
 *   pattern   05:00 until the 1st      │ 08:00 from the 2nd
 *             |── the 1st: 05:00 … 32:00 ──|── the 2nd: 08:00 … 32:00 ──|
 *
 * Work dates of a person therefore cover all time without gap or overlap. 1440 minutes long but for changes of pattern or of the clock.
 */
export const workDateInterval = (workDate: WorkDate, rules: DayRules): Interval =>
  interval(boundaryOf(workDate, rules), boundaryOf(addDays(workDate, 1), rules));

/** The work date a minute belongs to: 03:00 on the 2nd is the 1st, 27:00 (SPEC 2). */
export function workDateOf(minute: UnixMinute, rules: DayRules): WorkDate {
  const calendarDate = calendarDateOf(minute, rules.zone);
  // The boundary lies at 00:00-12:00, so it is the calendar date or the one before; the next only where a zone skipped a day.
  for (const days of [0, -1, 1, -2]) {
    const candidate = addDays(calendarDate, days);
    if (contains(workDateInterval(candidate, rules), minute)) return candidate;
  }
  throw new RangeError(`no work date holds minute ${minute} in ${rules.zone}`);
}

/**
 * The work date that a press of a button belongs to. A press at the very boundary ends (or breaks) the old date while that one is still
 * open; a start there opens the new one.
 *
 *   old date  ──start──────────────| 05:00 end → old date, then auto-end has nothing to do
 *   new date                      | 05:00 start → new date
 */
export function workDateOfOperation(
  kind: 'start' | 'break' | 'resume' | 'end',
  atMinute: UnixMinute,
  rules: DayRules,
  isOpen: (workDate: WorkDate) => boolean,
): WorkDate {
  const newDate = workDateOf(atMinute, rules);
  const oldDate = workDateOf(atMinute - 1, rules);
  return kind !== 'start' && oldDate !== newDate && !isOpen(newDate) && isOpen(oldDate) ? oldDate : newDate;
}
