import { interval, lengthOf } from '../time/interval.ts';
import type { Interval, Minutes } from '../time/types.ts';

/** The minutes of a normal list after its first `amount` ones. */
export function minutesBeyond(spans: readonly Interval[], amount: Minutes): Interval[] {
  const beyond: Interval[] = [];
  let left = amount;
  for (const span of spans) {
    const used = Math.min(left, lengthOf(span));
    if (used < lengthOf(span)) beyond.push(interval(span.start + used, span.end));
    left -= used;
  }
  return beyond;
}

/**
 * 残業時間 with auto-recording off: worked minutes beyond the scheduled ones, if any. They are the last ones worked.
 *
 *   worked     |─────|    |──────────────|    |────|      scheduled 480
 *   used up     180         + 300 ↑
 *   overtime                       |#####|    |####|
 *
 * Never called for a holiday-work day: its minutes are 休出時間 and never become overtime. With auto-recording on `overtimeFromActivity` holds.
 * Source: SPEC 4; G:167-168, 183-190.
 */
export const overtimeFromDeclaredWork = (worked: readonly Interval[], scheduledMinutes: Minutes): Interval[] =>
  minutesBeyond(worked, scheduledMinutes);
