import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DashboardUse } from '#domain/contract/dashboard.ts';
import { DASHBOARD_FIGURES, type FigureMinutes, type ScopeTotals } from '#domain/contract/dashboard-figures.ts';
import { ja } from '../messages/ja.ts';
import {
  comparisonData,
  deviationData,
  distributionData,
  heatData,
  nameOfBucket,
  trendData,
  useData,
} from './dashboard-data.ts';

const minutes = (value: number): FigureMinutes =>
  Object.fromEntries(DASHBOARD_FIGURES.map((figure) => [figure, value])) as FigureMinutes;
const totals = (people: number, value: number): ScopeTotals => ({
  people,
  declaredDays: people,
  leftOutDays: 0,
  provisionalDays: 0,
  holidayWorkDays: 0,
  pcDays: 0,
  deviatingDays: 0,
  minutes: minutes(value * people),
  meanMinutes: people === 0 ? null : minutes(value),
});

test('a month without a computed day is null, one in which nobody worked is zero', () => {
  const months = [
    { month: '202512', totals: null, peopleOver: 0 },
    { month: '202601', totals: totals(4, 0), peopleOver: 0 },
    { month: '202602', totals: totals(4, 90), peopleOver: 0 },
  ];
  const ask = { figure: 'overtimeMinutes', isShown: (month: string) => month === '202602' } as const;
  const mean = trendData({ months }, { ...ask, basis: 'mean' }, ja);
  assert.deepEqual(mean.series[0]?.values, [null, 0, 90]);
  assert.deepEqual(trendData({ months }, { ...ask, basis: 'total' }, ja).series[0]?.values, [null, 0, 360]);
  assert.deepEqual(
    mean.categories.map(({ isMuted }) => isMuted),
    [true, true, false],
  );
  assert.deepEqual(
    mean.categories.map(({ short }) => short),
    ['’25/12月', '’26/1月', '2月'],
  );
});

test('a bucket is named by its first and last minute', () => {
  const name = (fromMinutes: number, toMinutes: number | null) =>
    nameOfBucket({ fromMinutes, toMinutes, count: 0 }, ja);
  assert.deepEqual(
    [name(0, 1), name(1, 600), name(600, 1200), name(3600, null)],
    ['0:00', '0:01–9:59', '10:00–19:59', '60:00以上'],
  );
});

test('what is at the limit or over it says so', () => {
  const buckets = [
    { fromMinutes: 1800, toMinutes: 2700, count: 3 },
    { fromMinutes: 2700, toMinutes: null, count: 1 },
  ];
  const marked = distributionData({ buckets }, 2700, ja);
  assert.deepEqual(
    marked.categories.map(({ name, isOver }) => [name, isOver]),
    [
      ['30:00–44:59', false],
      ['45:00以上（上限以上）', true],
    ],
  );
  assert.deepEqual(marked.series[0]?.values, [3, 1]);
  assert.ok(distributionData({ buckets }, undefined, ja).categories.every(({ isOver }) => isOver === false));
  const days = deviationData({ buckets: [{ fromMinutes: 31, toMinutes: 61, count: 5 }], thresholdMinutes: 30 }, ja);
  assert.equal(days.categories[0]?.name, '0:31–1:00（基準超）');
});

test('a week begins at 5:00, and its hours are means over the dates of a weekday', () => {
  const grid = Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (__, hour) => weekday * 100 + hour),
  );
  const heat = heatData({ workedMinutes: grid, pcActiveMinutes: grid, dates: [0, 4, 1, 1, 1, 1, 1] }, 'worked', ja);
  assert.deepEqual([heat.categories[0]?.key, heat.categories[23]?.key], ['5', '4']);
  assert.equal(heat.series[2]?.values[0], 205);
  assert.equal(heat.series[2]?.values[23], 204);
  assert.equal(heat.series[1]?.values[1], Math.round(106 / 4));
  assert.ok(
    heat.series[0]?.values.every((value) => value === null),
    'no Sunday in the period: no data',
  );
});

test('groups are compared with the own days of the chosen one, if there are any', () => {
  const child = { groupId: 'b', code: 'B', name: '一課', isDeleted: false, hasBelow: false, totals: totals(2, 50) };
  const gone = { ...child, groupId: 'c', name: '準備室', isDeleted: true, totals: totals(0, 0) };
  const group = { groupId: 'a', code: 'A', name: '営業部' };
  const data = comparisonData({ own: totals(1, 30), children: [child, gone], group }, 'workedMinutes', 'mean', ja);
  assert.deepEqual(
    data.categories.map(({ key, name }) => [key, name]),
    [
      ['a', '営業部（直属）'],
      ['b', '一課'],
      ['c', '準備室（削除済み）'],
    ],
  );
  assert.deepEqual(data.series[0]?.values, [30, 50, null]);
  const without = comparisonData({ own: totals(0, 0), children: [child], group }, 'workedMinutes', 'total', ja);
  assert.deepEqual(without.series[0]?.values, [100]);
});

test('shares add up to the whole: what is not listed is その他', () => {
  const use = {
    applications: [
      { name: 'EXCEL.EXE', seconds: 50 },
      { name: 'chrome.exe', seconds: 30 },
    ],
    sites: [{ name: '社内ポータル', seconds: 40 }],
    totalSeconds: 100,
    siteSeconds: 40,
  } as unknown as DashboardUse;
  const applications = useData(use, 'applications', ja);
  assert.deepEqual(applications.series[0]?.values, [50, 30, 20]);
  assert.equal(applications.categories[2]?.name, 'その他');
  assert.deepEqual(useData(use, 'sites', ja).series[0]?.values, [100]);
});
