import type { BreakWindow } from '../contract/work-rules.ts';
import { intersect, union } from '../time/interval.ts';
import type { Interval, WorkDate } from '../time/types.ts';
import { clockInterval } from '../time/wall-clock.ts';
import type { WorkSpan } from './declared-spans.ts';

/** The pattern's break windows of a work date as minutes; a window that the clock change skips is empty. */
export const breakWindowIntervals = (windows: readonly BreakWindow[], workDate: WorkDate, zone: string): Interval[] =>
  union(windows.map((window) => clockInterval(window.startClock, window.endClock, workDate, zone)));

/**
 * 休憩時間: the union of the pattern's break windows and the pressed breaks, clipped to the declared spans.
 *
 *   declared   |──────────────────────|      |─────|
 *   window         |####|                 |####|
 *   pressed          |#####|
 *   break          |#######|                 |#|
 *
 * A window may cross midnight (it is kept on the 48-hour clock). Source: SPEC 4; G:173-175.
 */
export function breakIntervals(spans: readonly WorkSpan[], windows: readonly Interval[]): Interval[] {
  const pressed = spans.flatMap((span) => span.breaks);
  return intersect(union(windows, pressed), union(spans));
}
