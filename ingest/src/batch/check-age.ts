import { MINUTES_PER_DAY, MS_PER_MINUTE } from '#domain/time/types.ts';
import { WIRE_LIMITS } from '#domain/contract/wire.ts';
import type { StampedItem } from '#domain/contract/messages.ts';

/**
 * Whether a fact's corrected instant can be taken now. Too old: beyond what any screen or file reaches. In the future: no such minute has
 * happened yet, whatever the PC's clock says. An unknown kind has no instant that this version can read.
 */
export function checkAge(item: StampedItem, nowMs: number): 'ok' | 'too_old' | 'in_the_future' {
  const instant = instantOf(item);
  if (instant === undefined) return 'ok';
  // Compared by minutes: the limit does not depend on the second in which a batch happens to arrive.
  const age = Math.floor(nowMs / MS_PER_MINUTE) - Math.floor(instant / MS_PER_MINUTE) - item.offsetMinutes;
  if (age > WIRE_LIMITS.maxAgeDays * MINUTES_PER_DAY) return 'too_old';
  if (-age > WIRE_LIMITS.maxAheadMinutes) return 'in_the_future';
  return 'ok';
}

function instantOf(item: StampedItem): number | undefined {
  switch (item.kind) {
    case 'inputMinute':
    case 'windowSlice':
      return item.minute * MS_PER_MINUTE;
    case 'presenceChange':
    case 'sessionChange':
      return item.at;
    case 'unknown':
      return undefined;
  }
}

/**
 * Clock-skew estimate for items that carry no offset of their own: received − sent, when it is more than the tolerance either way,
 * in whole minutes to add to the PC's readings. The way through the network is inside it; below a minute nobody can tell.
 */
export function estimateOffsetMinutes(sentAt: number, receivedAt: number): number {
  const skewMs = receivedAt - sentAt;
  return Math.abs(skewMs) <= WIRE_LIMITS.skewToleranceMs ? 0 : Math.round(skewMs / MS_PER_MINUTE);
}
