import type { MonthAnswer } from '#domain/contract/months.ts';
import { sumDays } from '#domain/worktime/sum-days.ts';
import { FIGURE_FIELDS, type Figure } from '../../charts/figures.ts';

/** The figures of 働き方集計. */
export const SUMMARY_FIGURES = [
  'worked',
  'overtime',
  'unrequested',
  'holidayWork',
  'lateNight',
] as const satisfies readonly Figure[];
export type SummaryFigure = (typeof SUMMARY_FIGURES)[number];

export interface ComparedFigure {
  readonly figure: SummaryFigure;
  readonly thisMonth: number;
  /** Last month up to the same day of the month: what this month can fairly be held against. */
  readonly lastSame: number | undefined;
  readonly lastMonth: number | undefined;
}

/**
 * This month against the last. A part of a month is summed by the rule that sums the whole (`sumDays`); this month's and last month's totals are
 * the portal's own.
 *
 *   November 1 ──────▶ 20 (runs)        October 1 ──────▶ 20 ┄┄▶ 31
 *            thisMonth                          lastSame   lastMonth
 */
export function compareMonths(
  now: Pick<MonthAnswer, 'currentWorkDate' | 'totals'>,
  last: Pick<MonthAnswer, 'days' | 'totals'> | undefined,
): ComparedFigure[] {
  const upTo = now.currentWorkDate.slice(8);
  const same =
    last && sumDays(last.days.flatMap(({ workDate, day }) => (day === null || workDate.slice(8) > upTo ? [] : [day])));
  return SUMMARY_FIGURES.map((figure) => ({
    figure,
    thisMonth: now.totals[FIGURE_FIELDS[figure]],
    lastSame: same?.[FIGURE_FIELDS[figure]],
    lastMonth: last?.totals[FIGURE_FIELDS[figure]],
  }));
}
