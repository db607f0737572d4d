import { z } from 'zod';
import { PC_COLUMNS } from '#domain/contract/export-files.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Cells } from '../writer/cells.ts';
import { defineFormat, linesOf } from '../writer/format.ts';
import type { ReadyLines } from '../writer/piece.ts';
import { releaseBytes } from '../writer/release-bytes.ts';
import { cutLines } from './pc-lines.ts';

const params = z.object({
  tenantId: z.string(),
  personIds: z.array(z.string()),
  /** What each person's lines begin with, in the order of `personIds`. */
  linePrefixes: z.array(z.string()),
  zone: z.string(),
  fromSecond: z.int(),
  toSecond: z.int(),
});
type PcParams = z.output<typeof params>;

const COUNTS = ['letters', 'digits', 'numpad', 'symbols', 'others', 'left_clicks', 'right_clicks', 'wheel', 'moves'];

/**
 * PC 操作情報, <userID>_pc.csv (guide table 5-13): one row a minute, sums over devices and parts. The engine writes the lines whole: beside the employee
 * number, which is made into a cell here, they hold nothing but digits, and a month of 1,000 people is ten million of them. One thread of it is
 * enough, the other core deflates.
 */
const linesQuery = (name: string, counts: readonly string[], groupBy: string) =>
  defineTextQuery({
    name: `exports/${name}`,
    sql: `
      SELECT transform(person_id, {personIds:Array(String)}, {linePrefixes:Array(String)}),
        formatDateTime(minute, '%Y/%m/%d %H:%i:00', {zone:String}), ${counts.join(', ')}
      FROM raw_input_minutes_v1 FINAL
      WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
        AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})
      ${groupBy} ORDER BY person_id, minute`,
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

/** Of the people asked for, in ascending order of their ids. */
export interface PcLinesAsked extends Omit<PcParams, 'personIds' | 'linePrefixes'> {
  readonly people: readonly { readonly personId: string; readonly linePrefix: string }[];
}

/**
 * Each person's lines. Adding up costs the engine as much as everything else, and few people need it (several PCs, or an agent that was started again
 * within a minute): they are found by their lines and read once more.
 */
export async function readPcLines(analytics: Analytics, asked: PcLinesAsked): Promise<Map<string, ReadyLines>> {
  const all = await readLines(analytics, readMinutes, asked);
  const merged = asked.people.filter(({ personId }) => all.get(personId)?.repeatsMinute === true);
  if (merged.length === 0) return all;
  return new Map([...all, ...(await readLines(analytics, readSums, { ...asked, people: merged }))]);
}

interface FoundLines extends ReadyLines {
  readonly repeatsMinute: boolean;
}

async function readLines(
  analytics: Analytics,
  query: typeof readMinutes,
  { people, ...asked }: PcLinesAsked,
): Promise<Map<string, FoundLines>> {
  const bytes = await analytics.queryBytes(query, {
    ...asked,
    personIds: people.map((person) => person.personId),
    linePrefixes: people.map((person) => person.linePrefix),
  });
  const cut = cutLines(
    bytes,
    people.map((person) => Buffer.from(`${person.linePrefix},`)),
  );
  const linesOfPeople = new Map(
    people.flatMap(({ personId }, index): [string, FoundLines][] => {
      const lines = cut[index];
      if (lines === undefined) return [];
      const { from, to, rows, repeatsMinute } = lines;
      return [[personId, { utf8: new Uint8Array(bytes.subarray(from, to)), rows, repeatsMinute }]];
    }),
  );
  releaseBytes(bytes);
  return linesOfPeople;
}

/** Whose file it is. */
export interface EmployeeContext {
  readonly employeeNumber: string;
}

/** The employee number as the cell that begins each line, without its comma: quoted where it must be. */
export const linePrefixOf = (employeeNumber: string, cells: Cells): string =>
  linesOf([[cells.text(employeeNumber), '']]).text.replace(/,\r\n$/, '');

export const pcFormat = defineFormat<EmployeeContext>({
  columns: PC_COLUMNS,
  open: ({ employeeNumber }, cells) => {
    // The lines come finished; what of the number the encoding could not hold is counted once for each file, here as elsewhere.
    cells.text(employeeNumber);
    return (piece) => {
      if (piece !== '') throw new TypeError('lines of PC 操作情報 come finished');
      return { text: '', rows: 0 };
    };
  },
});
