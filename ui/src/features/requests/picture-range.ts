import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { CorrectedDay } from '#domain/contract/requests.ts';
import type { AxisRange } from '../../charts/axis.ts';
import { fitRange } from '../../charts/range.ts';
import type { DayBounds } from './correction-form.ts';

const HOUR = 60;

/** The readings that before, after and the PC log need together: whole hours, never beyond the work date. */
export function pictureRange(day: ComputedDay | null, draft: CorrectedDay | undefined, bounds: DayBounds): AxisRange {
  const shown = day === null ? [] : [fitRange(day).from, fitRange(day).to];
  const clocks = [...shown, ...(draft?.spans ?? []).flatMap((span) => [span.startClock, span.endClock])];
  if (clocks.length === 0) return { fromClock: bounds.firstClock, toClock: bounds.lastClock };
  const from = Math.floor((Math.min(...clocks) - 1) / HOUR) * HOUR;
  const to = Math.ceil((Math.max(...clocks) + 1) / HOUR) * HOUR;
  return {
    fromClock: Math.max(0, Math.min(from, bounds.firstClock + 24 * HOUR)),
    toClock: Math.max(to, from + 4 * HOUR),
  };
}
