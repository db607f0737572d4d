import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pino } from 'pino';
import { syncFolder } from '#platform/files.ts';
import { startPostgres } from '#platform/embedded/postgres.ts';
import { createLogger } from '#platform/log.ts';
import { takeDataFolder } from '../checks/data-folder.ts';
import { ensureNatsServer } from '../checks/nats-server-present.ts';
import { launcherEnv } from '../config.ts';
import { layoutOf } from '../layout.ts';
import type { Layout } from '../layout.ts';
import { ensureServerKeys } from '../start-servers.ts';
import { BackupProblem } from '../backup/manifest.ts';
import type { Manifest } from '../backup/manifest.ts';
import { verifyBackup } from '../backup/verify-backup.ts';
import { loadAnalytics } from './load-analytics.ts';
import { loadDeadLetters } from './load-dead-letters.ts';
import { loadRecords } from './load-records.ts';

export interface RestoreOptions {
  backupDir: string;
  dataDir: string;
  say: (line: string) => void;
}

/**
 * A data folder from a backup. Only into a folder that is empty or not there: nothing that exists is overwritten, and no two states are mixed. While it
 * works a marker lies in the folder, so that a half-filled one is never started.
 *
 * @throws BackupProblem, StartProblem
 */
export async function restoreBackup({ backupDir, dataDir, say }: RestoreOptions): Promise<Manifest> {
  say('verifying the backup …');
  const manifest = await verifyBackup(backupDir);
  await checkEmpty(dataDir);
  const folder = await takeDataFolder(dataDir);
  try {
    const layout = layoutOf(dataDir);
    await writeFile(layout.restoreUnfinished, `${backupDir}\n`, { mode: 0o600 });
    await fill(layout, backupDir, manifest, say);
    await rm(layout.restoreUnfinished);
    await syncFolder(dataDir);
    return manifest;
  } finally {
    folder.release();
  }
}

async function checkEmpty(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  if (existsSync(layoutOf(dataDir).restoreUnfinished))
    throw new BackupProblem(`an earlier restore into ${dataDir} was not finished: remove that folder, or name another`);
  if ((await readdir(dataDir)).length > 0)
    throw new BackupProblem(
      `${dataDir} is not empty: a restore fills an empty folder only, name another with --data DIR`,
    );
}

async function fill(layout: Layout, backupDir: string, manifest: Manifest, say: (line: string) => void): Promise<void> {
  const log = createLogger(
    'restore',
    launcherEnv().logLevel,
    pino.destination({ dest: join(layout.logs, 'restore.log'), mkdir: true, sync: true }),
  );
  for (const dir of [layout.postgres, layout.nats, layout.clickhouse]) await mkdir(dir, { recursive: true });
  say('keys and the checkpoints of the audit …');
  await copyFiles(layout, backupDir, manifest);
  const { brokerToken } = await ensureServerKeys(layout);

  say('PostgreSQL …');
  const postgres = await startPostgres({ dataDir: layout.postgres, log });
  try {
    await loadRecords(postgres.url, backupDir, manifest, say);
  } finally {
    await postgres.stop();
  }
  say('dead letters …');
  const binary = await ensureNatsServer(launcherEnv(), say);
  await loadDeadLetters({ binary, dataDir: layout.nats, token: brokerToken, log }, backupDir, manifest);
  say('columnar store …');
  await loadAnalytics(layout.clickhouse, backupDir, manifest, say);
}

async function copyFiles(layout: Layout, backupDir: string, manifest: Manifest): Promise<void> {
  await mkdir(layout.secrets, { recursive: true, mode: 0o700 });
  for (const { path } of manifest.files) {
    const source = join(backupDir, path);
    if (path.startsWith('secrets/')) await copyFile(source, join(layout.secrets, basename(path)));
    if (!path.startsWith('audit/')) continue;
    await mkdir(dirname(layout.auditCheckpoints), { recursive: true, mode: 0o700 });
    await copyFile(source, layout.auditCheckpoints);
  }
}
