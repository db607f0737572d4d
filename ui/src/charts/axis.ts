import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { Clock } from '#domain/time/types.ts';

/** A horizontal axis over clock readings of a work date, in CSS pixels. Pure: the same input gives the same drawing. */
export interface Axis {
  readonly fromClock: Clock;
  readonly toClock: Clock;
  readonly width: number;
}

/** 勤務一覧: 5:00–29:00, the work date of the default 自動終了時刻. */
export const MONTH_FROM: Clock = 300;
export const MONTH_TO: Clock = 1740;
/** 勤務実績: 0:00–29:00, so that an earlier boundary fits too. */
export const DAY_FROM: Clock = 0;
export const DAY_TO: Clock = 1740;

export interface AxisRange {
  readonly fromClock: Clock;
  readonly toClock: Clock;
}

/**
 * The readings that a list of days needs: 5:00–29:00 where every work date lies inside, else as far as the dates reach, so that a night
 * shift whose date runs from 12:00 to 36:00 is drawn to its end. One range for the whole list: equal readings stand below each other.
 */
export function monthRangeOf(days: readonly (ComputedDay | null)[]): AxisRange {
  const starts = days.flatMap((day) => day?.ledger[0]?.startClock ?? []);
  const ends = days.flatMap((day) => day?.ledger.at(-1)?.endClock ?? []);
  if (starts.length === 0) return { fromClock: MONTH_FROM, toClock: MONTH_TO };
  return { fromClock: Math.min(...starts), toClock: Math.max(...ends) };
}

export const xOf = (axis: Axis, clock: Clock): number => {
  const share = (clock - axis.fromClock) / (axis.toClock - axis.fromClock);
  return Math.round(Math.min(1, Math.max(0, share)) * axis.width * 100) / 100;
};

export const clockAt = (axis: Axis, x: number): Clock => {
  const share = Math.min(1, Math.max(0, x / axis.width));
  return Math.round(axis.fromClock + share * (axis.toClock - axis.fromClock));
};

export interface Tick {
  readonly clock: Clock;
  readonly x: number;
}

/** Room for a short label such as `12`, and for one such as `12:30`. */
export const SHORT_TICK_SPACING = 38;
export const TICK_SPACING = 64;

const STEPS = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360] as const;

/** Ticks at round readings, at least `spacing` pixels apart; never a label that touches its neighbour. */
export function ticksOf(axis: Axis, spacing: number): Tick[] {
  const pixelsPerMinute = axis.width / (axis.toClock - axis.fromClock);
  const step = STEPS.find((each) => each * pixelsPerMinute >= spacing) ?? 720;
  const ticks: Tick[] = [];
  for (let clock = Math.ceil(axis.fromClock / step) * step; clock <= axis.toClock; clock += step) {
    ticks.push({ clock, x: xOf(axis, clock) });
  }
  return ticks;
}
