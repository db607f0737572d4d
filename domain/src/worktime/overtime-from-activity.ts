import { subtract, union } from '../time/interval.ts';
import type { Interval, Minutes } from '../time/types.ts';
import { minutesBeyond } from './overtime-from-declared-work.ts';

/**
 * 残業時間 with auto-recording on: active minutes outside breaks beyond the scheduled ones, whatever was pressed. They are the last active ones.
 *
 *   active    |#####|  |###########|   |##########|    |##|      scheduled 480
 *   declared     |────────────────────────|
 *   breaks             |~~~|                               pattern windows and pressed breaks, not clipped to the declared spans
 *   counted   |#####|      |#######|   |##########|    |##|
 *   overtime                                |#####|    |##|      inside the spans and outside
 *
 * Outside the spans such a minute is 申請外 as well: two figures about one minute, each with its own definition. Never called for a
 * holiday-work day. Source: SPEC 4 and settled edges; G:183-190.
 */
export const overtimeFromActivity = (
  active: readonly Interval[],
  windows: readonly Interval[],
  pressedBreaks: readonly Interval[],
  scheduledMinutes: Minutes,
): Interval[] => minutesBeyond(subtract(active, union(windows, pressedBreaks)), scheduledMinutes);
