import { z } from 'zod';
import { PC_COLUMNS } from '#domain/contract/export-files.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import { linesOf } from '../writer/format.ts';
import { defineFormat } from '../writer/format.ts';

/**
 * PC 操作情報, <userID>_pc.csv (guide table 5-13): one row a minute, sums over devices and parts. The engine writes the lines itself, they hold
 * nothing but digits: a month of 1,000 people is ten million of them.
 */
export const readPcLines = defineTextQuery({
  name: 'exports/read-pc-lines',
  sql: `
    SELECT
      formatDateTime(minute, '%Y/%m/%d %H:%i:00', {zone:String}) AS at,
      sum(letters), sum(digits), sum(numpad), sum(symbols), sum(others),
      sum(left_clicks), sum(right_clicks), sum(wheel), sum(moves)
    FROM raw_input_minutes_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})
    GROUP BY minute
    ORDER BY minute`,
  params: z.object({
    tenantId: z.string(),
    personId: z.string(),
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

export interface EmployeeContext {
  readonly employeeNumber: string;
}

export const pcFormat = defineFormat<EmployeeContext>({
  columns: PC_COLUMNS,
  open: ({ employeeNumber }, cells) => {
    // As a cell of its own it is quoted where it must be.
    const prefix = linesOf([[cells.text(employeeNumber), '']]).text.replace(/\r\n$/, '');
    return (piece) => {
      if (piece === '') return { text: '', rows: 0 };
      const lines = piece.endsWith('\n') ? piece.slice(0, -1) : piece;
      const rows = countLines(lines);
      return { text: `${prefix}${lines.replaceAll('\n', `\r\n${prefix}`)}\r\n`, rows };
    };
  },
});

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
