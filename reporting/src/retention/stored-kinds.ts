import { z } from 'zod';
import type { RetentionKind } from '#domain/contract/retention.ts';
import { defineQuery } from '#platform/clickhouse.ts';

interface StoredKind {
  readonly table: string;
  /** The instant of a row, which its partition is made of. */
  readonly at: string;
}

/** Where each kind lies. Both names are ours, so they may stand in statements. */
export const STORED: Readonly<Record<RetentionKind, StoredKind>> = {
  pcCounts: { table: 'raw_input_minutes_v1', at: 'minute' },
  applications: { table: 'raw_window_slices_v1', at: 'minute' },
  presence: { table: 'raw_presence_changes_v1', at: 'changed_at' },
};

/** Rows of each tenant before its own day. */
export const countOld = ({ table, at }: StoredKind) =>
  defineQuery({
    name: 'retention/count-old',
    sql: `
      SELECT tenant_id AS tenantId, count() AS rows
      FROM ${table}
      WHERE tenant_id = {tenantId:String} AND ${at} < toDateTime({before:Date}, 'UTC')
      GROUP BY tenant_id`,
    params: z.object({ tenantId: z.string(), before: z.string() }),
    row: z.object({ tenantId: z.string(), rows: z.number() }),
    maxExecutionSeconds: 300,
  });

/** Months (`yyyymm`) of a table that hold anything. */
export const readPartitions = defineQuery({
  name: 'retention/read-partitions',
  sql: `
    SELECT DISTINCT partition
    FROM system.parts
    WHERE database = currentDatabase() AND table = {table:String} AND active
    ORDER BY partition`,
  params: z.object({ table: z.string() }),
  row: z.object({ partition: z.string() }),
});

export const deleteOld = ({ table, at }: StoredKind): string =>
  `DELETE FROM ${table} WHERE tenant_id = {tenantId:String} AND ${at} < toDateTime({before:Date}, 'UTC')`;
