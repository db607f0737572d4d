import type { Task } from '#domain/contract/tasks.ts';
import { addDays, weekdayOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';

/** The week that a date lies in, from Sunday: as the law's 40 hours are counted by default (SPEC 10). */
export function weekOf(workDate: WorkDate): WorkDate[] {
  const sunday = addDays(workDate, -weekdayOf(workDate));
  return Array.from({ length: 7 }, (_, index) => addDays(sunday, index));
}

/** The last day before a date that is no Saturday or Sunday: whose tasks are copied most often. */
export function workdayBefore(workDate: WorkDate): WorkDate {
  const before = addDays(workDate, -1);
  const weekday = weekdayOf(before);
  return weekday === 0 || weekday === 6 ? workdayBefore(before) : before;
}

export interface DayOfTasks {
  readonly workDate: WorkDate;
  readonly tasks: readonly Task[];
}
/** Each of the dates with its tasks, in the order in which the portal lists them. */
export const byDate = (dates: readonly WorkDate[], tasks: readonly Task[]): DayOfTasks[] =>
  dates.map((workDate) => ({ workDate, tasks: tasks.filter((task) => task.workDate === workDate) }));
