import type { BarSeriesOption } from 'echarts/charts';
import { formatValue, type ChartCategory, type ChartData, type ChartWords } from './chart-data.ts';
import { commonOption, NO_DATA_SERIES, type ChartLook, type ChartOption, type ChartPicture } from './chart-option.ts';
import { paler, type ChartPalette, type Paint } from './chart-palette.ts';
import { formatTick, scaleFor, type Scale } from './chart-scale.ts';

export interface BarShape {
  /** `columns`: categories from left to right; `rows`: from top to bottom, for long names. */
  readonly direction: 'columns' | 'rows';
  /** A limit across the bars: of an amount, or before the category that is over it. */
  readonly limit?: { readonly value: number; readonly name: string } | undefined;
  /** What categories above a limit look like. */
  readonly over?: 'overLimit' | 'overThreshold';
  /** Parts of a whole lie on each other. */
  readonly isStacked?: boolean;
}

const COLUMNS_HEIGHT = 240;
const ROW_HEIGHT = 30;
const AXIS_HEIGHT = 44;
const NAME_WIDTH = 190;
/** More columns than this have no room for their numbers. */
const MAX_LABELLED = 14;
/** A longer number is wider than its column. */
const MAX_LABEL_LENGTH = 7;

/** Bars: amounts over months, people over classes, groups beside each other. */
export function barPicture(data: ChartData, look: ChartLook, shape: BarShape): ChartPicture {
  const isUpright = shape.direction === 'columns';
  const markAt = (seriesIndex: number, dataIndex: number) => ({
    series: Math.min(seriesIndex, data.series.length - 1),
    category: dataIndex,
  });
  const rows = data.categories.length * (shape.isStacked ? 1 : data.series.length);
  return {
    option: barOption(data, look, shape),
    markAt,
    placeOf: (mark) => ({ seriesIndex: mark.series, dataIndex: mark.category }),
    isUpright,
    heightPx: isUpright ? COLUMNS_HEIGHT : AXIS_HEIGHT + rows * ROW_HEIGHT,
  };
}

