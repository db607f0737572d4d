import type { HalfDay, WorkPattern } from '../contract/work-rules.ts';
import type { Minutes } from '../time/types.ts';
import type { WorkSpan } from './declared-spans.ts';

type ScheduledPattern = Pick<WorkPattern, 'scheduledMinutes' | 'morningMinutes'>;

/** The half that is worked. Without 午前業務時間 there are no halves: the portal refuses to name one, and here the whole day holds. */
function halfDayMinutes(halfDay: HalfDay, { scheduledMinutes, morningMinutes }: ScheduledPattern): Minutes {
  if (morningMinutes === null) return scheduledMinutes;
  return halfDay === 'morning' ? morningMinutes : Math.max(0, scheduledMinutes - morningMinutes);
}

/**
 * 業務時間 of the day: the value that the day's first declared start names, else the half day that it names, else the pattern's. 0 is a value.
 *
 *   pattern 480, morning 180    start names nothing             → 480
 *                               午前 (the morning is worked)    → 180
 *                               午後 (the afternoon is worked)  → 300
 *                               午後 and 240                    → 240
 *                               午後, returned                  → 480: what a returned start says does not count either
 *
 * Source: SPEC 4 and settled edges; G:163-164, 182, 782-786.
 */
export function scheduledMinutesOf(declared: readonly WorkSpan[], pattern: ScheduledPattern): Minutes {
  const start = declared[0]?.startOperation;
  if (start?.scheduledMinutes != null) return start.scheduledMinutes;
  return start?.halfDay == null ? pattern.scheduledMinutes : halfDayMinutes(start.halfDay, pattern);
}
