import { join } from 'node:path';
import { createAnalytics } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { loadTable } from '#processor/backup/tables.ts';
import { reconcileStore } from '#processor/reconcile/reconcile-store.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { noteOperationRun } from '#sql/operation-runs.ts';
import { readMigrations } from '#sql/read-migrations.ts';
import { BackupProblem } from '../backup/manifest.ts';
import type { Manifest } from '../backup/manifest.ts';
import { migrationsOf } from './migrations-of.ts';

/**
 * Fills an empty store. It gets an id of its own: collectors see that and send again what they hold, the last 14 days. Tables were copied one after
 * another while the product ran, so a day may be older or newer than its minutes: each computed day is held against its facts and made anew where it
 * differs.
 */
export async function loadAnalytics(
  path: string,
  dir: string,
  manifest: Manifest,
  progress: (line: string) => void,
): Promise<void> {
  const analytics = await createAnalytics({ kind: 'embedded', path });
  try {
    await migrateClickhouse(analytics, {
      migrations: migrationsOf(await readMigrations('clickhouse'), manifest.analytics.migrations),
    });
    for (const table of manifest.analytics.tables) {
      const rows = await loadTable(analytics, table, join(dir, table.file));
      if (rows !== table.rows) throw new BackupProblem(`${table.name} took ${rows} rows of ${table.rows}`);
      progress(`  ${table.name}: ${rows} rows`);
    }
    await migrateClickhouse(analytics);
    await proveDays(analytics, progress);
    await noteOperationRun(analytics, {
      kind: 'restore',
      startedAt: manifest.recordsAt,
      finishedAt: new Date().toISOString(),
      figures: { recordsAt: manifest.recordsAt },
    });
  } finally {
    await analytics.close();
  }
}

async function proveDays(analytics: Analytics, progress: (line: string) => void): Promise<void> {
  progress('computed days against their facts …');
  const result = await reconcileStore(analytics, { isRepair: true, report: (line) => progress(`  ${line}`) });
  progress(
    `  ${result.people} people, ${result.days} dates, ${result.repaired} repaired, ${result.differences} differences`,
  );
  if (result.differences > 0) throw new BackupProblem(`${result.differences} computed days differ from their facts`);
}
