import { barPicture } from '../../src/charts/bar-option.ts';
import type { ChartData } from '../../src/charts/chart-data.ts';
import type { ChartLook } from '../../src/charts/chart-option.ts';
import { heatPicture } from '../../src/charts/heat-option.ts';
import { jaCharts } from '../../src/messages/ja-dashboard.ts';

/** The charts of the components page: made-up numbers in every state that a figure can have. */
const MONTHS: ChartData = {
  unit: 'minutes',
  head: '月',
  categories: ['2026年7月', '2026年8月', '2026年9月', '2026年10月', '2026年11月'].map((name, index) => ({
    ...{ key: name, name, isMuted: index < 2, isOver: index === 3 },
  })),
  series: [{ key: 'overtime', name: '残業時間', meaning: 'overtime', values: [null, 1_260, 1_905, 2_830, 1_440] }],
};
const TWO: ChartData = {
  ...MONTHS,
  series: [
    { key: 'worked', name: '勤務時間', meaning: 'worked', values: [null, 9_645, 10_210, 11_020, 6_311] },
    { key: 'pc', name: 'PC操作時間', meaning: 'pc', values: [null, 8_120, 8_805, 9_990, 4_354] },
  ],
};
const LONG: ChartData = {
  unit: 'minutes',
  head: 'グループ',
  categories: [
    '東アジア第二営業統括本部・官公庁および地方自治体担当プロジェクト推進室（兼務）',
    '営業一課',
    'Very-Long-Group-Name-Without-Any-Space-At-All',
  ].map((name) => ({ key: name, name })),
  series: [{ key: 'worked', name: '勤務時間', meaning: 'worked', values: [152_400, 61_230, 0] }],
};
const HOURS: ChartData = {
  unit: 'minutes',
  head: '時',
  categories: Array.from({ length: 24 }, (_, hour) => ({ key: String(hour), name: String(hour) })),
  series: ['月', '火', '水', '木', '金'].map((name, day) => ({
    ...{ key: name, name, meaning: 'worked' as const },
    values: Array.from({ length: 24 }, (_, hour) =>
      hour < 8 || hour > 19 ? 0 : Math.max(0, 60 - Math.abs(14 - hour) * 9 - day * 3),
    ),
  })),
};

const columns = (data: ChartData, look: ChartLook) =>
  barPicture(data, look, { direction: 'columns', limit: { value: 2_700, name: '45:00 超過' } });
const rows = (data: ChartData, look: ChartLook) => barPicture(data, look, { direction: 'rows', limit: undefined });
const nothing = (): undefined => undefined;

export const CHART_FRAMES = {
  限度と超過と未着: {
    ...{ title: '残業時間の推移', note: '1人平均', data: MONTHS, draw: columns, onopen: nothing },
    description: '月ごとの残業時間の棒グラフです。',
  },
  二つの系列: {
    ...{ title: '勤務とPC操作', data: TWO, draw: columns, description: '月ごとの勤務時間とPC操作時間の棒グラフです。' },
  },
  とても長い名前: {
    ...{ title: 'グループの比較', data: LONG, draw: rows, onopen: nothing },
    description: 'グループごとの勤務時間の棒グラフです。',
  },
  曜日と時間帯: {
    ...{ title: '曜日と時間帯', data: HOURS, draw: heatPicture, description: '曜日と時間帯ごとの勤務時間です。' },
  },
};
export const CHART_TABLES = {
  開ける数字: { data: MONTHS, words: jaCharts, title: '残業時間の推移', onopen: nothing },
  とても長い名前: { data: LONG, words: jaCharts, title: 'グループの比較' },
};
