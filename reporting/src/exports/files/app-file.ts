import { z } from 'zod';
import { APP_COLUMNS } from '#domain/contract/export-files.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import { defineFormat, linesOf } from '../writer/format.ts';
import { ID_AND_JSON, rowsAfterId } from './id-lines.ts';
import type { EmployeeContext } from './pc-file.ts';

/** アプリケーション操作情報, <userID>_app.csv (guide table 5-14): one row for each time a window came to the front. */
export const readActivations = defineTextQuery({
  name: 'exports/read-activations',
  sql: `
    SELECT
      person_id,
      toJSONString(CAST((formatDateTime(activated_at, '%Y/%m/%d %H:%i:%S', {zone:String}), toString(process), title),
        'Tuple(at String, process String, title String)')) AS line
    FROM raw_window_slices_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
      AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})
      AND activated_at >= fromUnixTimestamp({fromSecond:Int64})
    GROUP BY person_id, device_id, activated_at, process, title
    ORDER BY person_id, activated_at, process, title, device_id`,
  params: z.object({
    tenantId: z.string(),
    personIds: z.array(z.string()),
    zone: z.string(),
    fromSecond: z.int(),
    toSecond: z.int(),
  }),
  ...ID_AND_JSON,
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
        rowsAfterId<Activation>(piece).map(({ at, process, title }) => [
          number,
          at,
          cells.text(process),
          cells.text(title),
        ]),
      );
  },
});
