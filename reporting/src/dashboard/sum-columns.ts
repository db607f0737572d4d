import { DASHBOARD_FIGURES } from '#domain/contract/dashboard-figures.ts';
import type { DashboardFigure, FigureTotals } from '#domain/contract/dashboard-figures.ts';
import type { Names } from './numbering.ts';

export const DAY_COUNTS = [
  'declaredDays',
  'leftOutDays',
  'provisionalDays',
  'holidayWorkDays',
  'pcDays',
  'deviatingDays',
] as const satisfies readonly (keyof FigureTotals)[];
export type DayCount = (typeof DAY_COUNTS)[number];

/** What is summed of a row: column by column. */
interface SumColumns {
  /** Last date with a day, counted from 1970. */
  readonly lastDays: Int32Array;
  readonly counts: Readonly<Record<DayCount, Int32Array>>;
  readonly minutes: Readonly<Record<DashboardFigure, Int32Array>>;
}

/**
 * Sums of what of one month lies in a period: a row for each person in each of their groups, twice for a month of two pieces. `people` and `groups`
 * are places in `names`.
 */
export interface MonthSums extends SumColumns {
  readonly month: string;
  readonly names: Names;
  readonly people: Int32Array;
  readonly groups: Int32Array;
}

export const columnsOf = <K extends string>(names: readonly K[], columnOf: (name: K) => Int32Array) =>
  Object.fromEntries(names.map((name) => [name, columnOf(name)])) as Record<K, Int32Array>;

/** Sums whose every column is made from the same columns of others. */
export function sumsByColumn(
  { month, names }: Pick<MonthSums, 'month' | 'names'>,
  make: (columnOf: (sums: MonthSums) => Int32Array) => Int32Array,
): MonthSums {
  return {
    ...{ month, names },
    people: make((sums) => sums.people),
    groups: make((sums) => sums.groups),
    lastDays: make((sums) => sums.lastDays),
    counts: columnsOf(DAY_COUNTS, (count) => make((sums) => sums.counts[count])),
    minutes: columnsOf(DASHBOARD_FIGURES, (figure) => make((sums) => sums.minutes[figure])),
  };
}
