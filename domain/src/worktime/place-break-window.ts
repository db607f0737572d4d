import type { BreakWindow } from '../contract/work-rules.ts';
import { MINUTES_PER_DAY } from '../time/types.ts';
import type { Clock } from '../time/types.ts';

/**
 * A break window of a work pattern as it was written, placed on the work date's 48-hour clock: below 自動終了時刻, or with its end before its
 * start, it reaches into the next calendar day. Undefined where it is empty or would end after the work date.
 *
 *   autoEndClock 5:00   12:00-13:00 → 12:00-13:00     3:00-4:00 → 27:00-28:00
 *                       23:30-0:30  → 23:30-24:30     4:30-5:30 → none
 *
 * Source: SPEC 4, settled edges. `WorkPattern.breaks` holds windows that have been placed.
 */
export function placeBreakWindow(startClock: Clock, endClock: Clock, autoEndClock: Clock): BreakWindow | undefined {
  const start = startClock < autoEndClock ? startClock + MINUTES_PER_DAY : startClock;
  const end = endClock < start ? endClock + MINUTES_PER_DAY : endClock;
  if (end <= start || end > autoEndClock + MINUTES_PER_DAY) return undefined;
  return { startClock: start, endClock: end };
}
