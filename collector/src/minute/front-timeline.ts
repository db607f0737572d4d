import type { ActiveWindow } from '../sensors/sensor-messages.ts';
import type { RecordedSlice } from './recorded-item.ts';

/** A window in front and the instant at which it came there; the instant stays the same over all minutes of the activation. */
export interface Front {
  readonly window: ActiveWindow;
  readonly activatedAt: number;
}

/**
 * Which window was in front, as a list of marks; each holds until the next one. `null`: none (or the session is locked).
 *
 *   marks     A────────B──null─────A'──────
 *   minute       |_____________|_____________|
 *   slices        A   , B         A'
 */
export interface FrontTimeline {
  /** Marks arrive in order; one that comes late is placed right after the last. */
  mark(at: number, front: Front | null): void;
  /** The slices of the piece `[from, to)` of one minute. */
  slicesOf(from: number, to: number): RecordedSlice[];
  /** Forgets what lies before an instant whose minutes are closed. */
  forgetBefore(at: number): void;
  clear(): void;
}

export function createFrontTimeline(): FrontTimeline {
  let marks: { from: number; front: Front | null }[] = [];

  return {
    mark(at, front) {
      marks.push({ from: Math.max(at, marks.at(-1)?.from ?? at), front });
    },
    slicesOf(from, to) {
      return marks.flatMap(({ from: begin, front }, index) => {
        if (front === null) return [];
        const end = Math.min(to, marks[index + 1]?.from ?? to);
        return sliceOf(front, Math.max(from, begin), end);
      });
    },
    forgetBefore(at) {
      marks = marks.filter((_mark, index) => (marks[index + 1]?.from ?? Infinity) > at);
    },
    clear() {
      marks = [];
    },
  };
}

/**
 * Seconds of `[from, to)` are the full seconds of the wall clock that begin in it: floor(to) − floor(from). So neighbours share no second, a minute
 * never holds more than 60, and over any unbroken time the sum is exact: nothing drifts. A slice without a full second is not recorded.
 */
function sliceOf(front: Front, from: number, to: number): RecordedSlice[] {
  const seconds = Math.floor(to / 1000) - Math.floor(from / 1000);
  if (to <= from || seconds <= 0) return [];
  const { window, activatedAt } = front;
  return [
    {
      kind: 'windowSlice',
      minute: Math.floor(from / 60_000),
      activatedAt,
      process: window.process,
      title: window.title,
      ...(window.url === undefined ? {} : { url: window.url }),
      seconds,
    },
  ];
}
