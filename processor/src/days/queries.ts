import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';
import { computedRowSchema, SELECT_COMPUTED } from './computed-row.ts';

const people = { tenants: z.array(z.string()), persons: z.array(z.string()) };
/** Ids are unique over tenants; the tenant stands first in every key, so it is what prunes. */
const OF_PEOPLE = 'tenant_id IN {tenants:Array(String)} AND person_id IN {persons:Array(String)}';
const person = { tenantId: z.string(), personId: z.string() };

/** The rules that hold: the highest version of each person. */
export const readRules = defineQuery({
  name: 'days/read-rules',
  sql: `
    SELECT tenant_id AS tenantId, person_id AS personId, version, rules
    FROM roster_people_v1 FINAL
    WHERE ${OF_PEOPLE}`,
  params: z.object(people),
  row: z.object({ ...person, version: z.number(), rules: z.string() }),
});

/** Versions alone: asked with every batch, so that a cached rule is never older than the facts beside it. */
export const readRulesVersions = defineQuery({
  name: 'days/read-rules-versions',
  sql: `
    SELECT tenant_id AS tenantId, person_id AS personId, max(version) AS version
    FROM roster_people_v1
    WHERE ${OF_PEOPLE}
    GROUP BY tenant_id, person_id`,
  params: z.object(people),
  row: z.object({ ...person, version: z.number() }),
});

export const readDeclared = defineQuery({
  name: 'days/read-declared',
  sql: `
    SELECT tenant_id AS tenantId, person_id AS personId, toString(work_date) AS workDate, declared
    FROM work_days_v1 FINAL
    WHERE ${OF_PEOPLE} AND work_date IN {workDates:Array(Date)}`,
  params: z.object({ ...people, workDates: z.array(z.string()) }),
  row: z.object({ ...person, workDate: z.string(), declared: z.string() }),
});

/** Versions alone, as of the rules: see declared-cache.ts. */
export const readWorkVersions = defineQuery({
  name: 'days/read-work-versions',
  sql: `
    SELECT tenant_id AS tenantId, person_id AS personId, toString(work_date) AS workDate, max(work_days_v1.version) AS version
    FROM work_days_v1
    WHERE ${OF_PEOPLE} AND work_date IN {workDates:Array(Date)}
    GROUP BY tenant_id, person_id, work_date`,
  params: z.object({ ...people, workDates: z.array(z.string()) }),
  row: z.object({ ...person, workDate: z.string(), version: z.number() }),
});

/** Of a list of steps the one after each place: a run ends where it is not 1. */
const NEXT = (steps: string): string => `if(empty(${steps}), [], arrayPushBack(arrayPopFront(${steps}), 0))`;

/** Bitmaps of whole UTC days as runs of minutes [start, last]; `keys` keeps a person's far dates out of another's rows. */
export const readMinutes = defineQuery({
  name: 'days/read-minutes',
  sql: `
    WITH
      arraySort(bitmapToArray(groupBitmapMergeState(active))) AS activeMinutes,
      arraySort(bitmapToArray(groupBitmapMergeState(awake))) AS awakeMinutes,
      arrayDifference(activeMinutes) AS activeSteps,
      arrayDifference(awakeMinutes) AS awakeSteps
    SELECT
      tenant_id AS tenantId,
      person_id AS personId,
      arrayFilter((minute, step) -> step != 1, activeMinutes, activeSteps) AS activeStarts,
      arrayFilter((minute, step) -> step != 1, activeMinutes, ${NEXT('activeSteps')}) AS activeLasts,
      arrayFilter((minute, step) -> step != 1, awakeMinutes, awakeSteps) AS awakeStarts,
      arrayFilter((minute, step) -> step != 1, awakeMinutes, ${NEXT('awakeSteps')}) AS awakeLasts
    FROM person_minutes_v1
    WHERE ${OF_PEOPLE}
      AND utc_day IN {utcDays:Array(Date)}
      AND concat(person_id, ' ', toString(utc_day)) IN {keys:Array(String)}
    GROUP BY tenant_id, person_id, utc_day
    ORDER BY tenant_id, person_id, utc_day`,
  params: z.object({ ...people, utcDays: z.array(z.string()), keys: z.array(z.string()) }),
  row: z.object({
    ...person,
    activeStarts: z.array(z.number()),
    activeLasts: z.array(z.number()),
    awakeStarts: z.array(z.number()),
    awakeLasts: z.array(z.number()),
  }),
});

