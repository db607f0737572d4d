import type { MonthAnswer, MonthDay, MonthTotals } from '#domain/contract/months.ts';
import { amountOf, FIGURE_FIELDS, type Figure } from '../../charts/figures.ts';

/** The figures of a month in the quiet row above the list. */
export const MONTH_FIGURES = [
  'worked',
  'overtime',
  'unrequested',
  'break',
  'holidayWork',
  'lateNight',
  'pcActive',
] as const satisfies readonly Figure[];
export type MonthFigure = (typeof MONTH_FIGURES)[number];

export const totalOf = (totals: MonthTotals, figure: MonthFigure): number => totals[FIGURE_FIELDS[figure]];

export interface Contribution {
  readonly workDate: MonthDay['workDate'];
  readonly minutes: number;
}

/** The days behind a total. An auto-ended day not yet corrected is in no declared sum, but its PC figures are (SPEC 4). */
export function contributionsTo(answer: Pick<MonthAnswer, 'days'>, figure: MonthFigure): Contribution[] {
  return answer.days.flatMap(({ workDate, day }) => {
    if (day === null || (!day.isConfirmed && figure !== 'pcActive')) return [];
    const minutes = amountOf(day, figure);
    return minutes === 0 ? [] : [{ workDate, minutes }];
  });
}
