import type { DashboardFigure, ScopeTotals } from '#domain/contract/dashboard-figures.ts';

/** By how much each person has more than in the period before. Undefined: one of the two has nobody, so there is nothing to compare. */
export function changeOf(
  now: Pick<ScopeTotals, 'meanMinutes'>,
  before: Pick<ScopeTotals, 'meanMinutes'> | undefined,
  figure: DashboardFigure,
): number | undefined {
  if (now.meanMinutes === null || before === undefined || before.meanMinutes === null) return undefined;
  return now.meanMinutes[figure] - before.meanMinutes[figure];
}
