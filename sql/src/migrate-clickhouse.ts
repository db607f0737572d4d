import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { pendingMigrations, readMigrations, splitStatements } from './read-migrations.ts';
import type { Migration } from './read-migrations.ts';

const CREATE_LEDGER = `
CREATE TABLE IF NOT EXISTS schema_migrations_v1
(
    name       String,
    checksum   String,
    applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;

const readApplied = defineQuery({
  name: 'sql/read-applied-migrations',
  sql: 'SELECT name, any(checksum) AS checksum FROM schema_migrations_v1 GROUP BY name',
  params: z.object({}),
  row: z.object({ name: z.string(), checksum: z.string() }),
});

/** The oldest row holds: two processors that start a new store at once both insert, and both then read the same one. */
const readIdentity = defineQuery({
  name: 'sql/read-store-identity',
  sql: 'SELECT store_id AS storeId FROM store_identity_v1 ORDER BY created_at, store_id LIMIT 1',
  params: z.object({}),
  row: z.object({ storeId: z.string() }),
});

export interface MigrateOptions {
  migrations?: readonly Migration[];
  /** For tests: called before each step; may end the process or throw. */
  onStep?: (step: string) => void;
}

/** Names and checksums of what was applied. */
export async function readAppliedMigrations(analytics: Analytics): Promise<Map<string, string>> {
  const rows = await analytics.query(readApplied, {});
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

/**
 * Brings the columnar store to this version. ClickHouse has no transactions over DDL: each statement is repeatable (IF NOT EXISTS) and its
 * record is written after it, so a run killed anywhere is finished by the next one, and two at once do no harm.
 */
export async function migrateClickhouse(analytics: Analytics, options: MigrateOptions = {}): Promise<void> {
  const migrations = options.migrations ?? (await readMigrations('clickhouse'));
  const step = options.onStep ?? (() => undefined);
  step('ledger');
  await analytics.command(CREATE_LEDGER);
  for (const migration of pendingMigrations(migrations, await readAppliedMigrations(analytics))) {
    for (const statement of splitStatements(migration.text)) {
      step(`before ${migration.name}`);
      await analytics.command(statement);
    }
    step(`unrecorded ${migration.name}`);
    await analytics.insertRows('schema_migrations_v1', ['name', 'checksum'], [[migration.name, migration.checksum]]);
  }
  step('identity');
  if ((await analytics.query(readIdentity, {})).length === 0) {
    await analytics.insertRows('store_identity_v1', ['store_id'], [[randomUUID()]]);
  }
}

/**
 * Which store this is. A collector that sees another id sends everything that it still holds again, so it is made once and never changed.
 */
export async function readStoreId(analytics: Analytics): Promise<string> {
  const [row] = await analytics.query(readIdentity, {});
  if (row === undefined) throw new Error('The analytics store has no identity: run the migrations first');
  return row.storeId;
}
