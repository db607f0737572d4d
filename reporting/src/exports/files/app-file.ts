import { z } from 'zod';
import { APP_COLUMNS } from '#domain/contract/export-files.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import { defineFormat, linesOf, rowsOf } from '../writer/format.ts';
import type { EmployeeContext } from './pc-file.ts';

/** アプリケーション操作情報, <userID>_app.csv (guide table 5-14): one row for each time a window came to the front. */
export const readActivations = defineTextQuery({
  name: 'exports/read-activations',
  sql: `
    SELECT
      formatDateTime(activated_at, '%Y/%m/%d %H:%i:%S', {zone:String}) AS at,
      toString(process) AS process, title
    FROM raw_window_slices_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})
      AND activated_at >= fromUnixTimestamp({fromSecond:Int64})
    GROUP BY device_id, activated_at, process, title
    ORDER BY activated_at, process, title, device_id`,
  params: z.object({
    tenantId: z.string(),
    personId: z.string(),
    zone: z.string(),
    fromSecond: z.int(),
    toSecond: z.int(),
  }),
  format: 'JSONEachRow',
});

interface Activation {
  readonly at: string;
  readonly process: string;
  readonly title: string;
}

export const appFormat = defineFormat<EmployeeContext>({
  columns: APP_COLUMNS,
  open: ({ employeeNumber }, cells) => {
    const number = cells.text(employeeNumber);
    return (piece) =>
      linesOf(
        rowsOf<Activation>(piece).map(({ at, process, title }) => [number, at, cells.text(process), cells.text(title)]),
      );
  },
});