function barOption(data: ChartData, look: ChartLook, shape: BarShape): ChartOption {
  const { palette } = look;
  const scale = scaleFor(highestOf(data, shape), data.unit);
  const names = nameAxis(data, palette, shape);
  const amounts = amountAxis(data, palette, scale);
  const isUpright = shape.direction === 'columns';
  return {
    ...commonOption(data, look, (series, category) => ({ series: Math.min(series, data.series.length - 1), category })),
    grid: {
      left: 4,
      right: isUpright ? 8 : 64,
      top: isUpright ? 26 : 4,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: isUpright ? names : amounts,
    yAxis: isUpright ? amounts : names,
    series: [
      ...data.series.map((_, index) => seriesOption(data, look, shape, index)),
      ...noDataSeries(data, look, shape, scale),
    ],
  };
}

function highestOf(data: ChartData, shape: BarShape): number {
  const tops = data.categories.map((_, index) => {
    const values = data.series.map((each) => each.values[index] ?? 0);
    return shape.isStacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  return Math.max(shape.limit?.value ?? 0, ...tops);
}

function nameAxis(data: ChartData, palette: ChartPalette, shape: BarShape) {
  const isUpright = shape.direction === 'columns';
  return {
    type: 'category' as const,
    inverse: !isUpright,
    data: data.categories.map((each) => (isUpright ? (each.short ?? each.name) : each.name)),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.ruleStrong } },
    axisLabel: {
      color: palette.inkSoft,
      fontSize: 12,
      interval: 0,
      hideOverlap: isUpright,
      ...(isUpright ? {} : { width: NAME_WIDTH, overflow: 'truncate' as const }),
    },
  };
}

const amountAxis = (data: ChartData, palette: ChartPalette, scale: Scale) => ({
  type: 'value' as const,
  min: 0,
  max: scale.max,
  interval: scale.interval,
  axisLabel: { color: palette.inkSoft, fontSize: 12, formatter: (value: number) => formatTick(value, data.unit) },
  splitLine: { lineStyle: { color: palette.ruleSoft } },
});

/** Which columns have their number above them: what was asked for, where there is room. Rows always have room. */
function isLabelled(data: ChartData, shape: BarShape, words: ChartWords): boolean {
  if (data.series.length !== 1) return false;
  if (shape.direction === 'rows') return true;
  const values = data.series[0]?.values ?? [];
  const longest = Math.max(0, ...values.map((value) => formatValue(value ?? 0, data.unit, words).length));
  return data.categories.length <= MAX_LABELLED && longest <= MAX_LABEL_LENGTH;
}

function seriesOption(data: ChartData, look: ChartLook, shape: BarShape, index: number): BarSeriesOption {
  const series = data.series[index];
  const { palette, words } = look;
  const paint = palette.paints[series?.meaning ?? 'plain'];
  return {
    id: series?.key ?? String(index),
    name: series?.name ?? '',
    type: 'bar',
    stack: shape.isStacked ? 'all' : `own-${index}`,
    barMaxWidth: shape.direction === 'rows' ? 16 : 40,
    itemStyle: { color: paint.color, borderColor: paint.borderColor, borderWidth: 0.75, decal: paint.decal },
    emphasis: { itemStyle: { borderColor: palette.ink, borderWidth: 2 } },
    label: {
      show: isLabelled(data, shape, words),
      position: shape.direction === 'rows' ? 'right' : 'top',
      color: palette.ink,
      fontSize: 12,
      formatter: ({ dataIndex }) => formatValue(series?.values[dataIndex] ?? null, data.unit, words),
    },
    data: (series?.values ?? []).map((value, at) => ({
      value: value ?? '-',
      ...itemLook(data.categories[at], paint, shape, palette),
    })),
    ...(index === 0 && shape.limit ? { markLine: limitLine(shape.limit, shape, palette) } : {}),
  };
}

/** What is over a limit of the law is red, what is over a threshold has the colour of a notice; both are hatched, and their names say it. */
function itemLook(category: ChartCategory | undefined, paint: Paint, shape: BarShape, palette: ChartPalette) {
  if (category?.isMuted) {
    const [color, line] = [paler(paint.color, palette.paper), paler(paint.borderColor, palette.paper)];
    const decal = paint.decal.color === undefined ? paint.decal : { ...paint.decal, color: line };
    return { itemStyle: { color, borderColor: line, decal }, label: { color: palette.inkSoft } };
  }
  if (!category?.isOver) return {};
  const over = palette.paints[shape.over ?? 'overThreshold'];
  return { itemStyle: { color: over.color, borderColor: over.borderColor, decal: over.decal } };
}

/** Red, since it is the law's limit. */
function limitLine(limit: NonNullable<BarShape['limit']>, shape: BarShape, palette: ChartPalette) {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: palette.danger, type: 'dashed' as const, width: 1.5 },
    label: {
      formatter: limit.name,
      color: palette.danger,
      backgroundColor: palette.paper,
      padding: [1, 3],
      fontSize: 12,
      position: 'insideStartTop' as const,
    },
    data: [shape.direction === 'columns' ? { yAxis: limit.value } : { xAxis: limit.value }],
  };
}

/** A hatched bar where a category has no number at all, so that it is not taken for zero. */
function noDataSeries(data: ChartData, look: ChartLook, shape: BarShape, scale: Scale): BarSeriesOption[] {
  const isMissing = data.categories.map((_, index) => data.series.every((each) => each.values[index] === null));
  if (!isMissing.includes(true)) return [];
  const paint = look.palette.paints.noData;
  return [
    {
      id: NO_DATA_SERIES,
      type: 'bar',
      stack: 'own-0',
      silent: true,
      barMaxWidth: 40,
      itemStyle: { color: paint.color, borderColor: look.palette.rule, borderWidth: 0.75, decal: paint.decal },
      label: {
        show: true,
        position: 'inside',
        // Upright columns are narrower than the word.
        rotate: shape.direction === 'columns' ? 90 : 0,
        formatter: look.words.noData,
        color: look.palette.inkSoft,
        backgroundColor: look.palette.paper,
        padding: [1, 4],
        fontSize: 11,
      },
      data: isMissing.map((missing) => (missing ? scale.max : '-')),
    },
  ];
}