/** A repeated row changes nothing in the intervals that are made of them, so it is only thinned out. */
export const readSensorChanges = defineQuery({
  name: 'days/read-sensor-changes',
  sql: `
    SELECT DISTINCT
      tenant_id AS tenantId,
      person_id AS personId,
      device_id AS deviceId,
      toUnixTimestamp64Milli(changed_at) AS atMs,
      toString(change) AS change
    FROM raw_session_changes_v1
    WHERE ${OF_PEOPLE}
      AND change IN {changes:Array(String)}
      AND changed_at >= fromUnixTimestamp64Milli({fromMs:Int64})
      AND changed_at < fromUnixTimestamp64Milli({toMs:Int64})`,
  params: z.object({ ...people, changes: z.array(z.string()), fromMs: z.number(), toMs: z.number() }),
  row: z.object({ ...person, deviceId: z.string(), atMs: z.number(), change: z.string() }),
});

export const readComputed = defineQuery({
  name: 'days/read-computed',
  sql: `
    SELECT ${SELECT_COMPUTED}
    FROM computed_days_v1 FINAL
    WHERE ${OF_PEOPLE} AND computed_days_v1.work_date IN {workDates:Array(Date)}`,
  params: z.object({ ...people, workDates: z.array(z.string()) }),
  row: computedRowSchema,
});

/** Which row holds, without the row: see stored-days.ts. */
export const readComputedVersions = defineQuery({
  name: 'days/read-computed-versions',
  sql: `
    SELECT
      tenant_id AS tenantId,
      person_id AS personId,
      toString(work_date) AS workDate,
      max((computed_days_v1.version, toUnixTimestamp64Milli(computed_at), needs_tick)) AS head,
      head.1 AS version,
      head.2 AS computedAtMs,
      head.3 AS needsTick
    FROM computed_days_v1
    WHERE ${OF_PEOPLE} AND work_date IN {workDates:Array(Date)}
    GROUP BY tenant_id, person_id, work_date`,
  params: z.object({ ...people, workDates: z.array(z.string()) }),
  row: z.object({
    ...person,
    workDate: z.string(),
    version: z.number(),
    computedAtMs: z.number(),
    needsTick: z.number(),
  }),
});

/** Everything that makes a date of these people: UTC days with minutes or sensor changes, declared dates, computed dates. */
const datesOfPeopleQuery = (name: string, minuteDays: string) =>
  defineQuery({
    name,
    sql: `
      SELECT DISTINCT tenantId, personId, isUtcDay, toString(date) AS date
      FROM
      (
        SELECT tenant_id AS tenantId, person_id AS personId, 1 AS isUtcDay, ${minuteDays}
        WHERE ${OF_PEOPLE}
        UNION ALL
        SELECT tenant_id AS tenantId, person_id AS personId, 1 AS isUtcDay, toDate(changed_at) AS date
        FROM raw_session_changes_v1
        WHERE ${OF_PEOPLE} AND change IN ('sensorLost', 'sensorBack')
        UNION ALL
        SELECT tenant_id AS tenantId, person_id AS personId, 0 AS isUtcDay, work_date AS date
        FROM work_days_v1
        WHERE ${OF_PEOPLE}
        UNION ALL
        SELECT tenant_id AS tenantId, person_id AS personId, 0 AS isUtcDay, work_date AS date
        FROM computed_days_v1
        WHERE ${OF_PEOPLE}
      )
      ORDER BY tenantId, personId, date`,
    params: z.object(people),
    row: z.object({ ...person, isUtcDay: z.number(), date: z.string() }),
  });
export const readDatesOfPeople = datesOfPeopleQuery(
  'days/read-dates-of-people',
  'utc_day AS date FROM person_minutes_v1',
);
/** The same from the raw minutes: finds what the bitmaps might have missed. */
export const readRawDatesOfPeople = datesOfPeopleQuery(
  'reconcile/read-dates-of-people',
  'toDate(minute) AS date FROM raw_input_minutes_v1',
);

/** People of whom a row was computed by rules older than these. */
export const readOutdatedPeople = defineQuery({
  name: 'days/read-outdated-people',
  sql: `
    SELECT DISTINCT tenant_id AS tenantId, person_id AS personId
    FROM computed_days_v1 FINAL
    WHERE rules_version < {rulesVersion:UInt16}
    ORDER BY tenantId, personId`,
  params: z.object({ rulesVersion: z.number() }),
  row: z.object(person),
});

/** Days that still move with the clock, from a date on. FINAL before the filter: an old version that moved must not hide a closed one. */
export const readOpenDays = defineQuery({
  name: 'days/read-open-days',
  sql: `
    SELECT
      tenant_id AS tenantId,
      person_id AS personId,
      toString(work_date) AS workDate,
      toString(day_state) AS dayState,
      toUnixTimestamp(as_of) AS asOfSeconds,
      JSONExtractInt(day, 'endMinute') AS endMinute
    FROM computed_days_v1 FINAL
    WHERE work_date >= {fromDate:Date} AND needs_tick = 1
    ORDER BY tenant_id, person_id, work_date`,
  params: z.object({ fromDate: z.string() }),
  row: z.object({
    ...person,
    workDate: z.string(),
    dayState: z.string(),
    asOfSeconds: z.number(),
    endMinute: z.number(),
  }),
});
