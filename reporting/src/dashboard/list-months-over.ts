import type { DashboardMonthsOver } from '#domain/contract/dashboard.ts';
import { monthsOverState } from '#domain/dashboard/judge-overtime.ts';
import { monthsOfAgreementYear } from '#domain/legal/agreement-year.ts';
import { compact } from '#domain/legal/legal-standing.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { byNumber, describePerson, readEmployeeNumbers, readNames } from './describe-people.ts';
import { knownOvertime, overtimeOfMonth, sumPeople } from './fold.ts';
import type { View } from './open-view.ts';
import { countOver, isOver } from './read-trend.ts';

interface Page {
  readonly onlyOver: '0' | '1';
  readonly offset: number;
  readonly limit: number;
}

/**
 * 法定外残業 of people by month; `monthsOver` counts those of the agreement year that the last month lies in. Refused where months of it have been removed for
 * their age: fewer would be counted.
 */
export async function listMonthsOver(
  records: Records,
  view: View,
  asked: Page,
): Promise<DashboardMonthsOver | Refusal> {
  const { settings } = view;
  const months = await view.readSums();
  const lastMonth = months.at(-1)?.month ?? '';
  const [yearStart = lastMonth] = monthsOfAgreementYear(lastMonth, settings.yearStartMonth);
  if ((months[0]?.month ?? '') > yearStart) return refuse('records_removed');
  const sums = sumPeople(months, view.scope);
  const leftOut = sums.countsOf('leftOutDays');
  const overtime = months.map(overtimeOfMonth);
  const people = sums.places
    .map((place) => {
      const own = overtime.map((month) => knownOvertime(month, place));
      const overPlaces = own.map((minutes) => isOver(minutes, settings));
      const monthsOver = overPlaces.filter((over, at) => over && (months[at]?.month ?? '') >= yearStart).length;
      const isEver = overPlaces.includes(true);
      return { place, personId: sums.personIdOf(place), overtimeMinutes: own, monthsOver, isEver };
    })
    .filter((person) => person.isEver || asked.onlyOver === '0');
  const byEmployeeNumber = byNumber(await readEmployeeNumbers(records, view.tenantId));
  const lastOf = (person: (typeof people)[number]): number => person.overtimeMinutes.at(-1) ?? 0;
  people.sort((a, b) => b.monthsOver - a.monthsOver || lastOf(b) - lastOf(a) || byEmployeeNumber(a, b));
  const page = people.slice(asked.offset, asked.offset + asked.limit);
  const names = await readNames(
    records,
    view.tenantId,
    page.map(({ personId }) => personId),
  );
  return {
    ...view.shown,
    months: months.map((month) => ({ month: compact(month.month), peopleOver: countOver(month, view) })),
    limitMinutes: settings.limits.monthMinutes,
    allowedMonths: settings.limits.monthsOver,
    yearStartMonth: compact(yearStart),
    total: people.length,
    people: page.map(({ place, personId, overtimeMinutes, monthsOver }) => ({
      ...describePerson(view.scope, names, { personId, groupId: sums.groupIdOf(place) }),
      ...{
        overtimeMinutes,
        monthsOver,
        state: monthsOverState(monthsOver, settings),
        leftOutDays: leftOut[place] ?? 0,
      },
    })),
  };
}
