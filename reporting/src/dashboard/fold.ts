import { DASHBOARD_FIGURES } from '#domain/contract/dashboard-figures.ts';
import type { DashboardFigure, FigureMinutes, FigureTotals, ScopeTotals } from '#domain/contract/dashboard-figures.ts';
import { meanOf } from '#domain/dashboard/statistics.ts';
import { DAY_COUNTS } from './sum-columns.ts';
import type { DayCount, MonthSums } from './sum-columns.ts';
import type { Names } from './numbering.ts';
import { PlaceSet } from './place-set.ts';
import type { Scope } from './scope.ts';

type Totals = Omit<FigureTotals, 'people'>;
type ScopeChoice = Pick<Scope, 'groupIds' | 'deletedIds' | 'person'>;

const zeros = (): FigureMinutes =>
  Object.fromEntries(DASHBOARD_FIGURES.map((figure) => [figure, 0])) as Record<DashboardFigure, number>;
const emptyTotals = (): Totals => ({
  declaredDays: 0,
  leftOutDays: 0,
  provisionalDays: 0,
  holidayWorkDays: 0,
  pcDays: 0,
  deviatingDays: 0,
  minutes: zeros(),
});

/** The rows of a month that lie in the scope: each is a person's days in one of their groups. A pair may have more than one. */
function rowsInScope(month: MonthSums, { people, groups }: Choice): number[] {
  const rows: number[] = [];
  for (let row = 0; row < month.people.length; row += 1)
    if (people[month.people[row] ?? 0] === 1 && groups[month.groups[row] ?? 0] === 1) rows.push(row);
  return rows;
}

interface Choice {
  /** By place: 1 is in the scope. */
  readonly people: Uint8Array;
  readonly groups: Uint8Array;
}

function choiceOf({ people, groups }: Names, { groupIds, deletedIds, person }: ScopeChoice): Choice {
  const chosenPeople = new Uint8Array(people.texts.length).fill(person === null ? 1 : 0);
  const chosenGroups = new Uint8Array(groups.texts.length).fill(groupIds === null ? 1 : 0);
  const mark = (marks: Uint8Array, place: number | undefined, value: number): void => {
    if (place !== undefined) marks[place] = value;
  };
  if (person !== null) mark(chosenPeople, people.find(person.personId), 1);
  for (const groupId of groupIds ?? []) mark(chosenGroups, groups.find(groupId), 1);
  for (const personId of deletedIds) mark(chosenPeople, people.find(personId), 0);
  return { people: chosenPeople, groups: chosenGroups };
}

interface PeopleSum {
  readonly totals: Totals;
  readonly people: PlaceSet;
}

/** The sums of a scope by group of the date. */
export function sumByGroup(months: readonly MonthSums[], scope: ScopeChoice): Map<string, PeopleSum> {
  const names = namesOf(months);
  if (names === undefined) return new Map();
  const choice = choiceOf(names, scope);
  const byPlace = new Map<number, PeopleSum>();
  for (const month of months) {
    const rows = rowsInScope(month, choice);
    for (const row of rows) {
      const group = month.groups[row] ?? 0;
      let sum = byPlace.get(group);
      if (sum === undefined) {
        sum = { totals: emptyTotals(), people: new PlaceSet(choice.people.length) };
        byPlace.set(group, sum);
      }
      sum.people.add(month.people[row] ?? 0);
    }
    addColumns(byPlace, month, rows, choice.groups.length);
  }
  return new Map([...byPlace].map(([place, sum]) => [names.groups.texts[place] ?? '', sum]));
}

/** Column by column: the engine of JavaScript adds numbers of one array many times faster than fields of many objects. */
function addColumns(
  byPlace: ReadonlyMap<number, PeopleSum>,
  month: MonthSums,
  rows: readonly number[],
  groups: number,
): void {
  const sums = new Float64Array(groups);
  const add = (column: Int32Array, give: (totals: Totals, sum: number) => void): void => {
    sums.fill(0);
    for (const row of rows) {
      const group = month.groups[row] ?? 0;
      sums[group] = (sums[group] ?? 0) + (column[row] ?? 0);
    }
    for (const [place, { totals }] of byPlace) give(totals, sums[place] ?? 0);
  };
  for (const count of DAY_COUNTS) add(month.counts[count], (totals, sum) => (totals[count] += sum));
  for (const figure of DASHBOARD_FIGURES) add(month.minutes[figure], (totals, sum) => (totals.minutes[figure] += sum));
}

const namesOf = (months: readonly MonthSums[]): Names | undefined => months[0]?.names;

