import type { DashboardPeople, listDashboardPeople } from '#domain/contract/dashboard.ts';
import { worstMonthState } from '#domain/dashboard/judge-overtime.ts';
import type { z } from 'zod';
import type { Records } from '../records/schema.ts';
import { byNumber, describePerson, readEmployeeNumbers, readNames } from './describe-people.ts';
import { knownOvertime, overtimeOfMonth, sumPeople } from './fold.ts';
import type { View } from './open-view.ts';

type Query = z.output<NonNullable<(typeof listDashboardPeople)['query']>>;
export type PeopleAsked = Pick<Query, 'figure' | 'order' | 'minMinutes' | 'maxMinutes' | 'offset' | 'limit'>;

/** The people of the scope by a figure, a page of them. */
export async function listPeople(records: Records, view: View, asked: PeopleAsked): Promise<DashboardPeople> {
  const { figure, minMinutes = 0, maxMinutes = Infinity } = asked;
  const months = await view.readSums();
  const sums = sumPeople(months, view.scope);
  const minutes = sums.minutesOf(figure);
  const people = sums.places
    .map((place) => ({ place, personId: sums.personIdOf(place), amount: minutes[place] ?? 0 }))
    .filter(({ amount }) => amount >= minMinutes && amount < maxMinutes);
  const byEmployeeNumber = byNumber(await readEmployeeNumbers(records, view.tenantId));
  const sign = asked.order === 'employeeNumber' ? 0 : asked.order === 'most' ? -1 : 1;
  people.sort((a, b) => sign * (a.amount - b.amount) || byEmployeeNumber(a, b));
  const page = people.slice(asked.offset, asked.offset + asked.limit);
  const names = await readNames(
    records,
    view.tenantId,
    page.map((person) => person.personId),
  );
  const overtime = months.map(overtimeOfMonth);
  return {
    ...view.shown,
    figure,
    total: people.length,
    people: page.map(({ place, personId }) => ({
      ...describePerson(view.scope, names, { personId, groupId: sums.groupIdOf(place) }),
      totals: sums.totalsOf(place),
      overtimeState: worstMonthState(
        overtime.map((month) => knownOvertime(month, place)),
        view.settings,
      ),
    })),
  };
}
