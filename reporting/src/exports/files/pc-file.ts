import { z } from 'zod';
import { PC_COLUMNS } from '#domain/contract/export-files.ts';
import { defineQuery, defineTextQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { defineFormat, linesOf } from '../writer/format.ts';

const params = z.object({
  tenantId: z.string(),
  personIds: z.array(z.string()),
  zone: z.string(),
  fromSecond: z.int(),
  toSecond: z.int(),
});
export type PcParams = z.output<typeof params>;

const FROM_WHERE = `
  FROM raw_input_minutes_v1 FINAL
  WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
    AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})`;
const COUNTS = ['letters', 'digits', 'numpad', 'symbols', 'others', 'left_clicks', 'right_clicks', 'wheel', 'moves'];

/**
 * PC 操作情報, <userID>_pc.csv (guide table 5-13): one row a minute, sums over devices and parts. The engine writes the lines itself, they hold
 * nothing but digits: a month of 1,000 people is ten million of them. One thread of it is enough, the other core deflates.
 */
const linesQuery = (name: string, counts: readonly string[], groupBy: string) =>
  defineTextQuery({
    name: `exports/${name}`,
    sql: `
      SELECT person_id, formatDateTime(minute, '%Y/%m/%d %H:%i:00', {zone:String}), ${counts.join(', ')}
      ${FROM_WHERE} ${groupBy} ORDER BY person_id, minute`,
    params,
    format: 'CustomSeparated',
    settings: {
      format_custom_escaping_rule: 'Raw',
      format_custom_field_delimiter: ',',
      format_custom_row_after_delimiter: '\r\n',
      max_threads: 1,
    },
  });
const readMinutes = linesQuery('read-pc-lines', COUNTS, '');
const readSums = linesQuery(
  'read-pc-sums',
  COUNTS.map((count) => `sum(${count})`),
  'GROUP BY person_id, minute',
);

/** Who may have several rows for a minute: more than one PC, or an agent that was started again within a minute. */
const readMerged = defineQuery({
  name: 'exports/read-merged-people',
  sql: `SELECT person_id AS personId ${FROM_WHERE.replace(' FINAL', '')}
    GROUP BY person_id HAVING min(device_id) != max(device_id) OR max(part) > 0`,
  params,
  row: z.object({ personId: z.string() }),
});

/** The lines of some people, in one or two texts, each sorted by person. Adding up costs the engine as much as everything else: only for those who need it. */
export async function readPcTexts(analytics: Analytics, asked: PcParams): Promise<string[]> {
  const merged = new Set((await analytics.query(readMerged, asked)).map((row) => row.personId));
  const single = asked.personIds.filter((personId) => !merged.has(personId));
  const texts: string[] = [];
  if (single.length > 0) texts.push(await analytics.queryText(readMinutes, { ...asked, personIds: single }));
  if (merged.size > 0) texts.push(await analytics.queryText(readSums, { ...asked, personIds: [...merged] }));
  return texts;
}

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
      return { text: prefix + lines.join(prefix), rows: lines.length };
    };
  },
});
