import { dayNumberOf, workDateOfDayNumber } from './calendar.ts';
import { interval } from './interval.ts';
import { MINUTES_PER_DAY } from './types.ts';
import type { Clock, Interval, UnixMinute, WorkDate } from './types.ts';
import { zoneStretchAt } from './zone-offsets.ts';

/** No zone is further from UTC than 14 hours; the search for a reading begins this far before it. */
const WIDEST_OFFSET_MINUTES = 15 * 60;

/** The calendar day of a minute in a zone; a person's work date may still be the day before (`workDateOf`). */
export const calendarDateOf = (minute: UnixMinute, zone: string): WorkDate =>
  workDateOfDayNumber(Math.floor((minute + zoneStretchAt(minute, zone).offsetMinutes) / MINUTES_PER_DAY));

/**
 * The reading of the 48-hour wall clock of a work date at a minute.
 *
 *   minute   2026-01-02 03:00 (+09:00)   work date 2026-01-01   →   27:00
 *
 * Readings are wall-clock, amounts are elapsed minutes (SPEC 4): on the night of a clock change they differ by the change.
 */
export function clockOf(minute: UnixMinute, workDate: WorkDate, zone: string): Clock {
  return minute + zoneStretchAt(minute, zone).offsetMinutes - dayNumberOf(workDate) * MINUTES_PER_DAY;
}

/**
 * The reading at which a span ends: that of its last minute, plus one. So every stretch is as long on the clock as it lasted, also
 * when it ends at the very minute in which the clock is changed.
 */
export const endClockOf = (span: Interval, workDate: WorkDate, zone: string): Clock =>
  span.end > span.start ? clockOf(span.end - 1, workDate, zone) + 1 : clockOf(span.end, workDate, zone);

/**
 * The first minute at which the wall clock of a work date reads `clock` or later.
 *
 *   clock put forward   01:59 │ 03:00         02:30 does not exist: the minute of 03:00
 *   clock put back      02:59 │ 02:00 … 03:00  02:30 exists twice: the first
 *
 * Never falls as `clock` rises, so intervals between readings never overlap; a window inside the missing hour is empty.
 */
export function minuteOfClock(clock: Clock, workDate: WorkDate, zone: string): UnixMinute {
  const local = dayNumberOf(workDate) * MINUTES_PER_DAY + clock;
  let stretch = zoneStretchAt(local - WIDEST_OFFSET_MINUTES, zone);
  for (;;) {
    const minute = Math.max(stretch.start, local - stretch.offsetMinutes);
    if (minute < stretch.end) return minute;
    stretch = zoneStretchAt(stretch.end, zone);
  }
}

/** The minutes from one reading up to another. */
export const clockInterval = (startClock: Clock, endClock: Clock, workDate: WorkDate, zone: string): Interval =>
  interval(minuteOfClock(startClock, workDate, zone), minuteOfClock(endClock, workDate, zone));

/** A span cut where the wall clock is changed: one piece on ordinary days. */
export function wallStretches(span: Interval, zone: string): Interval[] {
  const pieces: Interval[] = [];
  for (let start = span.start; start < span.end;) {
    const end = Math.min(span.end, zoneStretchAt(start, zone).end);
    pieces.push(interval(start, end));
    start = end;
  }
  return pieces;
}
