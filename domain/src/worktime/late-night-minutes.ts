import { clip, intersect, union } from '../time/interval.ts';
import type { Clock, Interval, WorkDate } from '../time/types.ts';
import { clockInterval } from '../time/wall-clock.ts';

/** 深夜 begins at 22:00 and ends at 05:00 (Labor Standards Act, art. 37-4). Readings of the wall clock. */
export const LATE_NIGHT_START_CLOCK: Clock = 22 * 60;
export const LATE_NIGHT_END_CLOCK: Clock = 5 * 60;

/** The nights that a work date can touch on its 48-hour clock: the one before, its own, the next. */
const NIGHTS: readonly (readonly [Clock, Clock])[] = [
  [0, LATE_NIGHT_END_CLOCK],
  [LATE_NIGHT_START_CLOCK, 24 * 60 + LATE_NIGHT_END_CLOCK],
  [24 * 60 + LATE_NIGHT_START_CLOCK, 48 * 60],
];

/** The late-night minutes of a work date: seven hours by the clock, six or eight when it is changed that night. */
export const lateNightIntervals = (workDate: WorkDate, zone: string, day: Interval): Interval[] =>
  clip(union(NIGHTS.map(([startClock, endClock]) => clockInterval(startClock, endClock, workDate, zone))), day);

/**
 * 深夜時間: worked minutes between 22:00 and 05:00. Overtime or not makes no difference; breaks are out because they are not worked.
 *
 *   worked      20:00 |──────────|~~~|──────────────────| 30:00 (autoEndClock 08:00)
 *   night                22:00 |##############| 29:00
 *   late night                 |#|   |########|
 *
 * Source: SPEC 4, SPEC 10.
 */
export const lateNightWork = (worked: readonly Interval[], nights: readonly Interval[]): Interval[] =>
  intersect(worked, nights);
