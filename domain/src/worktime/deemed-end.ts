import type { Clock, Minutes } from '../time/types.ts';

/**
 * 見なし退勤: clock-out less all breaks, a reading. An export value; nothing else may use it. It is not 自動終了.
 *
 *   clock-out 18:09, breaks 1:00   → 17:09
 *
 * Null while there is no clock-out. Source: SPEC 4; G:1172-1173.
 */
export const deemedEndClockOf = (clockOutClock: Clock | null, breakMinutes: Minutes): Clock | null =>
  clockOutClock === null ? null : clockOutClock - breakMinutes;
