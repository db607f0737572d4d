import type {
  DashboardDays,
  DashboardDeviation,
  DashboardDistribution,
  DashboardHeatMap,
  DashboardMonthsOver,
  DashboardOverview,
  DashboardPeople,
  DashboardTrend,
  DashboardUse,
} from '#domain/contract/dashboard.ts';
import { DASHBOARD_FIGURES } from '#domain/contract/dashboard-figures.ts';
import type {
  Bucket,
  DashboardFigure,
  DashboardPerson,
  FigureMinutes,
  FigureTotals,
  ScopeTotals,
} from '#domain/contract/dashboard-figures.ts';
import type { CapState } from '#domain/contract/legal.ts';
import { formatClockPadded, formatMinutes } from '#domain/time/format.ts';
import { toCell } from '../csv/cell-texts.ts';

/** The tables beside the charts as records of a file: one header line, amounts as `h:mm`, empty where nothing is known. */
type Table = readonly (readonly string[])[];

const FIGURE_WORDS: Readonly<Record<DashboardFigure, string>> = {
  workedMinutes: '勤務時間',
  overtimeMinutes: '残業時間',
  unrequestedMinutes: '申請外勤務時間',
  holidayWorkMinutes: '休出時間',
  lateNightMinutes: '深夜時間',
  meetingMinutes: '会議時間',
  offsiteMinutes: '外出時間',
  taskMinutes: '個人タスク時間',
  pcActiveMinutes: 'PC操作時間',
  deviationMinutes: '乖離時間',
  statutoryOvertimeMinutes: '法定外残業時間',
};
const FIGURE_COLUMNS = DASHBOARD_FIGURES.map((figure) => FIGURE_WORDS[figure]);
const COUNT_COLUMNS = ['申告日数', '集計対象外の日数', '未確定を含む日数', '休出日数', 'PC記録日数', '乖離日数'];
const STATE_WORDS: Readonly<Record<CapState, string>> = { ok: '', near: '注意', over: '超過' };
const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'];

const amount = (minutes: number | null): string => (minutes === null ? '' : formatMinutes(minutes));
const reading = (clock: number | null): string => (clock === null ? '' : formatClockPadded(clock));
const monthText = (month: string): string => `${month.slice(0, 4)}/${month.slice(4)}`;
const dateText = (workDate: string): string => workDate.replaceAll('-', '/');
const amounts = (minutes: FigureMinutes | null): string[] =>
  DASHBOARD_FIGURES.map((figure) => amount(minutes === null ? null : minutes[figure]));
const counts = (totals: Omit<FigureTotals, 'people' | 'minutes'>): string[] =>
  [
    ...[totals.declaredDays, totals.leftOutDays, totals.provisionalDays],
    ...[totals.holidayWorkDays, totals.pcDays, totals.deviatingDays],
  ].map(String);

const SCOPE_COLUMNS = ['人数', ...COUNT_COLUMNS, ...FIGURE_COLUMNS, ...FIGURE_COLUMNS.map((word) => `1人平均 ${word}`)];
const scopeCells = (totals: ScopeTotals): string[] => [
  ...[String(totals.people), ...counts(totals), ...amounts(totals.minutes), ...amounts(totals.meanMinutes)],
];

const PERSON_COLUMNS = ['社員番号', '氏名', 'グループ'];
const personCells = ({ employeeNumber, name, groupName }: DashboardPerson): string[] =>
  [employeeNumber, name, groupName].map(toCell);

const bucketCells = ({ fromMinutes, toMinutes, count }: Bucket): string[] => [
  ...[amount(fromMinutes), amount(toMinutes), String(count)],
];

export function overviewTable({ totals, own, children }: DashboardOverview): Table {
  return [
    ['グループID', 'グループ', ...SCOPE_COLUMNS],
    ['', '合計', ...scopeCells(totals)],
    ...(own === null ? [] : [['', '下位グループを除く', ...scopeCells(own)]]),
    ...children.map((child) => [toCell(child.code), toCell(child.name), ...scopeCells(child.totals)]),
  ];
}

