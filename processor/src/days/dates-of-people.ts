import { addDays, parseWorkDate } from '#domain/time/calendar.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { distinctDays } from './day-key.ts';
import type { DayKey, PersonKey } from './day-key.ts';
import { readDatesOfPeople } from './queries.ts';
import { peopleOf } from './read-day-inputs.ts';

/**
 * Every date that may have a row, person by person in ascending order: declared and computed dates, and the work dates that a UTC day with facts may
 * reach into. A UTC day lies in the local day before, of the same name or after (zones −12 … +14), and those begin up to 12 hours late; one too many
 * costs a look.
 */
export async function datesOfPeople(
  analytics: Analytics,
  people: readonly PersonKey[],
  query: typeof readDatesOfPeople = readDatesOfPeople,
): Promise<DayKey[]> {
  if (people.length === 0) return [];
  const rows = await analytics.query(query, peopleOf(people));
  const keys = rows.flatMap(({ tenantId, personId, isUtcDay, date }): DayKey[] => {
    const workDate = parseWorkDate(date);
    if (workDate === undefined) return [];
    return (isUtcDay === 1 ? [-2, -1, 0, 1] : [0]).map((days) => ({
      tenantId,
      personId,
      workDate: addDays(workDate, days),
    }));
  });
  return distinctDays(keys).sort((a, b) => compare(a.personId, b.personId) || compare(a.workDate, b.workDate));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
