import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';

const people = (table: string): string => `
        SELECT DISTINCT tenant_id AS tenantId, person_id AS personId
        FROM ${table}
        WHERE (tenant_id, person_id) > ({afterTenant:String}, {afterPerson:String})`;

/** A page of everybody of whom anything is stored, in order of their ids. */
export const readPeoplePage = defineQuery({
  name: 'reconcile/read-people-page',
  sql: `
      SELECT DISTINCT tenantId, personId
      FROM
      (${['raw_input_minutes_v1', 'raw_session_changes_v1', 'work_days_v1', 'computed_days_v1', 'day_use_v1'].map(people).join('\n        UNION ALL')}
      )
      ORDER BY tenantId, personId
      LIMIT {limit:UInt32}`,
  params: z.object({ afterTenant: z.string(), afterPerson: z.string(), limit: z.number() }),
  row: z.object({ tenantId: z.string(), personId: z.string() }),
});

/** A minute is active if any stored version of it says so: what the union of bitmaps keeps. */
export const readRawMinutes = defineQuery({
  name: 'reconcile/read-raw-minutes',
  sql: `
    SELECT
      arraySort(groupUniqArrayIf(
        intDiv(toUnixTimestamp(minute), 60),
        letters + digits + numpad + symbols + others + left_clicks + right_clicks + wheel + moves > 0
      )) AS active,
      arraySort(groupUniqArray(intDiv(toUnixTimestamp(minute), 60))) AS awake
    FROM raw_input_minutes_v1
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND minute >= toDateTime({fromSeconds:UInt32}, 'UTC')
      AND minute < toDateTime({toSeconds:UInt32}, 'UTC')`,
  params: z.object({ tenantId: z.string(), personId: z.string(), fromSeconds: z.number(), toSeconds: z.number() }),
  row: z.object({ active: z.array(z.number()), awake: z.array(z.number()) }),
});

/** Up to which UTC day (exclusive) the raw minutes of tenants have been removed for their age. */
export const readRemovedBefore = defineQuery({
  name: 'reconcile/read-removed-before',
  sql: `
    SELECT tenant_id AS tenantId, toString(max(removed_before)) AS removedBefore
    FROM removed_minutes_v1
    WHERE tenant_id IN {tenants:Array(String)}
    GROUP BY tenant_id`,
  params: z.object({ tenants: z.array(z.string()) }),
  row: z.object({ tenantId: z.string(), removedBefore: z.string() }),
});

/** Adds the raw minutes of a stretch to the bitmaps once more: a union, so what was there stays as it is. */
export const REBUILD_BITMAPS = `
    INSERT INTO person_minutes_v1 (tenant_id, person_id, utc_day, active, awake)
    SELECT
      tenant_id,
      person_id,
      toDate(minute) AS utc_day,
      groupBitmapStateIf(
        toUInt32(intDiv(toUnixTimestamp(minute), 60)),
        letters + digits + numpad + symbols + others + left_clicks + right_clicks + wheel + moves > 0
      ) AS active,
      groupBitmapState(toUInt32(intDiv(toUnixTimestamp(minute), 60))) AS awake
    FROM raw_input_minutes_v1
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND minute >= toDateTime({fromSeconds:UInt32}, 'UTC')
      AND minute < toDateTime({toSeconds:UInt32}, 'UTC')
    GROUP BY tenant_id, person_id, utc_day`;
