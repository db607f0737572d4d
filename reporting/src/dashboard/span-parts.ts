import type { MonthSpan } from '#domain/dashboard/period.ts';
import { weekStartOf } from '#domain/legal/statutory-overtime.ts';
import { addDays, monthOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readPartNames } from './queries.ts';

/** The names of the parts that a span is made of, those of the week in which it begins too. */
export async function readParts(
  analytics: Analytics,
  spans: readonly MonthSpan[],
  weekStartWeekday: number,
): Promise<(span: MonthSpan) => string> {
  const partitionsOf = (span: MonthSpan): string[] => [
    partitionOf(weekStartOf(span.from, weekStartWeekday)),
    partitionOf(span.to),
  ];
  const partitions = [...new Set(spans.flatMap(partitionsOf))];
  const rows = await analytics.query(readPartNames, { partitions });
  const namesOf = new Map(rows.map((row) => [row.partition, row.names]));
  return (span) =>
    partitionsOf(span)
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
