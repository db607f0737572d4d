import type { DeclarationSource } from '../contract/computed-day.ts';
import type { DayTask } from '../contract/work-rules.ts';
import { clip, interval, intersect, lengthOf, subtract, totalLength, union } from '../time/interval.ts';
import type { Interval, Minutes } from '../time/types.ts';
import type { PcSpan } from './pc-span.ts';
import { timedTasks } from './task-minutes.ts';

/** Shorter pauses in a recorded span say nothing: people read, think and take calls. The smallest threshold that firms use (SPEC 10). */
export const IDLE_GAP_MINUTES: Minutes = 10;

export interface DeviationFacts {
  readonly spans: readonly Interval[];
  readonly worked: readonly Interval[];
  readonly isOpen: boolean;
  readonly isConfirmed: boolean;
  readonly source: DeclarationSource;
  readonly pc: PcSpan | undefined;
  readonly active: readonly Interval[];
  readonly unrequestedMinutes: Minutes;
  readonly tasks: readonly DayTask[];
  readonly sensorLost: readonly Interval[];
  readonly day: Interval;
}

/** Minutes in which no PC use is expected: a timed task, meeting or visit; an all-day visit; a sensor that was blind. */
function explainedMinutes({ tasks, sensorLost, day }: DeviationFacts): Interval[] {
  const visits = tasks.filter((task) => task.isAllDay && task.kind === 'offsite');
  return clip(
    union(
      timedTasks(tasks, ['task', 'meeting', 'offsite'], day),
      visits.map((task) => interval(task.startMinute, task.endMinute)),
      sensorLost,
    ),
    day,
  );
}

/**
 * 乖離: how far the declaration and the PC log are apart, in minutes: the largest of
 *
 *   1 unrequested       active minutes outside every declared span
 *   2 at the start      PC first: from its first activity to 出勤     declared first: the worked minutes up to the first activity
 *   3 at the end        PC last: from 退勤 to its last activity       declared last: the worked minutes after the last activity
 *   4 in a span that was recorded from the PC log (nothing pressed): its gaps without activity of 10 minutes and more
 *
 *   declared       |───────────────~~~~────────────────────|
 *   PC       |##|      |####|  |##|    |######|    |##|
 *            |─────| 2 (PC first)                     |────| 3 (declared last), less what a task or meeting explains
 *
 * Breaks are no gaps. A timed task or meeting, an all-day visit (外出) and a blind sensor explain missing PC use, never additional PC use. The end is not
 * compared while a span is open. 0 without any activity of that date: there is nothing to compare (the day shows that there is no PC data), and
 * 0 on an unconfirmed day: its end is nobody's statement, and it already waits for its correction.
 *
 * Source: guideline of 2017-01-20 on grasping working hours (SPEC 10); SPEC 4, settled edges ("its idle gaps stay in it, and the day is marked").
 */
export function deviationMinutesOf(facts: DeviationFacts): Minutes {
  const { spans, pc, isConfirmed, isOpen, source, unrequestedMinutes } = facts;
  const first = spans[0];
  const last = spans.at(-1);
  if (pc === undefined || !isConfirmed) return 0;
  if (first === undefined || last === undefined) return unrequestedMinutes;
  const unused = subtract(subtract(facts.worked, facts.active), explainedMinutes(facts));
  const unusedWithin = (from: number, to: number): Minutes => totalLength(intersect(unused, [interval(from, to)]));
  return Math.max(
    unrequestedMinutes,
    first.start - pc.firstActiveMinute,
    unusedWithin(first.start, pc.firstActiveMinute),
    isOpen ? 0 : pc.lastActiveEnd - last.end,
    isOpen ? 0 : unusedWithin(pc.lastActiveEnd, last.end),
    source === 'autoRecorded' ? totalLength(unused.filter((gap) => lengthOf(gap) >= IDLE_GAP_MINUTES)) : 0,
  );
}
