import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readComputedOf } from '../requests/queries.ts';

interface PersonDay {
  readonly personId: string;
  readonly workDate: WorkDate;
}

export const keyOf = ({ personId, workDate }: PersonDay): string => `${personId} ${workDate}`;

/** Days read at once: a day with its ledger is some 10 KB, and lists of hundreds come. */
const DAYS_AT_ONCE = 200;

/** Computed days of many people and dates by `keyOf`; what the processor has not computed yet is missing. */
export async function readComputed(
  analytics: Analytics,
  tenantId: string,
  days: readonly PersonDay[],
): Promise<Map<string, ComputedDay>> {
  const computed = new Map<string, ComputedDay>();
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    const some = days.slice(from, from + DAYS_AT_ONCE);
    const rows = await analytics.query(readComputedOf, {
      tenantId,
      personIds: [...new Set(some.map((day) => day.personId))],
      workDates: [...new Set(some.map((day) => day.workDate))],
      keys: some.map(keyOf),
    });
    for (const { personId, day } of rows) computed.set(keyOf({ personId, workDate: day.workDate }), day);
  }
  return computed;
}
