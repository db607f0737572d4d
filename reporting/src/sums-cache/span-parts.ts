import { z } from 'zod';
import type { MonthSpan } from '#domain/dashboard/period.ts';
import { weekStartOf } from '#domain/legal/statutory-overtime.ts';
import { addDays, monthOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';

/** Dates in a row, both included. */
export type Stretch = Pick<MonthSpan, 'from' | 'to'>;

/**
 * The parts that hold the months now. ClickHouse names each part once, and every insert, removal and merge makes new ones: equal names are equal
 * rows. Read before the rows: what comes in between is noticed by the next reader.
 */
const readPartNames = defineQuery({
  name: 'sums-cache/read-part-names',
  sql: `
    SELECT partition, arrayStringConcat(arraySort(groupArray(name)), ' ') AS names
    FROM system.parts
    WHERE active AND database = currentDatabase() AND table = {table:String} AND partition IN {partitions:Array(String)}
    GROUP BY partition`,
  params: z.object({ table: z.string(), partitions: z.array(z.string()) }),
  row: z.object({ partition: z.string(), names: z.string() }),
});

/** The names of the parts that a stretch is made of. With a weekday: those of the week in which it begins too. */
export async function readParts(
  analytics: Analytics,
  table: 'computed_days_v1' | 'day_use_v1',
  stretches: readonly Stretch[],
  weekStartWeekday?: number,
): Promise<(stretch: Stretch) => string> {
  const partitionsOf = ({ from, to }: Stretch): string[] => [
    partitionOf(weekStartWeekday === undefined ? from : weekStartOf(from, weekStartWeekday)),
    partitionOf(to),
  ];
  const partitions = [...new Set(stretches.flatMap(partitionsOf))];
  const rows = await analytics.query(readPartNames, { table, partitions });
  const namesOf = new Map(rows.map((row) => [row.partition, row.names]));
  return (stretch) =>
    partitionsOf(stretch)
      .map((partition) => namesOf.get(partition) ?? '')
      .join('|');
}

const partitionOf = (workDate: WorkDate): string => monthOf(workDate).replace('-', '');

/**
 * A month in which the running week lies is two pieces: in the one before it few days change, in the other one all of them, and both are read on their
 * own.
 *
 *   from ─────────── liveFrom ──── to
 *   │  few change    │ all change  │
 */
export function piecesOf(span: MonthSpan, liveFrom: WorkDate): MonthSpan[] {
  if (liveFrom <= span.from || liveFrom > span.to) return [span];
  return [
    { ...span, to: addDays(liveFrom, -1) },
    { ...span, from: liveFrom },
  ];
}
