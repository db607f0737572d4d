import { DASHBOARD_FIGURES, type FigureMinutes } from '#domain/contract/dashboard-figures.ts';
import { addMonths } from '../src/base/months.ts';
import { ID } from './fixture-answers.ts';

/** A company for 見える化ダッシュボード: 40 people, or 10,000 for the id `many`. Figures are made up from numbers that never change. Development only. */
export interface Group {
  readonly groupId: string;
  readonly code: string;
  readonly name: string;
  readonly parentGroupId: string | null;
  readonly depth: number;
  readonly people: number;
  readonly isDeleted: boolean;
}
export interface Person {
  readonly personId: string;
  readonly employeeNumber: string;
  readonly name: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly index: number;
}
export interface Company {
  readonly groups: readonly Group[];
  readonly people: readonly Person[];
}

export const FIRST_MONTH = '202602';
export const NEWEST = '202611';
export const LIMIT = 2700;
export const WARN = 2160;
const FAMILY = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤', '勅使河原'];
const GIVEN = ['花子', '一郎', '健', '美咲', '大輔', '由美', '直樹', 'さくら', '誠', '恵', '龍之介'];
const LONG = 'アレクサンドラ・マリア・フォン・シュヴァルツェンベルク＝寿限無寿限無五劫の擦り切れ';
const SMALL: readonly [string, string, string | null, number][] = [
  ['S', '営業本部', null, 2],
  ['S1', '営業一課', 'S', 9],
  ['S2', '営業二課（首都圏・法人のお客様と、官公庁の入札、販売代理店の支援を担当）', 'S', 8],
  ['D', '開発本部', null, 1],
  ['D1', '製品開発課', 'D', 10],
  ['D2', '品質保証課', 'D', 4],
  ['G', '総務部', null, 3],
  ['G1', '人事課', 'G', 3],
];

/** A number below `below` that is always the same for the same place. */
export const made = (place: number, below: number): number => Math.abs(Math.imul(place + 7, 2654435761) >>> 8) % below;

function small(): Company {
  const idOf = (code: string): string => ID(7000 + SMALL.findIndex(([each]) => each === code));
  const groups = SMALL.map(([code, name, parent, people]): Group => {
    const parentGroupId = parent === null ? null : idOf(parent);
    return { groupId: idOf(code), code, name, parentGroupId, depth: parent === null ? 0 : 1, people, isDeleted: false };
  });
  const old: Group = {
    groupId: ID(7099),
    code: 'X',
    name: '新規事業準備室',
    parentGroupId: null,
    depth: 0,
    people: 0,
    isDeleted: true,
  };
  return { groups: [...groups, old], people: peopleIn(groups) };
}
function large(): Company {
  const groups = Array.from({ length: 12 }, (_, division): Group[] => {
    const top: Group = {
      groupId: ID(8000 + division * 20),
      code: `D${division}`,
      name: `第${division + 1}事業本部`,
      parentGroupId: null,
      depth: 0,
      people: 4,
      isDeleted: false,
    };
    const below = Array.from({ length: 9 }, (__, part): Group => {
      const groupId = ID(8001 + division * 20 + part);
      const name = `第${division + 1}事業本部 ${part + 1}課`;
      const people = part === 0 ? 101 : 92;
      return {
        groupId,
        code: `D${division}${part}`,
        name,
        parentGroupId: top.groupId,
        depth: 1,
        people,
        isDeleted: false,
      };
    });
    return [top, ...below];
  }).flat();
  return { groups, people: peopleIn(groups) };
}
function peopleIn(groups: readonly Group[]): Person[] {
  const people: Person[] = [];
  for (const group of groups)
    for (let at = 0; at < group.people; at += 1) {
      const index = people.length;
      const name = `${FAMILY[index % FAMILY.length] ?? ''} ${GIVEN[(index * 3 + 1) % GIVEN.length] ?? ''}`;
      people.push({
        personId: ID(200_000 + index),
        employeeNumber: `E${String(1001 + index)}`,
        name: index === 4 ? LONG : name,
        groupId: group.groupId,
        groupName: group.name,
        index,
      });
    }
  return people;
}

