import type { Clock, Interval, WorkDate } from '../time/types.ts';
import { clockOf, endClockOf } from '../time/wall-clock.ts';

export interface ClockInOut {
  readonly clockInClock: Clock | null;
  readonly clockOutClock: Clock | null;
}

/**
 * 出勤時刻 / 退勤時刻: the first declared start and the last declared end; no clock-out while a span is open.
 *
 *   declared   9:00 |────| 12:00    13:00 |────| 18:00   → 9:00, 18:00
 *   declared   9:00 |──── (open)                          → 9:00, none
 *   forgotten  9:00 |──────────────── boundary            → 9:00, 29:00, shown as unconfirmed
 *
 * Source: SPEC 4 and settled edges; G:1164-1171.
 */
export function clockInOutOf(
  declared: readonly Interval[],
  isOpen: boolean,
  workDate: WorkDate,
  zone: string,
): ClockInOut {
  const first = declared[0];
  const last = declared.at(-1);
  if (first === undefined || last === undefined) return { clockInClock: null, clockOutClock: null };
  return {
    clockInClock: clockOf(first.start, workDate, zone),
    clockOutClock: isOpen ? null : endClockOf(last, workDate, zone),
  };
}
