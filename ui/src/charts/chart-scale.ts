import { formatAmount, type ChartUnit } from './chart-data.ts';

/** Steps that people count in: whole hours for amounts, whole people. */
const HOUR_STEPS = [0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000];
const COUNT_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const PERCENT_STEPS = [1, 2, 5, 10, 20, 25];
/** About so many lines across a chart. */
const LINES = 5;

export interface Scale {
  readonly max: number;
  readonly interval: number;
}

/** An axis from 0 to the first step at or above `highest`. An amount axis never ends at a broken hour. */
export function scaleFor(highest: number, unit: ChartUnit): Scale {
  const factor = unit === 'minutes' ? 60 : 1;
  const steps = unit === 'minutes' ? HOUR_STEPS : unit === 'percent' ? PERCENT_STEPS : COUNT_STEPS;
  const top = Math.max(highest, 0) / factor;
  const known = steps.find((step) => step * LINES >= top);
  const step = known ?? 10 ** Math.ceil(Math.log10(top / LINES));
  return { max: Math.max(1, Math.ceil(top / step)) * step * factor, interval: step * factor };
}

/** A number at an axis: short, since it stands five times beside the chart. */
export function formatTick(value: number, unit: ChartUnit): string {
  if (unit === 'percent') return `${value}%`;
  return unit === 'minutes' ? formatAmount(value) : value.toLocaleString('en-US');
}
