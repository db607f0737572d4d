import { subtract, union } from '../time/interval.ts';
import type { Interval } from '../time/types.ts';

/**
 * 申請外勤務時間: active minutes outside every declared span; with nothing declared, all active minutes of the day.
 *
 *   active     |##|   |####|  |##########|   |###|
 *   declared          |──────────────|
 *   breaks              |~~|
 *   unrequested|##|                   |##|   |###|
 *
 * An active minute in a break of a declared span is not unrequested; it is shown as "PC use in break".
 * A span whose start was returned or withdrawn is not declared, so its activity is in here. Source: SPEC 4; G:169-172.
 */
export const unrequestedIntervals = (active: readonly Interval[], declared: readonly Interval[]): Interval[] =>
  subtract(active, union(declared));
