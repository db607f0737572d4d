import type { ComputedDay } from '../contract/computed-day.ts';
import type { UnixMinute } from '../time/types.ts';

/**
 * When the clock alone next changes a computed day, without any new fact; null when it never does.
 *
 *   working, onBreak     every minute: the open span counts to now
 *   anything else        once, at the boundary: the rest of the day stops being the future
 *   as of its end        never: a closed day does not depend on now
 */
export function nextChangeMinute(day: Pick<ComputedDay, 'asOfMinute' | 'endMinute' | 'dayState'>): UnixMinute | null {
  if (day.asOfMinute >= day.endMinute) return null;
  const isOpen = day.dayState === 'working' || day.dayState === 'onBreak';
  return isOpen ? day.asOfMinute + 1 : day.endMinute;
}

/** Whether the tick should publish this day for recomputation. */
export function needsTick(
  day: Pick<ComputedDay, 'asOfMinute' | 'endMinute' | 'dayState'>,
  nowMinute: UnixMinute,
): boolean {
  const next = nextChangeMinute(day);
  return next !== null && nowMinute >= next;
}
