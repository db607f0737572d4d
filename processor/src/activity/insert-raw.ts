import { AnalyticsRefused } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { columnsOf, RAW_TABLES } from './raw-tables.ts';
import type { RawRow, StoredItem } from './raw-tables.ts';

export interface RefusedRow<R extends RawRow = RawRow> {
  row: R;
  error: string;
}

/**
 * ClickHouse numbers that say "this data", as opposed to "this table" or "this server": text, number or date that cannot be read, a value out
 * of its range, a violated constraint. Only these set rows aside; any other refusal stops the step until a person has repaired the store.
 */
const DATA_REFUSALS: ReadonlySet<number> = new Set([
  6, 25, 26, 27, 33, 38, 41, 53, 69, 70, 72, 117, 130, 131, 190, 321, 349, 407, 441, 469, 636, 691,
]);
export const isDataRefusal = (err: unknown): err is AnalyticsRefused =>
  err instanceof AnalyticsRefused && DATA_REFUSALS.has(err.clickhouseCode);

/** Inserts every row of every kind, and gives back those that the store refuses for good, found by halving. */
export async function insertRaw<R extends RawRow>(analytics: Analytics, rows: readonly R[]): Promise<RefusedRow<R>[]> {
  const refused: RefusedRow<R>[] = [];
  const byKind = [...Map.groupBy(rows, (row) => row.item.kind)];
  // All are waited for, also when one fails: a batch that is handled again must not meet its own inserts.
  const results = await Promise.allSettled(
    byKind.map(([kind, ofKind]) => insertHalving(analytics, kind, ofKind, refused)),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return refused;
}

async function insertHalving<R extends RawRow>(
  analytics: Analytics,
  kind: StoredItem['kind'],
  rows: readonly R[],
  refused: RefusedRow<R>[],
): Promise<void> {
  try {
    await analytics.insertRows(
      RAW_TABLES[kind].table,
      columnsOf(kind),
      rows.map((row) => row.values),
    );
  } catch (err) {
    if (!isDataRefusal(err)) throw err;
    const [row] = rows;
    if (rows.length === 1 && row !== undefined) {
      refused.push({ row, error: err.message });
      return;
    }
    const half = Math.ceil(rows.length / 2);
    await insertHalving(analytics, kind, rows.slice(0, half), refused);
    await insertHalving(analytics, kind, rows.slice(half), refused);
  }
}
