import { DAY_STATES } from '#domain/contract/computed-day.ts';
import { addDays } from '#domain/time/calendar.ts';
import { intervalsOfMinutes } from '#domain/time/interval.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { needsTick } from '#domain/worktime/day-transitions.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { differingColumns } from '../days/computed-row.ts';
import type { ComputedRow } from '../days/computed-row.ts';
import { dayText, personText } from '../days/day-key.ts';
import type { DayKey } from '../days/day-key.ts';
import { readDayInputs } from '../days/read-day-inputs.ts';
import type { DayInputs, PersonMinutes, PlacedDay } from '../days/read-day-inputs.ts';
import { computeRow } from '../days/recompute-days.ts';
import { readComputedOf } from '../days/stored-days.ts';
import { readRawMinutes, readRemovedBefore } from './queries.ts';

export interface Difference {
  key: DayKey;
  text: string;
}

export interface CompareOptions {
  nowMs: number;
  /** While the product runs, a day that the tick has left behind is a difference too. */
  isRunning: boolean;
}

/** The tick runs each minute; a day two minutes behind has been forgotten. */
const TICK_GRACE_MINUTES = 2;

/** Compares stored rows of one person with what the raw facts give, as of the minute that each row states. */
export async function compareDays(
  analytics: Analytics,
  keys: readonly DayKey[],
  options: CompareOptions,
): Promise<Difference[]> {
  const storedOf = await readComputedOf(analytics, keys);
  const inputs = await readInputs(analytics, keys);
  const nowMinute = Math.floor(options.nowMs / MS_PER_MINUTE);
  const differences = inputs.flatMap((each): Difference[] => {
    const text = differenceOf(each, storedOf.get(dayText(each.key)), nowMinute, options.isRunning);
    return text === undefined ? [] : [{ key: each.key, text }];
  });
  const computable = new Set(inputs.map((each) => dayText(each.key)));
  const withoutRules = keys.filter((key) => storedOf.has(dayText(key)) && !computable.has(dayText(key)));
  return [
    ...differences,
    ...withoutRules.map((key) => ({ key, text: 'a row is stored, but the person has no rules' })),
  ];
}

function differenceOf(
  inputs: DayInputs,
  stored: ComputedRow | undefined,
  nowMinute: number,
  isRunning: boolean,
): string | undefined {
  if (stored === undefined) return inputs.hasFacts ? 'facts are stored, but no row' : undefined;
  const expected = computeRow(inputs, stored.as_of / 60, stored.version, stored.computed_at);
  const columns = differingColumns(stored, expected);
  if (columns.length > 0) {
    return columns
      .map((column) =>
        column === 'day'
          ? `day (${differingFields(stored.day, expected.day)})`
          : `${column} ${stored[column]} ≠ ${expected[column]}`,
      )
      .join(', ');
  }
  const dayState = DAY_STATES.find((state) => state === stored.day_state) ?? 'working';
  const endMinute = Number((JSON.parse(stored.day) as { endMinute: number }).endMinute);
  const isBehind = needsTick({ dayState, asOfMinute: stored.as_of / 60, endMinute }, nowMinute - TICK_GRACE_MINUTES);
  return isRunning && isBehind
    ? `as of ${new Date(stored.as_of * 1000).toISOString()}, the clock has gone on`
    : undefined;
}

/** Names of the fields of the day that differ: names only, a report carries no activity. */
function differingFields(stored: string, expected: string): string {
  const [a, b] = [stored, expected].map((text) => new Map(Object.entries(JSON.parse(text) as Record<string, unknown>)));
  const names = [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])];
  const different = names.filter((name) => JSON.stringify(a?.get(name)) !== JSON.stringify(b?.get(name)));
  return different.length === 0 ? 'order of fields' : different.join(', ');
}

/** How far a work date reaches beyond its own UTC day, whatever the zone and the boundary. */
const REACH_DAYS = 2;

/**
 * Raw minutes that were removed for their age cannot be compared with any more; the bitmaps made of them stay and stand in for them. Without this a
 * repair would compute those days anew without any activity (docs/adr/0009-retention.md).
 */
async function readInputs(analytics: Analytics, keys: readonly DayKey[]): Promise<DayInputs[]> {
  const rows = await analytics.query(readRemovedBefore, { tenants: [...new Set(keys.map((key) => key.tenantId))] });
  const removedBefore = new Map(rows.map((row) => [row.tenantId, row.removedBefore]));
  const isRemoved = (key: DayKey): boolean =>
    addDays(key.workDate, -REACH_DAYS) < (removedBefore.get(key.tenantId) ?? '');
  const [removed, whole] = [keys.filter(isRemoved), keys.filter((key) => !isRemoved(key))];
  return [
    ...(await readDayInputs(analytics, removed)),
    ...(await readDayInputs(analytics, whole, { minutesOf: (days) => readRaw(analytics, days) })),
  ];
}

/** The raw minutes of one person: reconcile goes person by person. */
async function readRaw(analytics: Analytics, days: readonly PlacedDay[]): Promise<Map<string, PersonMinutes>> {
  const minutesOf = new Map<string, PersonMinutes>();
  for (const ofPerson of Map.groupBy(days, (day) => personText(day.key)).values()) {
    const [first] = ofPerson;
    if (first === undefined) continue;
    const [row] = await analytics.query(readRawMinutes, {
      tenantId: first.key.tenantId,
      personId: first.key.personId,
      fromSeconds: Math.min(...ofPerson.map((day) => day.span.start)) * 60,
      toSeconds: Math.max(...ofPerson.map((day) => day.span.end)) * 60,
    });
    if (row === undefined) continue;
    minutesOf.set(personText(first.key), {
      active: intervalsOfMinutes(row.active),
      awake: intervalsOfMinutes(row.awake),
    });
  }
  return minutesOf;
}
