import type {
  DashboardDeviation,
  DashboardDistribution,
  DashboardHeatMap,
  DashboardOverview,
  DashboardTrend,
  DashboardUse,
} from '#domain/contract/dashboard.ts';
import type { Bucket, DashboardFigure, ScopeTotals } from '#domain/contract/dashboard-figures.ts';
import { formatMinutes } from '#domain/time/format.ts';
import type { Messages } from '../messages/ja.ts';
import type { ChartData, ChartMeaning } from './chart-data.ts';

/** From the portal's answers to the numbers of the charts. Nothing is added up here that the portal has not counted. */

const MEANINGS: Readonly<Record<DashboardFigure, ChartMeaning>> = {
  workedMinutes: 'worked',
  overtimeMinutes: 'overtime',
  statutoryOvertimeMinutes: 'overtime',
  unrequestedMinutes: 'unrequested',
  holidayWorkMinutes: 'holidayWork',
  lateNightMinutes: 'lateNight',
  meetingMinutes: 'plain',
  offsiteMinutes: 'plain',
  taskMinutes: 'plain',
  pcActiveMinutes: 'pc',
  deviationMinutes: 'plain',
};

type Basis = 'mean' | 'total';
/** A figure of a scope, for each person or as a sum; null where nobody has a day. */
export function amountOf(totals: ScopeTotals | null, figure: DashboardFigure, basis: Basis): number | null {
  if (totals === null || totals.meanMinutes === null) return null;
  return basis === 'mean' ? totals.meanMinutes[figure] : totals.minutes[figure];
}

const nameOfMonth = (month: string, m: Messages): string =>
  m.monthTitle(Number(month.slice(0, 4)), Number(month.slice(4)));

/** A month at an axis: the year only where it begins. */
const shortMonth = (month: string, isFirst: boolean, m: Messages): string =>
  isFirst || month.endsWith('01')
    ? m.charts.yearMonth(month.slice(2, 4), Number(month.slice(4)))
    : m.charts.month(Number(month.slice(4)));

export function trendData(
  { months }: Pick<DashboardTrend, 'months'>,
  { figure, basis, isShown }: { figure: DashboardFigure; basis: Basis; isShown: (month: string) => boolean },
  m: Messages,
): ChartData {
  return {
    unit: 'minutes',
    head: m.dashboard.month,
    categories: months.map(({ month }, index) => ({
      key: month,
      name: nameOfMonth(month, m),
      short: shortMonth(month, index === 0, m),
      isMuted: !isShown(month),
    })),
    series: [
      {
        key: figure,
        name: m.dashboard.figures[figure].name,
        meaning: MEANINGS[figure],
        values: months.map(({ totals }) => amountOf(totals, figure, basis)),
      },
    ],
  };
}

/** 「0:00」, 「10:00–19:59」, 「60:00以上」: with its last minute, since the upper end belongs to the next bucket. */
export function nameOfBucket({ fromMinutes, toMinutes }: Bucket, m: Messages): string {
  if (toMinutes === null) return m.charts.andMore(formatMinutes(fromMinutes));
  return toMinutes - fromMinutes === 1
    ? formatMinutes(fromMinutes)
    : m.charts.range(formatMinutes(fromMinutes), formatMinutes(toMinutes - 1));
}

/** People by how much they have; what begins at `limitMinutes` or above it says so (exactly the limit is not over it, so the words are 「上限以上」). */
export function distributionData(
  { buckets }: Pick<DashboardDistribution, 'buckets'>,
  limitMinutes: number | undefined,
  m: Messages,
): ChartData {
  return bucketData(buckets, m, {
    unit: 'people',
    head: m.dashboard.bucket,
    name: m.dashboard.peopleCount,
    isOver: ({ fromMinutes }) => limitMinutes !== undefined && fromMinutes >= limitMinutes,
    over: m.dashboard.overLimit,
  });
}