/** Several groups as one: a person who was in two of them is one person. */
export function joinSums(sums: Iterable<PeopleSum>): ScopeTotals {
  const totals = emptyTotals();
  let people: PlaceSet | undefined;
  for (const sum of sums) {
    for (const count of DAY_COUNTS) totals[count] += sum.totals[count];
    for (const figure of DASHBOARD_FIGURES) totals.minutes[figure] += sum.totals.minutes[figure];
    people ??= new PlaceSet(sum.people.places);
    people.addAll(sum.people);
  }
  const count = people?.size ?? 0;
  return { people: count, ...totals, meanMinutes: meansOf(totals.minutes, count) };
}

function meansOf(minutes: FigureMinutes, people: number): FigureMinutes | null {
  if (people === 0) return null;
  return Object.fromEntries(
    DASHBOARD_FIGURES.map((figure) => [figure, meanOf(minutes[figure], people) ?? 0]),
  ) as FigureMinutes;
}

/** The sums of a scope by person: columns by the person's place, summed when they are asked for. */
export interface PeopleSums {
  /** Who has a day in the scope. */
  readonly places: readonly number[];
  personIdOf(place: number): string;
  /** On the last date with a day in the scope. */
  groupIdOf(place: number): string;
  minutesOf(figure: DashboardFigure): Float64Array;
  countsOf(count: DayCount): Float64Array;
  totalsOf(place: number): Totals;
}

export function sumPeople(months: readonly MonthSums[], scope: ScopeChoice): PeopleSums {
  const names = namesOf(months);
  const size = names?.people.texts.length ?? 0;
  const choice = names === undefined ? undefined : choiceOf(names, scope);
  const chosen = choice === undefined ? [] : months.map((month) => ({ month, rows: rowsInScope(month, choice) }));
  const columns = new Map<string, Float64Array>();
  const columnOf = (name: DashboardFigure | DayCount, of: (month: MonthSums) => Int32Array): Float64Array => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const sums = new Float64Array(size);
    for (const { month, rows } of chosen) {
      const column = of(month);
      for (const row of rows) {
        const place = month.people[row] ?? 0;
        sums[place] = (sums[place] ?? 0) + (column[row] ?? 0);
      }
    }
    columns.set(name, sums);
    return sums;
  };
  const { places, groups } = lastGroups(chosen, size);
  const minutesOf = (figure: DashboardFigure): Float64Array => columnOf(figure, (month) => month.minutes[figure]);
  const countsOf = (count: DayCount): Float64Array => columnOf(count, (month) => month.counts[count]);
  return {
    ...{ places, minutesOf, countsOf },
    personIdOf: (place) => names?.people.texts[place] ?? '',
    groupIdOf: (place) => names?.groups.texts[groups[place] ?? 0] ?? '',
    totalsOf: (place) => {
      const totals = emptyTotals();
      for (const count of DAY_COUNTS) totals[count] = countsOf(count)[place] ?? 0;
      for (const figure of DASHBOARD_FIGURES) totals.minutes[figure] = minutesOf(figure)[place] ?? 0;
      return totals;
    },
  };
}

/** Who has a day, in the order of the months, and in which group the last of each is. */
function lastGroups(
  chosen: readonly { readonly month: MonthSums; readonly rows: readonly number[] }[],
  size: number,
): { readonly places: number[]; readonly groups: Int32Array } {
  const places: number[] = [];
  const lastDays = new Int32Array(size).fill(-1);
  const groups = new Int32Array(size);
  for (const { month, rows } of chosen) {
    for (const row of rows) {
      const place = month.people[row] ?? 0;
      const lastDay = month.lastDays[row] ?? 0;
      if (lastDays[place] === -1) places.push(place);
      if (lastDay <= (lastDays[place] ?? -1)) continue;
      lastDays[place] = lastDay;
      groups[place] = month.groups[row] ?? 0;
    }
  }
  return { places, groups };
}

/**
 * 法定外残業 of everyone in a month by the person's place; NaN: no declared day. The law asks about the person: whatever group their days were in, so
 * the scope does not cut it.
 */
export function overtimeOfMonth(month: MonthSums): Float64Array {
  const overtime = new Float64Array(month.names.people.texts.length).fill(NaN);
  const { declaredDays, leftOutDays } = month.counts;
  const { statutoryOvertimeMinutes } = month.minutes;
  for (let row = 0; row < month.people.length; row += 1) {
    if ((declaredDays[row] ?? 0) + (leftOutDays[row] ?? 0) === 0) continue;
    const place = month.people[row] ?? 0;
    const before = overtime[place] ?? NaN;
    overtime[place] = (Number.isNaN(before) ? 0 : before) + (statutoryOvertimeMinutes[row] ?? 0);
  }
  return overtime;
}

/** A reading of `overtimeOfMonth`; null: no declared day. */
export const knownOvertime = (overtime: Float64Array, place: number): number | null => {
  const minutes = overtime[place] ?? NaN;
  return Number.isNaN(minutes) ? null : minutes;
};
