import type { DeclaredRun } from '../contract/computed-day.ts';
import { intersect, subtract } from '../time/interval.ts';
import type { Interval, WorkDate } from '../time/types.ts';
import { clockOf, endClockOf, wallStretches } from '../time/wall-clock.ts';

/**
 * Lane 申告: each declared span as its stretches of work and break, in order. Touching spans stay apart, an empty span has no stretch.
 *
 *   spans    |────────────|       |────|
 *   breaks       |~~|
 *   lane     work|br|work |       |work|
 */
export function declaredLane(
  spans: readonly Interval[],
  breaks: readonly Interval[],
  workDate: WorkDate,
  zone: string,
): DeclaredRun[] {
  const runsOf = (kind: DeclaredRun['kind'], pieces: readonly Interval[]): DeclaredRun[] =>
    pieces
      .flatMap((piece) => wallStretches(piece, zone))
      .map((piece) => ({
        startMinute: piece.start,
        endMinute: piece.end,
        startClock: clockOf(piece.start, workDate, zone),
        endClock: endClockOf(piece, workDate, zone),
        kind,
      }));
  return spans.flatMap((span) =>
    [...runsOf('work', subtract([span], breaks)), ...runsOf('break', intersect([span], breaks))].sort(
      (a, b) => a.startMinute - b.startMinute,
    ),
  );
}