/** Days by how far declaration and PC log are apart. */
export function deviationData(
  { buckets, thresholdMinutes }: Pick<DashboardDeviation, 'buckets' | 'thresholdMinutes'>,
  m: Messages,
): ChartData {
  return bucketData(buckets, m, {
    unit: 'days',
    head: m.dashboard.deviation.bucket,
    name: m.dashboard.dayCount,
    isOver: ({ fromMinutes }) => fromMinutes > thresholdMinutes,
    over: m.dashboard.overThreshold,
  });
}

interface BucketTexts {
  readonly unit: 'people' | 'days';
  readonly head: string;
  readonly name: string;
  readonly isOver: (bucket: Bucket) => boolean;
  readonly over: (name: string) => string;
}
function bucketData(buckets: readonly Bucket[], m: Messages, texts: BucketTexts): ChartData {
  return {
    unit: texts.unit,
    head: texts.head,
    categories: buckets.map((bucket) => {
      const name = nameOfBucket(bucket, m);
      const isOver = texts.isOver(bucket);
      return { key: String(bucket.fromMinutes), name: isOver ? texts.over(name) : name, short: name, isOver };
    }),
    series: [{ key: 'count', name: texts.name, meaning: 'worked', values: buckets.map(({ count }) => count) }],
  };
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** A usual week: minutes of an hour ÷ how often its weekday is in the period. Null: that weekday is not in the period. */
export function heatData(
  heat: Pick<DashboardHeatMap, 'workedMinutes' | 'pcActiveMinutes' | 'dates'>,
  lane: 'worked' | 'pc',
  m: Messages,
): ChartData {
  const grid = lane === 'worked' ? heat.workedMinutes : heat.pcActiveMinutes;
  return {
    unit: 'minutes',
    head: m.dashboard.heat.hour,
    // A working day begins in the morning: 5:00 first, as in the bars of a day.
    categories: HOURS.map((_, index) => (index + 5) % 24).map((hour) => ({
      key: String(hour),
      name: m.charts.hour(hour),
      short: String(hour),
    })),
    series: grid.map((minutes, weekday) => ({
      key: String(weekday),
      name: m.weekdays[weekday] ?? '',
      meaning: lane,
      values: HOURS.map((_, index) => {
        const dates = heat.dates[weekday] ?? 0;
        return dates === 0 ? null : Math.round((minutes[(index + 5) % 24] ?? 0) / dates);
      }),
    })),
  };
}

/** Groups beside each other: those below the chosen one, and its own people where there are some. */
export function comparisonData(
  { own, children, group }: Pick<DashboardOverview, 'own' | 'children' | 'group'>,
  figure: DashboardFigure,
  basis: Basis,
  m: Messages,
): ChartData {
  const rows = children.map(({ groupId, name, isDeleted, totals }) => ({
    key: groupId,
    name: isDeleted ? m.dashboard.deletedGroup(name) : name,
    totals,
  }));
  if (own !== null && group !== null && own.people > 0)
    rows.unshift({ key: group.groupId, name: m.dashboard.ownDays(group.name), totals: own });
  return {
    unit: 'minutes',
    head: m.dashboard.group,
    categories: rows.map(({ key, name }) => ({ key, name })),
    series: [
      {
        key: figure,
        name: m.dashboard.figures[figure].name,
        meaning: MEANINGS[figure],
        values: rows.map(({ totals }) => amountOf(totals, figure, basis)),
      },
    ],
  };
}

/** Shares of all applications or of all named sites. */
export function useData(use: DashboardUse, of: 'applications' | 'sites', m: Messages): ChartData {
  const whole = of === 'applications' ? use.totalSeconds : use.siteSeconds;
  const rows = use[of];
  const rest = whole - rows.reduce((sum, each) => sum + each.seconds, 0);
  const named = rest > 0 ? [...rows, { name: m.dashboard.use.others, seconds: rest }] : rows;
  return {
    unit: 'percent',
    head: of === 'applications' ? m.dashboard.use.application : m.dashboard.use.site,
    categories: named.map(({ name }) => ({ key: name, name })),
    series: [
      {
        key: of,
        name: m.dashboard.use.share,
        meaning: of === 'applications' ? 'pc' : 'worked',
        values: named.map(({ seconds }) => (whole === 0 ? null : (seconds / whole) * 100)),
      },
    ],
  };
}
