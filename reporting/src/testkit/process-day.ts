import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { computeDay } from '#domain/worktime/compute-day.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Records } from '../records/schema.ts';
import { readDayFacts } from '../work-days/read-day-facts.ts';
import { rowOf, storeMinutes } from './days.ts';

interface Stores {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly clock: { readonly nowMs: number };
}

let version = 1;

/** Does the processor's work for a day as the portal has declared it, by the domain's rules; `active`: more minutes with input, as clocks. */
export async function processDay(
  stores: Stores,
  tenantId: string,
  personId: string,
  workDate: string,
  active: readonly (readonly [number, number])[] = [],
): Promise<ComputedDay> {
  const rules = (await readPersonRules(stores.records, tenantId, [personId])).get(personId);
  if (rules === undefined) throw new Error('the person has no rules');
  const date = workDate as WorkDate;
  const minuteOf = (clock: number): UnixMinute => minuteOfClock(clock, date, rules.zone);
  const minutes = active.flatMap(([from, to]) =>
    Array.from({ length: minuteOf(to) - minuteOf(from) }, (_, index) => minuteOf(from) + index),
  );
  if (minutes.length > 0) await storeMinutes(stores.analytics, tenantId, personId, minutes);
  const facts = await readDayFacts(stores, rules, date);
  const nowMinute = Math.floor(stores.clock.nowMs / MS_PER_MINUTE);
  const { declared, activeMinutes } = facts;
  const day = computeDay({
    ...{ workDate: date, rules, declared: declared.version === 0 ? undefined : declared, activeMinutes, nowMinute },
    ...{ awakeMinutes: activeMinutes, sensorLost: [] },
  });
  version += 1;
  const row = { ...rowOf(day), version, tenant_id: tenantId, person_id: personId };
  await stores.analytics.insertRows('computed_days_v1', Object.keys(row), [Object.values(row)]);
  return day;
}
