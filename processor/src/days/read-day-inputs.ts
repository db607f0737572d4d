import { declaredDaySchema, personRulesSchema } from '#domain/contract/work-rules.ts';
import type { DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import { workDateOfDayNumber } from '#domain/time/calendar.ts';
import { interval } from '#domain/time/interval.ts';
import { MINUTES_PER_DAY, MS_PER_MINUTE } from '#domain/time/types.ts';
import type { Interval, UnixMinute, WorkDate } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { dayText, personText } from './day-key.ts';
import type { DayKey, PersonKey } from './day-key.ts';
import { readDeclared, readMinutes, readRules, readSensorChanges } from './queries.ts';
import {
  isSensorFact,
  SENSOR_CHANGES,
  SENSOR_LOST_MAX_MINUTES,
  sensorLostIntervals,
} from '#domain/worktime/sensor-lost-intervals.ts';
import type { SensorChange } from '#domain/worktime/sensor-lost-intervals.ts';

/** Everything that one day is computed from, without the clock. */
export interface DayInputs {
  key: DayKey;
  rules: PersonRules;
  declared: DeclaredDay | undefined;
  active: readonly Interval[];
  awake: readonly Interval[];
  sensorLost: readonly Interval[];
  /** Whether anything at all came for this date; a date without facts gets no row. */
  hasFacts: boolean;
}

/** Minutes of some people, from whichever table; may hold more than was asked for. */
export type ReadMinutes = (keys: readonly PlacedDay[]) => Promise<Map<string, PersonMinutes>>;
export interface PersonMinutes {
  active: readonly Interval[];
  awake: readonly Interval[];
}
/** Where the inputs come from; by default from the store, each time. */
export interface DaySources {
  /** By personText. */
  rulesOf: (keys: readonly PersonKey[]) => Promise<ReadonlyMap<string, PersonRules>>;
  /** By dayText. */
  declaredOf: (keys: readonly DayKey[]) => Promise<ReadonlyMap<string, DeclaredDay>>;
  minutesOf: ReadMinutes;
}
/** A day whose place in time is known, because its person's rules are. */
export interface PlacedDay {
  key: DayKey;
  rules: PersonRules;
  span: Interval;
}

export const peopleOf = (keys: readonly PersonKey[]): { tenants: string[]; persons: string[] } => ({
  tenants: [...new Set(keys.map((key) => key.tenantId))],
  persons: [...new Set(keys.map((key) => key.personId))],
});

export const datesOf = (keys: readonly DayKey[]): WorkDate[] => [...new Set(keys.map((key) => key.workDate))];

/** The rules of these people by personText; people whose roster has not arrived are missing. */
export async function readRulesOf(analytics: Analytics, keys: readonly PersonKey[]): Promise<Map<string, PersonRules>> {
  if (keys.length === 0) return new Map();
  const rows = await analytics.query(readRules, peopleOf(keys));
  return new Map(rows.map((row) => [personText(row), personRulesSchema.parse(JSON.parse(row.rules))]));
}

/** The declared work of these days by dayText; days without are missing. */
export async function readDeclaredOf(analytics: Analytics, keys: readonly DayKey[]): Promise<Map<string, DeclaredDay>> {
  if (keys.length === 0) return new Map();
  const rows = await analytics.query(readDeclared, { ...peopleOf(keys), workDates: datesOf(keys) });
  return new Map(
    rows.map((row) => [`${personText(row)} ${row.workDate}`, declaredDaySchema.parse(JSON.parse(row.declared))]),
  );
}

/**
 * Reads the inputs of many days in four queries. Days of people without rules are left out: their facts are stored and their days
 * follow when the roster arrives.
 */
export async function readDayInputs(
  analytics: Analytics,
  keys: readonly DayKey[],
  sources: Partial<DaySources> = {},
): Promise<DayInputs[]> {
  const rulesOf = await (sources.rulesOf?.(keys) ?? readRulesOf(analytics, keys));
  const days = keys.flatMap((key): PlacedDay[] => {
    const rules = rulesOf.get(personText(key));
    return rules === undefined ? [] : [{ key, rules, span: workDateInterval(key.workDate, rules) }];
  });
  if (days.length === 0) return [];
  const placed = days.map((day) => day.key);
  // Independent of each other: the store runs two at once.
  const [declaredOf, minutesOf, changesOf] = await Promise.all([
    sources.declaredOf?.(placed) ?? readDeclaredOf(analytics, placed),
    sources.minutesOf?.(days) ?? readBitmaps(analytics, days),
    readChanges(analytics, days),
  ]);
  return days.map(({ key, rules, span }) => {
    const minutes = minutesOf.get(personText(key));
    const changes = changesOf.get(personText(key)) ?? [];
    const declared = declaredOf.get(dayText(key));
    const active = runsWithin(minutes?.active ?? [], span);
    const awake = runsWithin(minutes?.awake ?? [], span);
    const isSensorDay = changes.some((each) => isSensorFact(each.change) && isWithin(each.atMs / MS_PER_MINUTE, span));
    return {
      key,
      rules,
      declared,
      active,
      awake,
      sensorLost: sensorLostIntervals(changes),
      hasFacts: declared !== undefined || awake.length > 0 || isSensorDay,
    };
  });
}

const isWithin = (minute: number, span: Interval): boolean => span.start <= minute && minute < span.end;

/** The minutes of one date out of the runs of a person's month; touching runs (a UTC day ended between them) become one. */
export function runsWithin(runs: readonly Interval[], span: Interval): Interval[] {
  const found: Interval[] = [];
  for (let index = firstAfter(runs, span.start); index < runs.length; index += 1) {
    const run = runs[index];
    if (run === undefined || run.start >= span.end) break;
    const start = Math.max(run.start, span.start);
    const end = Math.min(run.end, span.end);
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) found[found.length - 1] = interval(last.start, end);
    else found.push(interval(start, end));
  }
  return found;
}

