import type { DashboardTrend } from '#domain/contract/dashboard.ts';
import { isOverMonthLimit } from '#domain/legal/cap-months-over.ts';
import { compact } from '#domain/legal/legal-standing.ts';
import { joinSums, knownOvertime, overtimeOfMonth, sumByGroup, sumPeople } from './fold.ts';
import type { MonthSums } from './sum-columns.ts';
import type { View } from './open-view.ts';

/** The same sums month by month. A month without a day is null: nothing is known of it. */
export async function readTrend(view: View): Promise<DashboardTrend> {
  const months = await view.readSums();
  return {
    ...view.shown,
    months: months.map((month) => {
      const totals = joinSums(sumByGroup([month], view.scope).values());
      return {
        month: compact(month.month),
        totals: totals.people === 0 ? null : totals,
        peopleOver: countOver(month, view),
      };
    }),
  };
}

/** People of the scope in that month; their whole month counts. */
export function countOver(month: MonthSums, { scope, settings }: Pick<View, 'scope' | 'settings'>): number {
  const overtime = overtimeOfMonth(month);
  return sumPeople([month], scope).places.filter((place) => isOver(knownOvertime(overtime, place), settings)).length;
}

/** The rule asks for a month's figures and reads its overtime. */
export const isOver = (overtimeMinutes: number | null, { limits }: View['settings']): boolean =>
  overtimeMinutes !== null && isOverMonthLimit({ overtimeMinutes }, limits);
