import type { WorkPattern } from '../contract/work-rules.ts';
import type { Minutes } from '../time/types.ts';
import type { WorkSpan } from './declared-spans.ts';

/**
 * 業務時間 of the day: the value that the day's first declared start names, else the pattern's. 0 is a value.
 *
 *   pattern 480, start names nothing      → 480
 *   pattern 480, start names 180 (半日)   → 180
 *   the same start, returned              → 480: what a returned start says does not count either
 *
 * Source: SPEC 4 and settled edges; G:163-164, 182.
 */
export const scheduledMinutesOf = (
  declared: readonly WorkSpan[],
  pattern: Pick<WorkPattern, 'scheduledMinutes'>,
): Minutes => declared[0]?.startOperation.scheduledMinutes ?? pattern.scheduledMinutes;
