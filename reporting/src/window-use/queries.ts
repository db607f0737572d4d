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
  sql: `SELECT toString(process) AS name, sum(seconds) AS seconds ${SPAN} GROUP BY name`,
  params,
  row: z.object({ name: z.string(), seconds: z.int() }),
});

/** Pages by address; which site an address belongs to is a rule of the domain. `origins` are the beginnings of what has a name at all. */
export const readUrlSeconds = defineQuery({
  name: 'application-use/read-url-seconds',
  sql: `SELECT url AS name, sum(seconds) AS seconds ${SPAN}
      AND url != '' AND arrayExists(origin -> startsWith(url, origin), {origins:Array(String)})
    GROUP BY url`,
  params: params.extend({ origins: z.array(z.string()) }),
  row: z.object({ name: z.string(), seconds: z.int() }),
});
