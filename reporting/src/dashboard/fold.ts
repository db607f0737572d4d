import { DASHBOARD_FIGURES } from '#domain/contract/dashboard-figures.ts';
import type { DashboardFigure, FigureMinutes, FigureTotals, ScopeTotals } from '#domain/contract/dashboard-figures.ts';
import { meanOf } from '#domain/dashboard/statistics.ts';
import { DAY_COUNTS } from './month-sums.ts';
import type { MonthSums } from './month-sums.ts';
import type { Scope } from './scope.ts';

type Totals = Omit<FigureTotals, 'people'>;

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

function addRow(totals: Totals, month: MonthSums, index: number): void {
  for (const count of DAY_COUNTS) totals[count] += month.counts[count][index] ?? 0;
  for (const figure of DASHBOARD_FIGURES) totals.minutes[figure] += month.minutes[figure][index] ?? 0;
}

/** Calls for each row of the scope: a person's month in one of their groups. */
export function eachRow(
  months: readonly MonthSums[],
  scope: Pick<Scope, 'groupIds' | 'deletedIds' | 'person'>,
  visit: (month: MonthSums, index: number, personId: string, groupId: string) => void,
): void {
  const { groupIds, deletedIds, person } = scope;
  for (const month of months) {
    for (const [index, personId] of month.personIds.entries()) {
      const groupId = month.groupIds[index] ?? '';
      if (person !== null && personId !== person.personId) continue;
      if (groupIds !== null && !groupIds.has(groupId)) continue;
      if (deletedIds.size > 0 && deletedIds.has(personId)) continue;
      visit(month, index, personId, groupId);
    }
  }
}

interface PeopleSum {
  readonly totals: Totals;
  readonly people: Set<string>;
}

/** The sums of a scope by group of the date. */
export function sumByGroup(months: readonly MonthSums[], scope: Scope): Map<string, PeopleSum> {
  const byGroup = new Map<string, PeopleSum>();
  eachRow(months, scope, (month, index, personId, groupId) => {
    let sum = byGroup.get(groupId);
    if (sum === undefined) byGroup.set(groupId, (sum = { totals: emptyTotals(), people: new Set() }));
    addRow(sum.totals, month, index);
    sum.people.add(personId);
  });
  return byGroup;
}

/** Several groups as one: a person who was in two of them is one person. */
export function joinSums(sums: Iterable<PeopleSum>): ScopeTotals {
  const totals = emptyTotals();
  const people = new Set<string>();
  for (const sum of sums) {
    for (const count of DAY_COUNTS) totals[count] += sum.totals[count];
    for (const figure of DASHBOARD_FIGURES) totals.minutes[figure] += sum.totals.minutes[figure];
    for (const personId of sum.people) people.add(personId);
  }
  return { people: people.size, ...totals, meanMinutes: meansOf(totals.minutes, people.size) };
}

function meansOf(minutes: FigureMinutes, people: number): FigureMinutes | null {
  if (people === 0) return null;
  return Object.fromEntries(
    DASHBOARD_FIGURES.map((figure) => [figure, meanOf(minutes[figure], people) ?? 0]),
  ) as FigureMinutes;
}

export interface PersonSum {
  readonly personId: string;
  /** On the last date with a day in the scope, counted from 1970. */
  groupId: string;
  lastDay: number;
  readonly totals: Totals;
}

/** The sums of a scope by person. */
export function sumPeople(months: readonly MonthSums[], scope: Scope): PersonSum[] {
  const people = new Map<string, PersonSum>();
  eachRow(months, scope, (month, index, personId, groupId) => {
    const lastDay = month.lastDays[index] ?? 0;
    let person = people.get(personId);
    if (person === undefined) people.set(personId, (person = { personId, groupId, lastDay, totals: emptyTotals() }));
    addRow(person.totals, month, index);
    if (lastDay > person.lastDay) Object.assign(person, { lastDay, groupId });
  });
  return [...people.values()];
}

/** 法定外残業 of people in each of the months; null: no declared day. The law asks about the person: whatever group their days were in. */
export function overtimeByMonth(
  months: readonly MonthSums[],
  isAsked: (personId: string) => boolean,
): Map<string, (number | null)[]> {
  const people = new Map<string, (number | null)[]>();
  for (const [place, month] of months.entries()) {
    for (const [index, personId] of month.personIds.entries()) {
      if (!isAsked(personId)) continue;
      const declared = (month.counts.declaredDays[index] ?? 0) + (month.counts.leftOutDays[index] ?? 0);
      if (declared === 0) continue;
      let own = people.get(personId);
      if (own === undefined) people.set(personId, (own = months.map(() => null)));
      own[place] = (own[place] ?? 0) + (month.minutes.statutoryOvertimeMinutes[index] ?? 0);
    }
  }
  return people;
}
