import { subtract, union } from '../time/interval.ts';
import type { Interval } from '../time/types.ts';

/**
 * 勤務時間: the declared spans less the breaks, in elapsed minutes. Nothing is rounded.
 *
 *   declared   |──────────────────────|      |─────|
 *   break          |#######|                 |#|
 *   worked     |───|       |──────────|        |───|
 *
 * Idle minutes within it stay: what the PC saw never shortens what a person declared. Source: SPEC 4; G:165-166.
 */
export const workedIntervals = (spans: readonly Interval[], breaks: readonly Interval[]): Interval[] =>
  subtract(union(spans), breaks);
