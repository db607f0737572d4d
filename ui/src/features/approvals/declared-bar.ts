import type { ApprovalDay, ApprovalFigures } from '#domain/contract/approvals.ts';
import { MONTH_FROM, MONTH_TO, type Axis, type AxisRange } from '../../charts/axis.ts';
import { paintSelection, type Painted } from '../../charts/day-bar.ts';

/** The two lanes of a row, in pixels: declared work above the PC. */
export const BAR = { declared: { top: 0, height: 12 }, pc: { top: 15, height: 7 }, height: 22 } as const;

const clocksOf = (figures: ApprovalFigures | null): number[] =>
  [figures?.clockInClock, figures?.clockOutClock, figures?.firstActiveClock, figures?.lastActiveClock].flatMap(
    (clock) => (clock == null ? [] : [clock]),
  );

/** The readings that all rows need together, so that equal readings stand below each other. */
export function rowsRange(days: readonly Pick<ApprovalDay, 'figures'>[]): AxisRange {
  const clocks = days.flatMap((day) => clocksOf(day.figures));
  if (clocks.length === 0) return { fromClock: MONTH_FROM, toClock: MONTH_TO };
  const from = Math.floor((Math.min(...clocks) - 1) / 60) * 60;
  const to = Math.ceil((Math.max(...clocks) + 1) / 60) * 60;
  return { fromClock: Math.max(0, Math.min(from, 420)), toClock: Math.max(to, 1320) };
}

/** Declared spans with their breaks, and the PC from its first to its last input: where they part, something is to be asked. */
export function paintRow(figures: ApprovalFigures, axis: Axis): Painted[] {
  const { declared, firstActiveClock, lastActiveClock, isHolidayWork } = figures;
  const lane = (kind: 'work' | 'break'): string =>
    paintSelection(
      declared.filter((run) => run.kind === kind),
      axis,
      BAR.declared,
    );
  const pc =
    firstActiveClock === null || lastActiveClock === null
      ? []
      : [{ startClock: firstActiveClock, endClock: lastActiveClock }];
  return [
    { mark: isHolidayWork ? ('holidayWork' as const) : ('work' as const), d: lane('work') },
    { mark: 'break' as const, d: lane('break') },
    { mark: 'active' as const, d: paintSelection(pc, axis, BAR.pc) },
  ].filter((painted) => painted.d !== '');
}
