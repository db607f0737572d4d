import type { DashboardPeople, listDashboardPeople } from '#domain/contract/dashboard.ts';
import { worstMonthState } from '#domain/dashboard/judge-overtime.ts';
import type { z } from 'zod';
import type { Records } from '../records/schema.ts';
import { byNumber, describePerson, readEmployeeNumbers, readNames } from './describe-people.ts';
import { overtimeByMonth, sumPeople } from './fold.ts';
import type { PersonSum } from './fold.ts';
import type { View } from './open-view.ts';

type Query = z.output<NonNullable<(typeof listDashboardPeople)['query']>>;
export type PeopleAsked = Pick<Query, 'figure' | 'order' | 'minMinutes' | 'maxMinutes' | 'offset' | 'limit'>;

/** The people of the scope by a figure, a page of them. */
export async function listPeople(records: Records, view: View, asked: PeopleAsked): Promise<DashboardPeople> {
  const { figure, minMinutes = 0, maxMinutes = Infinity } = asked;
  const months = await view.readSums();
  const amountOf = (person: PersonSum): number => person.totals.minutes[figure];
  const people = sumPeople(months, view.scope).filter(
    (person) => amountOf(person) >= minMinutes && amountOf(person) < maxMinutes,
  );
  const byEmployeeNumber = byNumber(await readEmployeeNumbers(records, view.tenantId));
  const sign = asked.order === 'employeeNumber' ? 0 : asked.order === 'most' ? -1 : 1;
  people.sort((a, b) => sign * (amountOf(a) - amountOf(b)) || byEmployeeNumber(a, b));
  const page = people.slice(asked.offset, asked.offset + asked.limit);
  const ids = new Set(page.map((person) => person.personId));
  const names = await readNames(records, view.tenantId, [...ids]);
  const overtime = overtimeByMonth(months, (personId) => ids.has(personId));
  return {
    ...view.shown,
    figure,
    total: people.length,
    people: page.map((person) => ({
      ...describePerson(view.scope, names, person),
      totals: person.totals,
      overtimeState: worstMonthState(overtime.get(person.personId) ?? [], view.settings),
    })),
  };
}
