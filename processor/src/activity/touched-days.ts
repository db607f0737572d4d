import type { PersonRules } from '#domain/contract/work-rules.ts';
import { contains, intervalsOfMinutes } from '#domain/time/interval.ts';
import { addDays } from '#domain/time/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { Interval, UnixMinute, WorkDate } from '#domain/time/types.ts';
import { workDateInterval, workDateOf } from '#domain/time/work-date.ts';
import { personText } from '../days/day-key.ts';
import type { CameIn, TouchedPerson } from '../days/day-key.ts';
import { SENSOR_CHANGES, SENSOR_LOST_MAX_MINUTES } from '#domain/worktime/sensor-lost-intervals.ts';
import type { RawRow } from './raw-tables.ts';

const SENSOR: ReadonlySet<string> = new Set(SENSOR_CHANGES);

/**
 * The days whose figures these facts may change, and the minutes that came in. Window slices and presence enter no figure. A change of the sensor
 * reaches as far as a loss can last. People without rules are left out: all their days are asked for when their roster arrives.
 */
export function touchedDays(rows: readonly RawRow[], rulesOf: ReadonlyMap<string, PersonRules>): TouchedPerson[] {
  const people: TouchedPerson[] = [];
  for (const ofPerson of Map.groupBy(rows, (row) => personText(row.message)).values()) {
    const [first] = ofPerson;
    const rules = first === undefined ? undefined : rulesOf.get(personText(first.message));
    if (first === undefined || rules === undefined) continue;
    const { tenantId, personId } = first.message;
    const workDates = [...datesOf(ofPerson, rules)];
    if (workDates.length > 0) people.push({ tenantId, personId, workDates, minutes: cameIn(ofPerson) });
  }
  return people;
}

/** So many runs are told; a PC that comes back with hours of them would make the message too large, and its days are read from the store. */
const MAX_RUNS = 4;

/** Undefined where something else than minutes came in that figures depend on, or too much. */
function cameIn(rows: readonly RawRow[]): CameIn | undefined {
  const active: UnixMinute[] = [];
  const awake: UnixMinute[] = [];
  for (const { item } of rows) {
    if (item.kind === 'sessionChange' && SENSOR.has(item.change)) return undefined;
    if (item.kind !== 'inputMinute') continue;
    const minute = item.minute + item.offsetMinutes;
    awake.push(minute);
    // As the view of person_minutes_v1 does.
    if (item.counts.some((count) => count > 0)) active.push(minute);
  }
  const runs = { active: runsOf(active), awake: runsOf(awake) };
  return Math.max(runs.active.length, runs.awake.length) > MAX_RUNS ? undefined : runs;
}

const runsOf = (minutes: readonly UnixMinute[]): [UnixMinute, UnixMinute][] =>
  intervalsOfMinutes(minutes).map(({ start, end }) => [start, end]);

function datesOf(rows: readonly RawRow[], rules: PersonRules): Set<WorkDate> {
  const dates = new Set<WorkDate>();
  const minutes = new Set<UnixMinute>();
  for (const { item } of rows) {
    if (item.kind === 'inputMinute') minutes.add(item.minute + item.offsetMinutes);
    if (item.kind === 'sessionChange' && SENSOR.has(item.change)) {
      const minute = Math.floor(item.at / MS_PER_MINUTE) + item.offsetMinutes;
      const last = workDateOf(minute + SENSOR_LOST_MAX_MINUTES, rules);
      for (let date = workDateOf(minute, rules); date <= last; date = addDays(date, 1)) dates.add(date);
    }
  }
  let span: Interval | undefined;
  for (const minute of [...minutes].sort((a, b) => a - b)) {
    if (span !== undefined && contains(span, minute)) continue;
    const workDate = workDateOf(minute, rules);
    span = workDateInterval(workDate, rules);
    dates.add(workDate);
  }
  return dates;
}
