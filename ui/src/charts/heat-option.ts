import { type ChartData } from './chart-data.ts';
import { commonOption, NO_DATA_SERIES, type ChartLook, type ChartOption, type ChartPicture } from './chart-option.ts';
import type { ChartPalette } from './chart-palette.ts';

const ROW_HEIGHT = 28;
const AXIS_HEIGHT = 34;

/** A field of cells, series downwards and categories to the right: the darker, the more. */
export function heatPicture(data: ChartData, look: ChartLook): ChartPicture {
  const columns = data.categories.length;
  const markAt = (_: number, index: number) => ({ series: Math.floor(index / columns), category: index % columns });
  return {
    option: { ...commonOption(data, look, markAt), ...heatOption(data, look) },
    markAt,
    placeOf: (mark) => ({ seriesIndex: 0, dataIndex: mark.series * columns + mark.category }),
    isUpright: true,
    heightPx: AXIS_HEIGHT + data.series.length * ROW_HEIGHT,
  };
}

const axis = (names: readonly string[], palette: ChartPalette) => ({
  type: 'category' as const,
  data: [...names],
  axisTick: { show: false },
  axisLine: { show: false },
  splitLine: { show: false },
  axisLabel: { color: palette.inkSoft, fontSize: 12 },
});

/** Column, row and value of each cell, row by row. */
const cellsOf = (data: ChartData) =>
  data.series.flatMap((series, row) =>
    data.categories.map((_, column) => [column, row, series.values[column] ?? null] as const),
  );

/** From the empty to the fullest cell; the second one is for cells without data, which have a pattern instead. */
function scales(highest: number, palette: ChartPalette) {
  const noData = palette.paints.noData.color;
  const scale = { type: 'continuous' as const, show: false, dimension: 2, min: 0 };
  return [
    { ...scale, seriesIndex: 0, max: highest, inRange: { color: [palette.sunken, palette.paints.worked.color] } },
    { ...scale, seriesIndex: 1, max: 1, inRange: { color: [noData, noData] } },
  ];
}

function heatOption(data: ChartData, look: ChartLook): ChartOption {
  const { palette } = look;
  const cells = cellsOf(data);
  const edge = { borderColor: palette.paper, borderWidth: 1.5 };
  return {
    grid: { left: 4, right: 4, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      ...axis(
        data.categories.map((each) => each.short ?? each.name),
        palette,
      ),
      position: 'top',
    },
    yAxis: {
      ...axis(
        data.series.map((each) => each.name),
        palette,
      ),
      inverse: true,
    },
    visualMap: scales(Math.max(1, ...cells.map(([, , value]) => value ?? 0)), palette),
    series: [
      {
        id: 'cells',
        type: 'heatmap',
        itemStyle: edge,
        emphasis: { itemStyle: { borderColor: palette.ink, borderWidth: 2 } },
        data: cells.map(([column, row, value]) => [column, row, value ?? '-']),
      },
      {
        id: NO_DATA_SERIES,
        type: 'heatmap',
        silent: true,
        itemStyle: { ...edge, decal: palette.paints.noData.decal },
        data: cells.flatMap(([column, row, value]) => (value === null ? [[column, row, 0]] : [])),
      },
    ],
  };
}
