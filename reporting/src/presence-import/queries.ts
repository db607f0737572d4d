import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';

/** Stands in the place of a PC: an import is one source beside them. */
export const IMPORT_DEVICE = 'import';

/** What was imported of these people, from the first to the last instant of the file. */
export const readImported = defineQuery({
  name: 'presence-import/read-imported',
  sql: `
    SELECT person_id AS personId, toUnixTimestamp64Milli(changed_at) AS changedAt, toString(activity) AS activity
    FROM raw_presence_changes_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)} AND device_id = '${IMPORT_DEVICE}'
      AND changed_at >= fromUnixTimestamp64Milli({from:Int64}) AND changed_at <= fromUnixTimestamp64Milli({to:Int64})`,
  params: z.object({ tenantId: z.string(), personIds: z.array(z.string()), from: z.int(), to: z.int() }),
  row: z.object({ personId: z.string(), changedAt: z.number(), activity: z.string() }),
});
