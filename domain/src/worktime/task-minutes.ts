import type { TaskRun } from '../contract/computed-day.ts';
import type { DayTask, TaskKind, WorkStyle } from '../contract/work-rules.ts';
import { clip, interval, totalLength, union } from '../time/interval.ts';
import { MAX_CLOCK } from '../time/types.ts';
import type { Clock, Interval, Minutes, WorkDate } from '../time/types.ts';
import { clockOf, endClockOf } from '../time/wall-clock.ts';

/**
 * Minutes of the timed tasks of one kind: their union, clipped to the work date. An all-day task has no amount.
 *
 *   meeting A     |──────|
 *   meeting B          |─────|        |───|
 *   minutes       |##########|        |###|      two meetings at once are one
 *
 * A task counts as it was registered, also before its time has come: it is a plan and a report, not work that was proven. Source: SPEC 3, SPEC 8.
 */
export const taskMinutesOf = (tasks: readonly DayTask[], kind: TaskKind, day: Interval): Minutes =>
  totalLength(timedTasks(tasks, [kind], day));

/** The timed tasks of some kinds as minutes of the work date. */
export const timedTasks = (tasks: readonly DayTask[], kinds: readonly TaskKind[], day: Interval): Interval[] =>
  clip(
    union(
      tasks
        .filter((task) => !task.isAllDay && kinds.includes(task.kind))
        .map((task) => interval(task.startMinute, task.endMinute)),
    ),
    day,
  );

/** What a task says about 勤務形態: a task of the kind 外出 is off-site work, even where its own style was left at 通常. */
export const taskStyleOf = ({ kind, workStyle }: DayTask): WorkStyle =>
  kind === 'offsite' && workStyle === 'regular' ? 'offsite' : workStyle;

const onClock = (clock: Clock): Clock => Math.max(0, Math.min(MAX_CLOCK, clock));

/**
 * Lane 業務・会議: the day's tasks in order of their start, timed ones clipped to the work date and left out where nothing of them lies in it; all-day
 * ones with the bounds of their calendar day.
 */
export function taskLane(tasks: readonly DayTask[], day: Interval, workDate: WorkDate, zone: string): TaskRun[] {
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  return [...byId.values()]
    .flatMap((task): TaskRun[] => {
      const span = task.isAllDay
        ? interval(task.startMinute, task.endMinute)
        : interval(Math.max(task.startMinute, day.start), Math.min(task.endMinute, day.end));
      if (!task.isAllDay && (task.startMinute > day.end || task.endMinute < day.start)) return [];
      return [
        {
          ...task,
          startMinute: span.start,
          endMinute: span.end,
          startClock: onClock(clockOf(span.start, workDate, zone)),
          endClock: onClock(endClockOf(span, workDate, zone)),
        },
      ];
    })
    .sort((a, b) => a.startMinute - b.startMinute || (a.taskId < b.taskId ? -1 : 1));
}