export const trendTable = ({ months }: DashboardTrend): Table => [
  ['月', '限度時間超過の人数', ...SCOPE_COLUMNS],
  ...months.map(({ month, peopleOver, totals }) => [
    monthText(month),
    ...(totals === null ? ['', ...SCOPE_COLUMNS.map(() => '')] : [String(peopleOver), ...scopeCells(totals)]),
  ]),
];

export const distributionTable = ({ figure, buckets }: DashboardDistribution): Table => [
  [`${FIGURE_WORDS[figure]} 以上`, '未満', '人数'],
  ...buckets.map(bucketCells),
];

export const heatMapTable = ({ workedMinutes, pcActiveMinutes, dates }: DashboardHeatMap): Table => [
  ['曜日', '時', '期間中の日数', '勤務時間', 'PC操作時間'],
  ...WEEKDAYS.flatMap((word, weekday) =>
    Array.from({ length: 24 }, (_, hour) => [
      ...[word, String(hour), String(dates[weekday] ?? 0)],
      ...[amount(workedMinutes[weekday]?.[hour] ?? 0), amount(pcActiveMinutes[weekday]?.[hour] ?? 0)],
    ]),
  ),
];

export const peopleTable = ({ people }: DashboardPeople): Table => [
  [...PERSON_COLUMNS, ...COUNT_COLUMNS, ...FIGURE_COLUMNS, '法定外残業の状態'],
  ...people.map((person) => [
    ...[...personCells(person), ...counts(person.totals), ...amounts(person.totals.minutes)],
    STATE_WORDS[person.overtimeState],
  ]),
];

export const monthsOverTable = ({ months, people }: DashboardMonthsOver): Table => [
  [...PERSON_COLUMNS, ...months.map(({ month }) => monthText(month)), '年度の超過月数', '状態', '集計対象外の日数'],
  ...people.map((person) => [
    ...[...personCells(person), ...person.overtimeMinutes.map(amount)],
    ...[String(person.monthsOver), STATE_WORDS[person.state], String(person.leftOutDays)],
  ]),
];

export const deviationTable = ({ buckets }: DashboardDeviation): Table => [
  ['乖離時間 以上', '未満', '日数'],
  ...buckets.map(bucketCells),
];

/** With その他 where the lists end before the whole, as the charts have it: the shares of each list are 100 together. */
export function useTable({ applications, sites, totalSeconds, siteSeconds }: DashboardUse): Table {
  const rows = (kind: string, list: DashboardUse['sites'], total: number): string[][] => {
    const rest = total - list.reduce((sum, each) => sum + each.seconds, 0);
    const whole = rest > 0 ? [...list, { name: 'その他', seconds: rest }] : list;
    return whole.map(({ name, seconds }) => [
      kind,
      toCell(name),
      String(seconds),
      ((seconds * 100) / total).toFixed(1),
    ]);
  };
  return [
    ['区分', '名称', '秒', '割合（%）'],
    ...rows('アプリケーション', applications, totalSeconds),
    ...rows('サイト', sites, siteSeconds),
  ];
}

export const daysTable = ({ days }: DashboardDays): Table => [
  [
    ...['業務日', ...PERSON_COLUMNS, '出勤', '退勤', 'PC開始', 'PC終了', ...FIGURE_COLUMNS, '選択した時間帯'],
    ...['集計対象外', '未確定を含む', '休出'],
  ],
  ...days.map((day) => [
    ...[dateText(day.workDate), ...personCells(day), reading(day.clockInClock), reading(day.clockOutClock)],
    ...[reading(day.firstActiveClock), reading(day.lastActiveClock)],
    ...DASHBOARD_FIGURES.map((figure) => amount(day.minutes[figure])),
    amount(day.hourMinutes),
    ...[!day.isConfirmed, day.isProvisional, day.isHolidayWork].map((is) => (is ? '1' : '0')),
  ]),
];
