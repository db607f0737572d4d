import type { BarSeriesOption, HeatmapSeriesOption } from 'echarts/charts';
import type {
  AriaComponentOption,
  GridComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { textOfMark, type ChartData, type ChartMark, type ChartWords } from './chart-data.ts';
import type { ChartPalette } from './chart-palette.ts';

/** Just the parts of ECharts that components/chart-engine.ts loads. */
export type ChartOption = ComposeOption<
  | AriaComponentOption
  | GridComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
  | BarSeriesOption
  | HeatmapSeriesOption
>;

/** How a chart looks now: colours of the tokens, words of the catalogue, whether things may move. */
export interface ChartLook {
  readonly palette: ChartPalette;
  readonly words: ChartWords;
  /** The sentence for screen readers. */
  readonly description: string;
  readonly isStill: boolean;
}

/** Where ECharts' own counting of a mark leads to. */
export type MarkAt = (seriesIndex: number, dataIndex: number) => ChartMark;

/** A kind of chart: its option, and the way between its marks and ECharts' counting. */
export interface ChartPicture {
  readonly option: ChartOption;
  readonly markAt: MarkAt;
  readonly placeOf: (mark: ChartMark) => { readonly seriesIndex: number; readonly dataIndex: number };
  /** Whether the categories go from left to right. */
  readonly isUpright: boolean;
  readonly heightPx: number;
}

/** The series that hatches categories without data; no number of the chart is in it. */
export const NO_DATA_SERIES = 'noData';

/**
 * What all charts have in common. The tooltip is drawn into the picture (`richText`): one of HTML would set style attributes, which
 * `style-src 'self'` refuses.
 */
export function commonOption(data: ChartData, look: ChartLook, markAt: MarkAt): ChartOption {
  const { palette } = look;
  return {
    aria: {
      enabled: true,
      label: { description: look.description },
      decal: { show: true, decals: [{ symbol: 'none' }] },
    },
    animation: !look.isStill,
    animationDuration: 240,
    animationDurationUpdate: 240,
    textStyle: { fontFamily: palette.font, fontSize: 12, color: palette.inkSoft },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.ruleStrong,
      borderWidth: 1,
      padding: [6, 10],
      textStyle: { color: palette.ink, fontSize: 13, fontFamily: palette.font },
      formatter: (params) => {
        const at = Array.isArray(params) ? params[0] : params;
        return tooltipText(data, look.words, at && markAt(at.seriesIndex ?? 0, at.dataIndex));
      },
    },
  };
}

function tooltipText(data: ChartData, words: ChartWords, mark: ChartMark | undefined): string {
  const isThere = mark !== undefined && data.series[mark.series] && data.categories[mark.category];
  return isThere ? textOfMark(data, mark, words) : '';
}
