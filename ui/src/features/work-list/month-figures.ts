import type { MonthAnswer, MonthDay, MonthTotals } from '#domain/contract/months.ts';
import { amountOf, type Figure } from '../../charts/figures.ts';

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

const TOTALS: Readonly<Record<MonthFigure, (totals: MonthTotals) => number>> = {
  worked: (totals) => totals.workedMinutes,
  overtime: (totals) => totals.overtimeMinutes,
  unrequested: (totals) => totals.unrequestedMinutes,
  break: (totals) => totals.breakMinutes,
  holidayWork: (totals) => totals.holidayWorkMinutes,
  lateNight: (totals) => totals.lateNightMinutes,
  pcActive: (totals) => totals.pcActiveMinutes,
};
export const totalOf = (totals: MonthTotals, figure: MonthFigure): number => TOTALS[figure](totals);

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
