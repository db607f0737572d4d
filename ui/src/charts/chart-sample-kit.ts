import { jaCharts } from '../messages/ja-dashboard.ts';
import type { ChartData } from './chart-data.ts';
import type { ChartLook, ChartOption } from './chart-option.ts';
import { paletteOf } from './chart-palette.ts';

/** A look without a browser, and what a chart draws as numbers. Used by tests only. */
export const LOOK: ChartLook = {
  palette: paletteOf((name) => (name === '--danger' ? '#b3261e' : name === '--paper' ? '#ffffff' : '#223a70')),
  words: jaCharts,
  description: '説明',
  isStill: false,
};

export interface DrawnSeries {
  readonly id?: string;
  readonly data: readonly unknown[];
}
export const seriesOf = (option: ChartOption): readonly DrawnSeries[] => option.series as unknown as DrawnSeries[];

/** A datum as ECharts takes it, back to the number of the table: a bar's `{ value }`, a cell's `[x, y, value]`, `-` for nothing. */
export function numberOf(datum: unknown): number | null {
  const value = Array.isArray(datum)
    ? (datum as unknown[])[2]
    : typeof datum === 'object' && datum !== null
      ? (datum as { value: unknown }).value
      : datum;
  return typeof value === 'number' ? value : null;
}

export const SAMPLE: ChartData = {
  unit: 'minutes',
  head: '月',
  categories: [
    { key: '202609', name: '2026年9月', isMuted: true },
    { key: '202610', name: '2026年10月' },
    { key: '202611', name: '2026年11月', isOver: true },
  ],
  series: [
    { key: 'worked', name: '勤務時間', meaning: 'worked', values: [null, 0, 9_645] },
    { key: 'pc', name: 'PC操作時間', meaning: 'pc', values: [null, 120, 7_000] },
  ],
};
