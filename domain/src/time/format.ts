import type { Clock, Minutes } from './types.ts';

/**
 * Readings and amounts as text. Needs no Temporal: screens import it.
 *
 * A reading keeps the 48-hour notation of its work date: 27:00 is 03:00 of the next day (G:1168-1171).
 */
const minuteText = (minutes: number): string => String(minutes % 60).padStart(2, '0');

/** `9:05`, `27:00`. */
export const formatClock = (clock: Clock): string => `${Math.floor(clock / 60)}:${minuteText(clock)}`;

/** `09:05`, `27:00`: files and columns of figures. */
export const formatClockPadded = (clock: Clock): string => formatClock(clock).padStart(5, '0');

/** An amount: `7:45`, `0:00`, `160:00`; `-0:10` for a difference. */
export const formatMinutes = (minutes: Minutes): string =>
  minutes < 0 ? `-${formatMinutes(-minutes)}` : `${Math.floor(minutes / 60)}:${minuteText(minutes)}`;

/** An amount for files: `07:45`, `160:00`. */
export const formatMinutesPadded = (minutes: Minutes): string =>
  minutes < 0 ? `-${formatMinutesPadded(-minutes)}` : formatMinutes(minutes).padStart(5, '0');

/** An amount as hours with one decimal, half up: 75 min is `1.3`, 2 min `0.0`, 3 min `0.1` (SPEC 2). Not for differences. */
export const formatHours = (minutes: Minutes): string => {
  const tenths = Math.floor((minutes + 3) / 6);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
};
