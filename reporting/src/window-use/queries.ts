import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';

const SPAN = `
    FROM raw_window_slices_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
      AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})`;
const params = z.object({
  tenantId: z.string(),
  personIds: z.array(z.string()),
  fromSecond: z.int(),
  toSecond: z.int(),
});

/** Who of the people has any window in the span. */
export const readPeopleWithWindows = defineQuery({
  name: 'application-use/read-people-with-windows',
  sql: `SELECT person_id AS personId ${SPAN} GROUP BY person_id`,
  params,
  row: z.object({ personId: z.string() }),
});

export const readProcessSeconds = defineQuery({
  name: 'application-use/read-process-seconds',
  sql: `SELECT toString(process) AS name, sum(seconds) AS seconds ${SPAN} GROUP BY name HAVING seconds > 0`,
  params,
  row: z.object({ name: z.string(), seconds: z.int() }),
});

/** Addresses that may begin with one of some prefixes: a set is looked up, however many there are. Whoever asks compares the rest. */
export const MAY_BEGIN = 'substringUTF8(url, 1, {beginningLength:UInt32}) IN {beginnings:Array(String)}';
export const beginningParams = { beginningLength: z.int(), beginnings: z.array(z.string()) };

/** Pages by address; which site an address belongs to is a rule of the domain. */
export const readUrlSeconds = defineQuery({
  name: 'application-use/read-url-seconds',
  sql: `SELECT url AS name, sum(seconds) AS seconds ${SPAN}
      AND url != '' AND ${MAY_BEGIN}
    GROUP BY url HAVING seconds > 0`,
  params: params.extend(beginningParams),
  row: z.object({ name: z.string(), seconds: z.int() }),
});

/** The same of all that is stored, with how many records that is and from when to when. */
export const readUrlRecords = defineQuery({
  name: 'application-use/read-url-records',
  sql: `SELECT url, count() AS records, sum(seconds) AS seconds,
      toUnixTimestamp(min(minute)) AS firstSecond, toUnixTimestamp(max(minute)) AS lastSecond
    FROM raw_window_slices_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)} AND url != '' AND ${MAY_BEGIN}
    GROUP BY url`,
  params: z.object({ tenantId: z.string(), personIds: z.array(z.string()), ...beginningParams }),
  row: z.object({
    ...{ url: z.string(), records: z.int(), seconds: z.int(), firstSecond: z.int(), lastSecond: z.int() },
  }),
  maxExecutionSeconds: 120,
});
