import { interval, lengthOf } from '../time/interval.ts';
import type { Interval, Minutes } from '../time/types.ts';

export interface WorkedSplit {
  readonly withinScheduled: readonly Interval[];
  readonly overtime: readonly Interval[];
}

/**
 * 残業時間 with auto-recording off: worked minutes beyond the scheduled ones, if any. They are the last ones worked.
 *
 *   worked     |─────|    |──────────────|    |────|      scheduled 480
 *   used up     180         + 300 ↑
 *   overtime                       |#####|    |####|
 *
 * Never called for a holiday-work day: its minutes are 休出時間 and never become overtime. With auto-recording on another rule holds
 * (active minutes, not these). Source: SPEC 4; G:167-168, 183-190.
 */
export function splitAtScheduled(worked: readonly Interval[], scheduledMinutes: Minutes): WorkedSplit {
  const withinScheduled: Interval[] = [];
  const overtime: Interval[] = [];
  let left = scheduledMinutes;
  for (const span of worked) {
    const used = Math.min(left, lengthOf(span));
    if (used > 0) withinScheduled.push(interval(span.start, span.start + used));
    if (used < lengthOf(span)) overtime.push(interval(span.start + used, span.end));
    left -= used;
  }
  return { withinScheduled, overtime };
}
