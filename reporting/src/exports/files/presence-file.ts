import { z } from 'zod';
import { PRESENCE_COLUMNS } from '#domain/contract/export-files.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import { defineFormat, linesOf } from '../writer/format.ts';
import { ID_AND_JSON, rowsAfterId } from './id-lines.ts';
import type { EmployeeContext } from './pc-file.ts';

/** プレゼンス情報, <userID>_presence.csv (guide table 5-12): changes of all devices in time order. */
export const readPresence = defineTextQuery({
  name: 'exports/read-presence',
  sql: `
    SELECT
      person_id,
      toJSONString(CAST((formatDateTime(changed_at, '%Y/%m/%d %H:%i:%S', {zone:String}), toString(activity)),
        'Tuple(at String, activity String)')) AS line
    FROM raw_presence_changes_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
      AND changed_at >= fromUnixTimestamp({fromSecond:Int64}) AND changed_at < fromUnixTimestamp({toSecond:Int64})
    ORDER BY person_id, changed_at, device_id`,
  params: z.object({
    tenantId: z.string(),
    personIds: z.array(z.string()),
    zone: z.string(),
    fromSecond: z.int(),
    toSecond: z.int(),
  }),
  ...ID_AND_JSON,
});

/**
 * Equal neighbours are one row, over devices too (G:1370-1372, SPEC 8).
 *
 *   PC a   連絡可能 ─────────── 退席中
 *   PC b            連絡可能            退席中
 *   file   連絡可能             退席中
 */
export const presenceFormat = defineFormat<EmployeeContext>({
  columns: PRESENCE_COLUMNS,
  open: ({ employeeNumber }, cells) => {
    const number = cells.text(employeeNumber);
    let last: string | undefined;
    return (piece) => {
      const records: string[][] = [];
      for (const { at, activity } of rowsAfterId<{ at: string; activity: string }>(piece)) {
        if (activity === last) continue;
        last = activity;
        records.push([number, at, cells.text(activity)]);
      }
      return linesOf(records);
    };
  },
});
