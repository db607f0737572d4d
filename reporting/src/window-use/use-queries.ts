import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';
import { beginningParams, MAY_BEGIN } from './queries.ts';

/** The engine's clock: touches and versions are told by it alone. */
export const readEngineMs = defineQuery({
  name: 'window-use/read-engine-ms',
  sql: 'SELECT toUnixTimestamp64Milli(now64(3)) AS ms',
  params: z.object({}),
  row: z.object({ ms: z.int() }),
});

/** Whose windows came in since a moment. */
export const readTouchedPeople = defineQuery({
  name: 'window-use/read-touched-people',
  sql: `
    SELECT DISTINCT tenant_id AS tenantId, person_id AS personId
    FROM window_touches_v1
    WHERE touched_at >= fromUnixTimestamp64Milli({sinceMs:Int64})
    ORDER BY tenantId, personId`,
  params: z.object({ sinceMs: z.int() }),
  row: z.object({ tenantId: z.string(), personId: z.string() }),
});

const OF_PEOPLE = 'tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}';
const people = { tenantId: z.string(), personIds: z.array(z.string()) };

export const readTouches = defineQuery({
  name: 'window-use/read-touches',
  sql: `
    SELECT person_id AS personId, toUnixTimestamp(toDateTime(touch_day, 'UTC')) AS daySecond, toUnixTimestamp64Milli(max(touched_at)) AS touchedMs
    FROM window_touches_v1
    WHERE ${OF_PEOPLE}
    GROUP BY person_id, touch_day
    HAVING touchedMs >= {sinceMs:Int64}`,
  params: z.object({ ...people, sinceMs: z.int() }),
  row: z.object({ personId: z.string(), daySecond: z.int(), touchedMs: z.int() }),
});

/** What is rolled up of people, from a date on, without the sums. */
export const readUseHeads = defineQuery({
  name: 'window-use/read-use-heads',
  sql: `
    SELECT person_id AS personId, toString(work_date) AS workDate, version, toString(group_id) AS groupId, from_second AS fromSecond, to_second AS toSecond
    FROM day_use_v1 FINAL
    WHERE ${OF_PEOPLE} AND work_date >= {fromDate:Date}`,
  params: z.object({ ...people, fromDate: z.string() }),
  row: z.object({
    ...{ personId: z.string(), workDate: z.string(), version: z.int(), groupId: z.string() },
    ...{ fromSecond: z.int(), toSecond: z.int() },
  }),
});

const OF_SPAN =
  'tenant_id = {tenantId:String} AND work_date BETWEEN {firstDate:Date} AND {lastDate:Date} AND windows > 0 AND person_id NOT IN {deletedIds:Array(String)}';
const span = {
  ...{ tenantId: z.string(), firstDate: z.string(), lastDate: z.string() },
  deletedIds: z.array(z.string()),
};
const texts = z.custom<readonly string[]>(Array.isArray);
const numbers = z.custom<readonly number[]>(Array.isArray);

/** Of each group the people with windows. */
export const readUsePeople = defineQuery({
  name: 'window-use/read-use-people',
  sql: `SELECT toString(group_id) AS groupId, groupUniqArray(person_id) AS personIds FROM day_use_v1 FINAL WHERE ${OF_SPAN} GROUP BY group_id`,
  params: z.object(span),
  row: z.object({ groupId: z.string(), personIds: texts }),
});

/** By application the groups and their seconds, side by side. */
export const readUseOfProcesses = defineQuery({
  name: 'window-use/read-use-of-processes',
  sql: `
    SELECT name, groupArray(toString(ofGroup)) AS groupIds, groupArray(sum) AS seconds
    FROM (
      SELECT group_id AS ofGroup, toString(process) AS name, sum(process_second) AS sum
      FROM day_use_v1 FINAL
      ARRAY JOIN processes AS process, process_seconds AS process_second
      WHERE ${OF_SPAN}
      GROUP BY ofGroup, name
    )
    GROUP BY name`,
  params: z.object(span),
  row: z.object({ name: z.string(), groupIds: texts, seconds: numbers }),
});

/** The same by page: which site a page belongs to is a rule of the domain. */
export const readUseOfUrls = defineQuery({
  name: 'window-use/read-use-of-urls',
  sql: `
    SELECT name, groupArray(toString(ofGroup)) AS groupIds, groupArray(sum) AS seconds
    FROM (
      SELECT group_id AS ofGroup, url AS name, sum(url_second) AS sum
      FROM day_use_v1 FINAL
      ARRAY JOIN urls AS url, url_seconds AS url_second
      WHERE ${OF_SPAN} AND ${MAY_BEGIN}
      GROUP BY ofGroup, name
    )
    GROUP BY name`,
  params: z.object({ ...span, ...beginningParams }),
  row: z.object({ name: z.string(), groupIds: texts, seconds: numbers }),
});
