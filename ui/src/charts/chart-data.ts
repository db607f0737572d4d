import { formatMinutes } from '#domain/time/format.ts';

/** What a colour of a chart means; the same colours as in the day bars (styles/tokens.css). */
export type ChartMeaning = 'worked' | 'overtime' | 'unrequested' | 'holidayWork' | 'lateNight' | 'pc' | 'plain';
export type ChartUnit = 'minutes' | 'people' | 'days' | 'percent';

export interface ChartCategory {
  readonly key: string;
  readonly name: string;
  /** What stands at the axis, where the whole name is too long for it. */
  readonly short?: string;
  /** Around what was asked for, not part of it: paler. */
  readonly isMuted?: boolean;
  /** Above a limit or threshold; its name says so, too. */
  readonly isOver?: boolean;
}

/** Null: there is no data, which is not zero. */
type ChartValue = number | null;
export interface ChartSeries {
  readonly key: string;
  readonly name: string;
  readonly meaning: ChartMeaning;
  /** One for each category. */
  readonly values: readonly ChartValue[];
}

/** The numbers of a chart. Its picture and its table are both made of this and of nothing else. */
export interface ChartData {
  readonly unit: ChartUnit;
  /** Head of the column of categories. */
  readonly head: string;
  readonly categories: readonly ChartCategory[];
  readonly series: readonly ChartSeries[];
}

/** One mark of a chart: a bar, a cell. */
export interface ChartMark {
  readonly series: number;
  readonly category: number;
}

/** The texts that a chart needs from the catalogue. */
export interface ChartWords {
  readonly noData: string;
  readonly people: (count: string) => string;
  readonly days: (count: string) => string;
  /** 「2026年11月：残業時間 12:30」 */
  readonly mark: (category: string, series: string, value: string) => string;
}

/** Sums of ten thousand people are read by their groups of three: `1,625,000:00`. */
export const formatAmount = (minutes: number): string =>
  formatMinutes(minutes).replace(
    /^(-?)(\d+)/,
    (_, sign: string, hours: string) => sign + Number(hours).toLocaleString('en-US'),
  );

export function formatValue(value: ChartValue, unit: ChartUnit, words: ChartWords): string {
  if (value === null) return words.noData;
  if (unit === 'minutes') return formatAmount(value);
  if (unit === 'percent') return `${value.toFixed(1)}%`;
  return words[unit](value.toLocaleString('en-US'));
}

/** A mark as a sentence: what is read aloud, and what the tooltip says. */
export function textOfMark(data: ChartData, mark: ChartMark, words: ChartWords): string {
  const category = data.categories[mark.category];
  const series = data.series[mark.series];
  const value = series?.values[mark.category] ?? null;
  return words.mark(category?.name ?? '', series?.name ?? '', formatValue(value, data.unit, words));
}

/** The mark that an arrow key leads to: along the categories, or to another series. Undefined: the key does nothing. */
export function markForKey(data: ChartData, mark: ChartMark, key: string, isUpright: boolean): ChartMark | undefined {
  const [back, on, before, next] = isUpright
    ? ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']
    : ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
  const within = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));
  const last = data.categories.length - 1;
  if (key === back) return { ...mark, category: within(mark.category - 1, last + 1) };
  if (key === on) return { ...mark, category: within(mark.category + 1, last + 1) };
  if (key === before) return { ...mark, series: within(mark.series - 1, data.series.length) };
  if (key === next) return { ...mark, series: within(mark.series + 1, data.series.length) };
  if (key === 'Home') return { ...mark, category: 0 };
  return key === 'End' ? { ...mark, category: last } : undefined;
}
