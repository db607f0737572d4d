import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { Clock } from '#domain/time/types.ts';
import { DAY_FROM, DAY_TO } from './axis.ts';

/** The part of a day that its picture shows. */
export interface ClockRange {
  readonly from: Clock;
  readonly to: Clock;
}

export const WHOLE_DAY: ClockRange = { from: DAY_FROM, to: DAY_TO };
/** A quarter of an hour is the closest look: a minute is then wide enough to point at. */
export const SHORTEST_MINUTES = 15;
const LATEST: Clock = 2880;

/** Moves and cuts a range so that it lies within 0:00-48:00 and is not shorter than the closest look. */
export function clampRange(from: Clock, to: Clock): ClockRange {
  const length = Math.min(LATEST, Math.max(SHORTEST_MINUTES, Math.round(to - from)));
  const start = Math.min(LATEST - length, Math.max(0, Math.round(from)));
  return { from: start, to: start + length };
}

const HOUR = 60;

/** From the hour before the first record to the hour after the last; the whole day where there is none. */
export function fitRange(day: ComputedDay): ClockRange {
  const runs = day.ledger.filter(
    (run) => (run.state !== 'notDeclared' && run.state !== 'future') || run.pc === 'active',
  );
  const first = runs[0];
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return WHOLE_DAY;
  const from = Math.floor((first.startClock - 15) / HOUR) * HOUR;
  const to = Math.ceil((last.endClock + 15) / HOUR) * HOUR;
  return clampRange(from, Math.max(to, from + 4 * HOUR));
}

/** `factor` below 1 looks closer; the middle stays where it is. */
export function zoomRange(range: ClockRange, factor: number): ClockRange {
  const middle = (range.from + range.to) / 2;
  const half = ((range.to - range.from) * factor) / 2;
  return clampRange(middle - half, middle + half);
}

/** By a share of what is shown: a quarter forth or back. */
export function moveRange(range: ClockRange, share: number): ClockRange {
  const by = (range.to - range.from) * share;
  return clampRange(range.from + by, range.to + by);
}
