import { z } from 'zod';
import { PC_COLUMNS } from '#domain/contract/export-files.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import { defineFormat, linesOf } from '../writer/format.ts';

/**
 * PC 操作情報, <userID>_pc.csv (guide table 5-13): one row a minute, sums over devices and parts. The engine writes the lines itself, they hold
 * nothing but digits: a month of 1,000 people is ten million of them.
 */
export const readPcLines = defineTextQuery({
  name: 'exports/read-pc-lines',
  sql: `
    SELECT
      person_id,
      formatDateTime(minute, '%Y/%m/%d %H:%i:00', {zone:String}) AS at,
      sum(letters), sum(digits), sum(numpad), sum(symbols), sum(others),
      sum(left_clicks), sum(right_clicks), sum(wheel), sum(moves)
    FROM raw_input_minutes_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
      AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})
    GROUP BY person_id, minute
    ORDER BY person_id, minute`,
  params: z.object({
    tenantId: z.string(),
    personIds: z.array(z.string()),
    zone: z.string(),
    fromSecond: z.int(),
    toSecond: z.int(),
  }),
  format: 'CustomSeparated',
  settings: {
    format_custom_escaping_rule: 'Raw',
    format_custom_field_delimiter: ',',
    format_custom_row_after_delimiter: '\n',
  },
});

/** Whose file it is; the id begins every raw line. */
export interface EmployeeContext {
  readonly personId: string;
  readonly employeeNumber: string;
}

export const pcFormat = defineFormat<EmployeeContext>({
  columns: PC_COLUMNS,
  open: ({ personId, employeeNumber }, cells) => {
    // As a cell of its own it is quoted where it must be.
    const prefix = linesOf([[cells.text(employeeNumber), '']]).text.replace(/\r\n$/, '');
    return (piece) => {
      if (piece === '') return { text: '', rows: 0 };
      const [, ...lines] = piece.split(`${personId},`);
      return { text: prefix + lines.join(prefix).replaceAll('\n', '\r\n'), rows: lines.length };
    };
  },
});
