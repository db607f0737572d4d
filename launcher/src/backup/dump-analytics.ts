import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NatsConnection } from '@nats-io/nats-core';
import { askProcessor } from './ask-processor.ts';
import type { AnalyticsTable, BackupFile } from './manifest.ts';
import { copySummed } from './sums.ts';

export interface AnalyticsDump {
  storeId: string;
  migrations: string[];
  tables: AnalyticsTable[];
  files: BackupFile[];
}

/**
 * The columnar store's tables, one after another: its owner writes a file, which is moved into the backup before the next one is asked for, so the data
 * folder needs room for the largest table only.
 */
export async function dumpAnalytics(
  nc: NatsConnection,
  dir: string,
  run: string,
  progress: (line: string) => void,
): Promise<AnalyticsDump> {
  const { folder, storeId, migrations, tables } = await askProcessor(nc, { kind: 'list' }, 'list');
  const dump: AnalyticsDump = { storeId, migrations, tables: [], files: [] };
  // What a killed run has left: nobody else writes here.
  await rm(folder, { recursive: true, force: true });
  try {
    for (const { name, columns, structure } of tables) {
      const { file, rows } = await askProcessor(nc, { kind: 'dump', run, table: name }, 'dumped');
      const path = `analytics/${basename(file)}`;
      dump.files.push(await copySummed(file, join(dir, path), path));
      dump.tables.push({ name, columns, structure, rows, file: path });
      await rm(file);
      progress(`  ${name}: ${rows} rows`);
    }
    return dump;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
