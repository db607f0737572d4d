import { totalLength } from '../time/interval.ts';
import type { Interval, Minutes, UnixMinute } from '../time/types.ts';

export interface PcSpan {
  readonly firstActiveMinute: UnixMinute;
  /** End of the last active minute, so first and end are a half-open span. */
  readonly lastActiveEnd: UnixMinute;
  readonly spanMinutes: Minutes;
  readonly activeMinutes: Minutes;
}

/**
 * PC開始 / PC終了 / PC始終時間 / PC操作時間 of a work date; undefined without activity.
 *
 *   active    |##|    |####|      |#|
 *   span      |─────────────────────|     始終時間: last − first
 *   active    |##|  + |####|    + |#|     操作時間: the span less the minutes without input
 *
 * Two PCs active in one minute are one minute. Source: SPEC 4; G:1178-1185.
 */
export function pcSpanOf(active: readonly Interval[]): PcSpan | undefined {
  const first = active[0];
  const last = active.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    firstActiveMinute: first.start,
    lastActiveEnd: last.end,
    spanMinutes: last.end - first.start,
    activeMinutes: totalLength(active),
  };
}
