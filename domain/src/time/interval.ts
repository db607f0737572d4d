import type { Interval, Minutes, UnixMinute } from './types.ts';

/**
 * Half-open spans of minutes and the only arithmetic on them. A *normal list* is ascending, disjoint, without empty or touching members;
 * `union` makes one of anything, the other functions expect and return normal lists.
 *
 *   a          |####|      |####|
 *   b             |#########|
 *   union      |################|
 *   intersect     |#|      ||
 *   a less b   |##|         |###|
 */
export const interval = (start: UnixMinute, end: UnixMinute): Interval => ({ start, end: Math.max(start, end) });

export const lengthOf = (span: Interval): Minutes => span.end - span.start;

export const isEmpty = (span: Interval): boolean => span.end <= span.start;

export const contains = (span: Interval, minute: UnixMinute): boolean => span.start <= minute && minute < span.end;

/** Sum of the lengths of a normal list: an amount of elapsed minutes, whatever the wall clock did in between. */
export function totalLength(spans: readonly Interval[]): Minutes {
  let total = 0;
  for (const span of spans) total += span.end - span.start;
  return total;
}

/** Every minute that is in any of the lists, once, as a normal list. Order, overlap and repetition of the input do not matter. */
export function union(...lists: readonly (readonly Interval[])[]): Interval[] {
  const sorted = lists
    .flat()
    .filter((span) => !isEmpty(span))
    .sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) {
      merged[merged.length - 1] = interval(last.start, Math.max(last.end, span.end));
    } else {
      merged.push(interval(span.start, span.end));
    }
  }
  return merged;
}

/** The minutes that both normal lists hold. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left !== undefined && right !== undefined; left = a[i], right = b[j]) {
    const shared = interval(Math.max(left.start, right.start), Math.min(left.end, right.end));
    if (!isEmpty(shared)) common.push(shared);
    if (left.end < right.end) i += 1;
    else j += 1;
  }
  return common;
}

/** The minutes of the first normal list that the second does not hold. */
export function subtract(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const rest: Interval[] = [];
  let j = 0;
  for (const span of a) {
    let from = span.start;
    for (let hole = b[j]; hole !== undefined && hole.start < span.end; hole = b[j]) {
      if (hole.start > from) rest.push(interval(from, hole.start));
      from = Math.max(from, hole.end);
      if (hole.end > span.end) break;
      j += 1;
    }
    if (from < span.end) rest.push(interval(from, span.end));
  }
  return rest;
}

/** The part of a normal list inside a frame. */
export const clip = (spans: readonly Interval[], frame: Interval): Interval[] => intersect(spans, [frame]);

/** A list of single minutes as a normal list. Ascending input is the fast path; any order and repetition gives the same. */
export function intervalsOfMinutes(minutes: readonly UnixMinute[]): Interval[] {
  const runs: Interval[] = [];
  let start = Number.NaN;
  let end = Number.NaN;
  for (const minute of minutes) {
    if (minute < end - 1) return union(minutes.map((each) => interval(each, each + 1)));
    if (minute > end || Number.isNaN(end)) {
      if (!Number.isNaN(end)) runs.push(interval(start, end));
      start = minute;
    }
    end = minute + 1;
  }
  if (!Number.isNaN(end)) runs.push(interval(start, end));
  return runs;
}
