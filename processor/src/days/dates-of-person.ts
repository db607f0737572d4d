import { addDays, parseWorkDate } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { PersonKey } from './day-key.ts';
import { readDatesOfPerson } from './queries.ts';

/**
 * Every date that may have a row: declared and computed dates, and the work dates that a UTC day with facts may reach into. A UTC day lies
 * in the local day before, of the same name or after (zones −12 … +14), and those begin up to 12 hours late; one too many costs a look.
 */
export async function datesOfPerson(
  analytics: Analytics,
  person: PersonKey,
  query: typeof readDatesOfPerson = readDatesOfPerson,
): Promise<WorkDate[]> {
  const rows = await analytics.query(query, { tenantId: person.tenantId, personId: person.personId });
  const dates = new Set<WorkDate>();
  for (const { isUtcDay, date } of rows) {
    const workDate = parseWorkDate(date);
    if (workDate === undefined) continue;
    for (const days of isUtcDay === 1 ? [-2, -1, 0, 1] : [0]) dates.add(addDays(workDate, days));
  }
  return [...dates].sort();
}
