import { z } from 'zod';
import type { RawKind } from '#domain/contract/retention.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';

export interface StoredKind {
  readonly table: string;
  /** The instant or date of a row, which its partition is made of. */
  readonly at: string;
  readonly isDate?: true;
}

/** Where each kind lies. Both names are ours, so they may stand in statements. */
export const STORED: Readonly<Record<RawKind, StoredKind>> = {
  pcCounts: { table: 'raw_input_minutes_v1', at: 'minute' },
  applications: { table: 'raw_window_slices_v1', at: 'minute' },
  presence: { table: 'raw_presence_changes_v1', at: 'changed_at' },
};

const isOld = ({ at, isDate }: StoredKind): string =>
  `tenant_id = {tenantId:String} AND ${at} < ${isDate ? '{before:Date}' : "toDateTime({before:Date}, 'UTC')"}`;

/** Rows of each tenant before its own day. */
export const countOld = (stored: StoredKind) =>
  defineQuery({
    name: 'retention/count-old',
    sql: `
      SELECT tenant_id AS tenantId, count() AS rows
      FROM ${stored.table}
      WHERE ${isOld(stored)}
      GROUP BY tenant_id`,
    params: z.object({ tenantId: z.string(), before: z.string() }),
    row: z.object({ tenantId: z.string(), rows: z.number() }),
    maxExecutionSeconds: 300,
  });

/** Months (`yyyymm`) of a table that hold anything. */
const readPartitions = defineQuery({
  name: 'retention/read-partitions',
  sql: `
    SELECT DISTINCT partition
    FROM system.parts
    WHERE database = currentDatabase() AND table = {table:String} AND active
    ORDER BY partition`,
  params: z.object({ table: z.string() }),
  row: z.object({ partition: z.string() }),
});

export const deleteOld = (stored: StoredKind): string => `DELETE FROM ${stored.table} WHERE ${isOld(stored)}`;

/** Drops the whole months before the one that this day lies in, of every tenant: only where all of them have given them up. */
export async function dropMonthsBefore(analytics: Analytics, table: string, before: string): Promise<void> {
  for (const { partition } of await analytics.query(readPartitions, { table })) {
    if (!/^\d{6}$/.test(partition) || partition >= before.slice(0, 7).replace('-', '')) continue;
    await analytics.command(`ALTER TABLE ${table} DROP PARTITION ${partition}`);
  }
}
