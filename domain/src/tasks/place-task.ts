import { MINUTES_PER_DAY } from '../time/types.ts';
import type { Clock, Interval, WorkDate } from '../time/types.ts';
import { contains, interval } from '../time/interval.ts';
import { minuteOfClock } from '../time/wall-clock.ts';
import { workDateInterval } from '../time/work-date.ts';
import type { DayRules } from '../time/work-date.ts';

export interface TaskPlace {
  readonly workDate: WorkDate;
  readonly isAllDay: boolean;
  readonly startClock?: Clock | undefined;
  readonly endClock?: Clock | undefined;
}

export interface TaskPlaceProblem {
  readonly field: 'startClock' | 'endClock';
  readonly message: string;
}

/** The bounds of an all-day task: its calendar day in the tenant's zone, whatever the work date's own boundary is. */
export const allDayInterval = (workDate: WorkDate, zone: string): Interval =>
  interval(minuteOfClock(0, workDate, zone), minuteOfClock(MINUTES_PER_DAY, workDate, zone));

/**
 * Where 業務 lies: it begins on its work date and ends on it. One that goes on after 自動終了時刻 is two, as the shift that it belongs to.
 *
 *   work date   5:00 |──────────────────────────────| 29:00
 *   task                    10:00 |───| 11:30                 taken
 *   task   4:00 |──|                        28:00 |────| 30:00  refused
 */
export function placeTask(place: TaskPlace, rules: DayRules): Interval | TaskPlaceProblem {
  const { workDate, isAllDay, startClock, endClock } = place;
  if (isAllDay) return allDayInterval(workDate, rules.zone);
  if (startClock === undefined) return { field: 'startClock', message: 'a task that is not all-day has a start' };
  if (endClock === undefined) return { field: 'endClock', message: 'a task that is not all-day has an end' };
  if (endClock <= startClock) return { field: 'endClock', message: 'a task ends after it starts' };
  const day = workDateInterval(workDate, rules);
  const start = minuteOfClock(startClock, workDate, rules.zone);
  const end = minuteOfClock(endClock, workDate, rules.zone);
  if (!contains(day, start)) return { field: 'startClock', message: 'a task starts within its work date' };
  if (end > day.end) return { field: 'endClock', message: 'a task ends within its work date' };
  return interval(start, end);
}
