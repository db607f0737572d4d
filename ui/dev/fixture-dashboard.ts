import {
  listDashboardDays,
  listDashboardMonthsOver,
  listDashboardPeople,
  readDashboardDeviation,
  readDashboardDistribution,
  readDashboardFrame,
  readDashboardHeatMap,
  readDashboardOverview,
  readDashboardTrend,
  readDashboardUse,
} from '#domain/contract/dashboard.ts';
import { DASHBOARD_FIGURES, type DashboardFigure, type FigureMinutes } from '#domain/contract/dashboard-figures.ts';
import { datesOfMonth, weekdayOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { addMonths } from '../src/base/months.ts';
import { RUNNING } from './fixture-answers.ts';
import {
  companyOf,
  countsOf,
  daysOf,
  FIRST_MONTH,
  isMonthThere,
  LIMIT,
  made,
  minutesIn,
  minutesOf,
  monthsOf,
  NEWEST,
  totalsOf,
  WARN,
  type Company,
  type Group,
  type Period,
  type Person,
} from './fixture-dashboard-company.ts';

/** The made-up API of 見える化ダッシュボード. Development only. */
interface Asked {
  readonly company: Company;
  readonly people: readonly Person[];
  readonly group: Group | undefined;
  readonly person: Person | undefined;
  readonly months: Period;
  readonly figure: DashboardFigure;
  readonly query: URLSearchParams;
  readonly shown: object;
}

const below = (company: Company, groupId: string): ReadonlySet<string> =>
  new Set([groupId, ...company.groups.filter((each) => each.parentGroupId === groupId).map((each) => each.groupId)]);
const monthIn = (text: string | null): string => (text ?? '').replaceAll('-', '').slice(0, 6);

function askedOf(loginId: string, query: URLSearchParams): Asked {
  const company = companyOf(loginId);
  const group = company.groups.find((each) => each.groupId === query.get('groupId'));
  const scope = group && (query.get('below') === '0' ? new Set([group.groupId]) : below(company, group.groupId));
  const person = company.people.find((each) => each.personId === query.get('personId'));
  const from = query.get('from') ?? `${query.get('to')?.slice(0, 4)}-${query.get('to')?.slice(4, 6)}-01`;
  const to = query.get('from') === null ? (datesOfMonth(from.slice(0, 7)).at(-1) ?? from) : (query.get('to') ?? '');
  return {
    company,
    group,
    person,
    people: person ? [person] : company.people.filter((each) => scope === undefined || scope.has(each.groupId)),
    months: monthsOf(monthIn(from), monthIn(to)),
    figure: DASHBOARD_FIGURES.find((each) => each === query.get('figure')) ?? 'workedMinutes',
    query,
    shown: {
      asOf: Date.now(),
      group: group ? { groupId: group.groupId, code: group.code, name: group.name } : null,
      person: person ? { personId: person.personId, employeeNumber: person.employeeNumber, name: person.name } : null,
      from,
      to,
    },
  };
}

const frame = ({ company }: Asked) => ({
  groups: company.groups,
  currentWorkDate: RUNNING,
  firstMonth: FIRST_MONTH,
  thresholds: {
    monthMinutes: LIMIT,
    monthWarnMinutes: WARN,
    singleMonthMinutes: 6000,
    averageMinutes: 4800,
    monthsOver: 6,
    deviationMinutes: 30,
  },
  minGroupPeople: 5,
});

function overview({ company, people, group, person, months, query, shown }: Asked) {
  const isFlat = query.get('below') === '0' || person !== undefined;
  const children = isFlat ? [] : company.groups.filter((each) => each.parentGroupId === (group?.groupId ?? null));
  const inGroups = (ids: ReadonlySet<string>) => company.people.filter((each) => ids.has(each.groupId));
  return {
    ...shown,
    totals: totalsOf(people, months),
    own: group && !person ? totalsOf(inGroups(new Set([group.groupId])), months) : null,
    children: children.map((each) => ({
      groupId: each.groupId,
      code: each.code,
      name: each.name,
      isDeleted: each.isDeleted,
      hasBelow: company.groups.some((other) => other.parentGroupId === each.groupId),
      totals: totalsOf(inGroups(below(company, each.groupId)), months),
    })),
  };
}

const isOver = (person: Person, month: string): boolean => minutesOf(person, month).statutoryOvertimeMinutes > LIMIT;
const thirteen = (to: string): string[] => Array.from({ length: 13 }, (_, index) => addMonths(to, index - 12));

const trend = ({ people, query, shown }: Asked) => ({
  ...shown,
  months: thirteen(query.get('to') ?? NEWEST).map((month) => ({
    month,
    totals: isMonthThere(month) ? totalsOf(people, [month]) : null,
    peopleOver: isMonthThere(month) ? people.filter((each) => isOver(each, month)).length : 0,
  })),
});

function bucketsOf(values: readonly number[], edges: readonly number[]) {
  const ends = [...edges.slice(1), null];
  return edges.map((fromMinutes, index) => {
    const toMinutes = ends[index] ?? null;
    const count = values.filter((value) => value >= fromMinutes && (toMinutes === null || value < toMinutes)).length;
    return { fromMinutes, toMinutes, count };
  });
}
function edgesFor(highest: number): number[] {
  const step = [60, 120, 300, 600, 1200, 2400, 6000, 12_000].find((each) => highest / each <= 20) ?? 24_000;
  return [0, 1, ...Array.from({ length: Math.floor(highest / step) }, (_, index) => (index + 1) * step)];
}
function distribution({ people, months, figure, shown }: Asked) {
  const values = people.map((each) => minutesIn(each, months)[figure]).toSorted((a, b) => a - b);
  const edges =
    figure === 'statutoryOvertimeMinutes'
      ? [0, 1, 600, 1200, 1800, 2700, 3600, 4800, 6000]
      : edgesFor(values.at(-1) ?? 0);
  const at = (share: number): number | null => values[Math.floor(share * (values.length - 1))] ?? null;
  const mean = values.length === 0 ? null : Math.round(values.reduce((sum, each) => sum + each, 0) / values.length);
  const buckets = bucketsOf(values, edges);
  const first = buckets.findIndex(({ count }) => count > 0);
  return {
    ...shown,
    figure,
    people: values.length,
    buckets: buckets.slice(Math.max(0, first), buckets.findLastIndex(({ count }) => count > 0) + 1),
    mean,
    median: at(0.5),
    percentile90: at(0.9),
    leftOutDays: 2,
  };
}

function heatMap({ people, months, shown }: Asked) {
  const count = months.length === 0 ? 0 : people.length;
  const curve = (weekday: number, hour: number): number => {
    if (weekday === 0) return hour > 9 && hour < 15 ? 1 : 0;
    if (weekday === 6) return hour > 8 && hour < 18 ? 4 : 0;
    const base = [0, 0, 0, 0, 0, 0, 1, 3, 14, 52, 58, 57, 18, 55, 57, 58, 56, 49, 26, 14, 8, 4, 2, 1][hour] ?? 0;
    return base - (weekday === 3 ? Math.floor(base / 9) : 0) + (weekday === 5 && hour > 17 ? 3 : 0);
  };
  const grid = (share: number): number[][] =>
    Array.from({ length: 7 }, (_, weekday) =>
      Array.from({ length: 24 }, (__, hour) => Math.round(curve(weekday, hour) * count * 4 * months.length * share)),
    );
  const dates = Array.from({ length: 7 }, () => 4 * months.length);
  return { ...shown, workedMinutes: grid(1), pcActiveMinutes: grid(0.7), dates, leftOutDays: 2 };
}

const stateOf = (person: Person, months: Period): 'ok' | 'near' | 'over' => {
  const worst = Math.max(0, ...months.map((month) => minutesOf(person, month).statutoryOvertimeMinutes));
  return worst > LIMIT ? 'over' : worst >= WARN ? 'near' : 'ok';
};
const personRow = ({ personId, employeeNumber, name, groupId, groupName }: Person) => ({
  personId,
  employeeNumber,
  name,
  groupId,
  groupName,
});
function pageOf<Row>(rows: readonly Row[], query: URLSearchParams): readonly Row[] {
  const offset = Number(query.get('offset') ?? 0);
  return rows.slice(offset, offset + Number(query.get('limit') ?? 50));
}
function listPeople({ people, months, figure, query, shown }: Asked) {
  const [min, max] = [Number(query.get('minMinutes') ?? 0), Number(query.get('maxMinutes') ?? Infinity)];
  const rows = people
    .map((person) => ({ person, minutes: minutesIn(person, months) }))
    .filter(({ minutes }) => months.length > 0 && minutes[figure] >= min && minutes[figure] < max);
  const sign = query.get('order') === 'least' ? 1 : -1;
  if (query.get('order') !== 'employeeNumber') rows.sort((a, b) => sign * (a.minutes[figure] - b.minutes[figure]));
  return {
    ...shown,
    figure,
    total: rows.length,
    people: pageOf(rows, query).map(({ person, minutes }) => ({
      ...personRow(person),
      totals: { ...countsOf(1, months), minutes },
      overtimeState: stateOf(person, months),
    })),
  };
}

function monthsOver({ people, query, shown }: Asked) {
  const months = thirteen(query.get('to') ?? NEWEST);
  const rows = people
    .map((person) => ({ person, over: months.filter((month) => isMonthThere(month) && isOver(person, month)).length }))
    .filter(({ over }) => query.get('onlyOver') === '0' || over > 0)
    .toSorted((a, b) => b.over - a.over);
  return {
    ...shown,
    months: months.map((month) => ({
      month,
      peopleOver: isMonthThere(month) ? people.filter((each) => isOver(each, month)).length : 0,
    })),
    limitMinutes: LIMIT,
    allowedMonths: 6,
    yearStartMonth: '202604',
    total: rows.length,
    people: pageOf(rows, query).map(({ person, over }) => ({
      ...personRow(person),
      overtimeMinutes: months.map((month) =>
        isMonthThere(month) ? minutesOf(person, month).statutoryOvertimeMinutes : null,
      ),
      monthsOver: over,
      state: over > 6 ? 'over' : over > 4 ? 'near' : 'ok',
      leftOutDays: 0,
    })),
  };
}

function deviation({ people, months, shown }: Asked) {
  const values = people.flatMap((person) =>
    months.flatMap((month) =>
      Array.from({ length: daysOf(month) }, (_, day) => {
        const value = made(person.index * 31 + day * 7 + Number(month), 100);
        return value < 70 ? value % 21 : value < 92 ? value - 55 : value * 2 - 80;
      }),
    ),
  );
  const over = values.filter((value) => value > 30).length;
  return {
    ...shown,
    thresholdMinutes: 30,
    workedMinutes: totalsOf(people, months).minutes.workedMinutes,
    pcActiveMinutes: totalsOf(people, months).minutes.pcActiveMinutes,
    comparedDays: values.length,
    deviatingDays: over,
    deviatingPeople: Math.min(over, Math.ceil(people.length * 0.8)),
    buckets: bucketsOf(values, [0, 1, 11, 21, 31, 61, 121]),
    leftOutDays: 2,
  };
}

const USED: readonly [string, number][] = [
  ['EXCEL.EXE', 31],
  ['OUTLOOK.EXE', 22],
  ['chrome.exe', 19],
  ['Teams.exe', 9],
  ['基幹システム販売管理クライアント（第二世代・長い名前の実行ファイル）.exe', 6],
];
const SITES: readonly [string, number][] = [
  ['社内ポータル', 40],
  ['顧客管理', 28],
  ['経費精算', 9],
  ['地図', 4],
];
function use({ people, shown }: Asked) {
  const obstacle = people.length < 5 ? 'fewPeople' : null;
  const seconds = people.length * 60_000;
  const listOf = (rows: readonly [string, number][]) =>
    obstacle === null ? rows.map(([name, share]) => ({ name, seconds: Math.round((seconds * share) / 100) })) : [];
  return {
    ...shown,
    obstacle,
    applications: listOf(USED),
    sites: listOf(SITES),
    totalSeconds: obstacle === null ? seconds : 0,
    siteSeconds: obstacle === null ? Math.round(seconds * 0.85) : 0,
  };
}

function listDays({ people, months, figure, query, shown }: Asked) {
  const asked = months.at(-1) ?? NEWEST;
  const dates = datesOfMonth(`${asked.slice(0, 4)}-${asked.slice(4)}`).filter((date) => date < RUNNING);
  const weekday = query.get('weekday');
  const fits = (date: WorkDate): boolean =>
    weekday === null ? ![0, 6].includes(weekdayOf(date)) : weekdayOf(date) === Number(weekday);
  const rows = people
    .slice(0, 400)
    .flatMap((person) =>
      dates.filter(fits).map((workDate, index) => ({ person, workDate, minutes: dayMinutes(person, asked, index) })),
    );
  const only = query.get('only');
  const kept = only === 'leftOut' ? rows.filter((_, index) => index % 170 === 0) : rows;
  const hour = query.get('workedHour') ?? query.get('pcHour');
  return {
    ...shown,
    total: kept.length,
    days: pageOf(
      kept.toSorted((a, b) => b.minutes[figure] - a.minutes[figure]),
      query,
    ).map(({ person, workDate, minutes }, index) => ({
      ...personRow(person),
      workDate,
      isConfirmed: only !== 'leftOut',
      isProvisional: index % 9 === 2 || only === 'provisional',
      isHolidayWork: index % 17 === 5,
      clockInClock: 535 + (index % 20),
      clockOutClock: index % 23 === 6 ? null : 1080 + (minutes.overtimeMinutes % 200),
      firstActiveClock: 530 + (index % 9),
      lastActiveClock: 1100 + (index % 190),
      minutes: { ...minutes, statutoryOvertimeMinutes: figure === 'statutoryOvertimeMinutes' ? 45 : null },
      hourMinutes: hour === null ? null : 60 - (index % 30),
    })),
  };
}
function dayMinutes(person: Person, month: string, index: number): FigureMinutes {
  const whole = minutesOf(person, month);
  return Object.fromEntries(
    DASHBOARD_FIGURES.map((figure) => [
      figure,
      Math.round((whole[figure] / daysOf(month)) * (0.6 + made(index + person.index, 80) / 100)),
    ]),
  ) as FigureMinutes;
}

type Said = [number, unknown] | undefined;
const ANSWERS: Readonly<
  Record<string, readonly [(asked: Asked) => unknown, { parse(value: unknown): unknown } | undefined]>
> = {
  '': [frame, readDashboardFrame.answer],
  '/overview': [overview, readDashboardOverview.answer],
  '/trend': [trend, readDashboardTrend.answer],
  '/distribution': [distribution, readDashboardDistribution.answer],
  '/heat-map': [heatMap, readDashboardHeatMap.answer],
  '/people': [listPeople, listDashboardPeople.answer],
  '/months-over': [monthsOver, listDashboardMonthsOver.answer],
  '/deviation': [deviation, readDashboardDeviation.answer],
  '/application-use': [use, readDashboardUse.answer],
  '/days': [listDays, listDashboardDays.answer],
};

/** `broken`: everything fails; `halfway`: charts fail, the figures are there. */
export function dashboardAnswer(loginId: string, path: string, query: URLSearchParams): Said {
  if (!path.startsWith('/api/dashboard')) return undefined;
  const part = ANSWERS[path.slice('/api/dashboard'.length)];
  if (part === undefined) return undefined;
  const isFailing = loginId === 'broken' || (loginId === 'halfway' && /trend|heat/.test(path));
  if (isFailing) return [503, { error: { code: 'unavailable', message: '', requestId: 'dev-2' } }];
  const [answer, schema] = part;
  return [200, schema?.parse(answer(askedOf(loginId, query)))];
}
