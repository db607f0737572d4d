/** The parts of ECharts that the charts need, and no more: they come with the first page that shows a chart. */
import { BarChart, HeatmapChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  AriaComponent,
  BarChart,
  GridComponent,
  HeatmapChart,
  MarkLineComponent,
  SVGRenderer,
  TooltipComponent,
  VisualMapContinuousComponent,
]);

export type ChartEngine = EChartsType;

/** SVG: it prints sharp, and its styles are set through the object model, which `style-src 'self'` allows. */
export const startChart = (place: HTMLElement): ChartEngine => init(place, null, { renderer: 'svg' });