/** The first run that ends after a minute: a month has thousands, and each of its dates looks for its own. */
function firstAfter(runs: readonly Interval[], minute: UnixMinute): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.end ?? Infinity) > minute) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** UTC days that a span touches, as numbers since 1970. */
function utcDaysOf(span: Interval): number[] {
  const days: number[] = [];
  for (let day = Math.floor(span.start / MINUTES_PER_DAY); day * MINUTES_PER_DAY < span.end; day += 1) days.push(day);
  return days;
}

async function readBitmaps(analytics: Analytics, days: readonly PlacedDay[]): Promise<Map<string, PersonMinutes>> {
  const dates = new Map<number, string>();
  const keys = new Set<string>();
  for (const { key, span } of days) {
    for (const utcDay of utcDaysOf(span)) {
      const date = dates.get(utcDay) ?? workDateOfDayNumber(utcDay);
      dates.set(utcDay, date);
      keys.add(`${key.personId} ${date}`);
    }
  }
  const rows = await analytics.query(readMinutes, {
    ...peopleOf(days.map((day) => day.key)),
    utcDays: [...dates.values()],
    keys: [...keys],
  });
  const minutesOf = new Map<string, { active: Interval[]; awake: Interval[] }>();
  for (const row of rows) {
    const minutes = minutesOf.get(personText(row)) ?? { active: [], awake: [] };
    // Rows come by UTC day and each is sorted, so the lists stay ascending.
    pushRuns(minutes.active, row.activeStarts, row.activeLasts);
    pushRuns(minutes.awake, row.awakeStarts, row.awakeLasts);
    minutesOf.set(personText(row), minutes);
  }
  return minutesOf;
}

function pushRuns(runs: Interval[], starts: readonly UnixMinute[], lasts: readonly UnixMinute[]): void {
  for (const [index, start] of starts.entries()) runs.push(interval(start, (lasts[index] ?? start) + 1));
}

async function readChanges(analytics: Analytics, days: readonly PlacedDay[]): Promise<Map<string, SensorChange[]>> {
  const frame = interval(
    Math.min(...days.map((day) => day.span.start)) - SENSOR_LOST_MAX_MINUTES,
    Math.max(...days.map((day) => day.span.end)),
  );
  const rows = await analytics.query(readSensorChanges, {
    ...peopleOf(days.map((day) => day.key)),
    changes: [...SENSOR_CHANGES],
    fromMs: frame.start * MS_PER_MINUTE,
    toMs: frame.end * MS_PER_MINUTE,
  });
  return Map.groupBy(rows, personText);
}
