import type { Clock } from '#domain/time/types.ts';
import type { Axis } from './axis.ts';
import { paintSelection, type Lane, type Painted } from './day-bar.ts';

/** A span as a request names it; without an end it runs to the end of the axis. */
export interface DrawnSpan {
  readonly startClock: Clock;
  readonly endClock: Clock | null;
  readonly breaks: readonly { readonly startClock: Clock; readonly endClock: Clock | null }[];
}

/** Spans of a request with their breaks as a lane. Which of the minutes are overtime only the rules say: it is not drawn here. */
export function paintSpans(
  spans: readonly DrawnSpan[],
  patternBreaks: readonly { readonly startClock: Clock; readonly endClock: Clock }[],
  axis: Axis,
  lane: Lane,
): Painted[] {
  const closed = spans.map((span) => ({ ...span, endClock: span.endClock ?? axis.toClock }));
  const breaks = closed.flatMap((span) =>
    [...span.breaks, ...patternBreaks]
      .map((pause) => ({
        startClock: Math.max(span.startClock, pause.startClock),
        endClock: Math.min(span.endClock, pause.endClock ?? span.endClock),
      }))
      .filter((pause) => pause.startClock < pause.endClock),
  );
  return [
    { mark: 'work' as const, d: paintSelection(closed, axis, lane) },
    { mark: 'break' as const, d: paintSelection(breaks, axis, lane) },
  ].filter((painted) => painted.d !== '');
}
