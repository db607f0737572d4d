/**
 * The words for time that every folder shares. Plain numbers with one meaning each; the suffix of a name says which.
 *
 * - `UnixMinute`: whole minutes since 1970-01-01T00:00Z; the minute m covers the instants [m, m+1).
 * - `Clock`: a clock reading of a work date on the 48-hour wall clock, in minutes 0-2880 (27:00 is 03:00 of the next day).
 * - `Minutes`: an amount. Never a reading.
 * - `WorkDate`: the local day a moment belongs to (業務日), `YYYY-MM-DD`.
 */
export type UnixMinute = number;
export type Clock = number;
export type Minutes = number;
export type WorkDate = string & { readonly __workDate: true };

/** Half-open `[start, end)`, in UnixMinute. Made by `interval()`, so it is never negative. */
export interface Interval {
  readonly start: UnixMinute;
  readonly end: UnixMinute;
}

export const MS_PER_MINUTE = 60_000;
export const MINUTES_PER_DAY = 1440;
/** The widest clock reading of a work date: 48:00. */
export const MAX_CLOCK: Clock = 2880;