export const isMonthThere = (month: string): boolean => FIRST_MONTH <= month && month <= NEWEST;
/** Minutes of a person in a month. */
export function minutesOf({ index, groupId }: Person, month: string): FigureMinutes {
  const place = index * 97 + Number(month);
  const share = month === NEWEST ? 0.66 : 1;
  const heavy = index % 13 === 4;
  const overtime = Math.round((made(place, 1500) + (heavy ? 1800 : 60) + (month.endsWith('03') ? 700 : 0)) * share);
  const worked =
    Math.round((8700 + made(place + 1, 500) + made(Number(groupId.slice(-5)) * 13, 900)) * share) + overtime;
  const holiday = made(place, 9) === 0 ? 320 : 0;
  return {
    workedMinutes: worked + holiday,
    overtimeMinutes: overtime,
    statutoryOvertimeMinutes: Math.max(0, overtime - 90),
    unrequestedMinutes: made(place + 2, 260),
    holidayWorkMinutes: holiday,
    lateNightMinutes: heavy ? 240 : made(place + 3, 60),
    meetingMinutes: Math.round((900 + made(place + 4, 1400)) * share),
    offsiteMinutes: index % 4 === 0 ? Math.round(made(place + 5, 2400) * share) : 0,
    taskMinutes: Math.round(worked * 0.8),
    pcActiveMinutes: Math.round(worked * (0.58 + made(place + 6, 25) / 100)),
    deviationMinutes: made(place + 7, 420),
  };
}
export const daysOf = (month: string): number => (month === NEWEST ? 13 : 20);

export type Period = readonly string[];
export function monthsOf(from: string, to: string): Period {
  const months: string[] = [];
  for (let month = from; month <= to && months.length < 14; month = addMonths(month, 1)) months.push(month);
  return months.filter(isMonthThere);
}
const ZERO = Object.fromEntries(DASHBOARD_FIGURES.map((figure) => [figure, 0])) as FigureMinutes;
function addTo(sum: FigureMinutes, more: FigureMinutes): FigureMinutes {
  for (const figure of DASHBOARD_FIGURES) sum[figure] += more[figure];
  return sum;
}
export const minutesIn = (person: Person, months: Period): FigureMinutes =>
  months.reduce((sum, month) => addTo(sum, minutesOf(person, month)), { ...ZERO });

const daysIn = (months: Period, count: number): number => count * months.reduce((sum, month) => sum + daysOf(month), 0);
export function totalsOf(people: readonly Person[], months: Period) {
  const isThere = people.length > 0 && months.length > 0;
  const minutes = isThere
    ? people.reduce((sum, person) => addTo(sum, minutesIn(person, months)), { ...ZERO })
    : { ...ZERO };
  const meanMinutes = Object.fromEntries(
    DASHBOARD_FIGURES.map((figure) => [figure, Math.round(minutes[figure] / Math.max(1, people.length))]),
  ) as FigureMinutes;
  return {
    people: isThere ? people.length : 0,
    ...countsOf(people.length, months),
    minutes,
    meanMinutes: isThere ? meanMinutes : null,
  };
}
export const countsOf = (count: number, months: Period) => ({
  declaredDays: daysIn(months, count),
  leftOutDays: months.includes(NEWEST) ? Math.ceil(count / 14) : 0,
  provisionalDays: months.includes(NEWEST) ? Math.ceil(count / 3) : 0,
  holidayWorkDays: Math.ceil(count / 9) * months.length,
  pcDays: daysIn(months, count),
  deviatingDays: Math.ceil(count / 2) * months.length,
});

const companies = new Map<string, Company>();
export function companyOf(loginId: string): Company {
  const kind = loginId === 'many' ? 'many' : 'few';
  const known = companies.get(kind);
  if (known) return known;
  const company = kind === 'many' ? large() : small();
  companies.set(kind, company);
  return company;
}
