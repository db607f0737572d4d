import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '#platform/files.ts';
import { allPlans, consumerPlans } from '#processor/topology.ts';
import { layoutOf } from '../layout.ts';
import { askProcessor } from './ask-processor.ts';
import { dumpAnalytics } from './dump-analytics.ts';
import { dumpDeadLetters } from './dead-letter-file.ts';
import { dumpRecords } from './dump-records.ts';
import { BackupProblem, writeManifest } from './manifest.ts';
import type { BackupFile, Manifest } from './manifest.ts';
import { nameOfBackup, removeUnfinished } from './kept-backups.ts';
import { findRunningProduct } from './running-product.ts';
import type { RunningProduct } from './running-product.ts';
import { copySummed, sumOfText } from './sums.ts';
import { verifyBackup } from './verify-backup.ts';

export interface BackupOptions {
  projectDir: string;
  dataDir: string;
  /** The folder of all backups; this one becomes a folder in it. */
  toDir: string;
  say: (line: string) => void;
}

/**
 * A backup of the running product: `<toDir>/kinmu-<time>`, whole or absent (it has another name until it has been verified).
 *
 * The order matters. The columnar store comes first, PostgreSQL after it: so no fact in the store is newer than its home, and what is missing in the store
 * is in PostgreSQL's outbox, which a restore publishes again. What lies in the streams is not copied: it comes again from there and from the collectors.
 *
 * @throws BackupProblem
 */
export async function createBackup(options: BackupOptions): Promise<{ dir: string; manifest: Manifest }> {
  const { dataDir, toDir, say } = options;
  const startedAt = new Date();
  const name = nameOfBackup(startedAt);
  const product = await findRunningProduct(dataDir);
  try {
    await mkdir(toDir, { recursive: true, mode: 0o700 });
    await removeUnfinished(toDir);
    const dir = join(toDir, name);
    const unfinished = `${dir}.unfinished-${process.pid}`;
    if (existsSync(dir)) throw new BackupProblem(`${dir} is there already`);
    try {
      for (const part of ['analytics', 'records', 'secrets', 'audit'])
        await mkdir(join(unfinished, part), { recursive: true, mode: 0o700 });
      const manifest = await fill(unfinished, name, startedAt, product, options);
      say('verifying …');
      await verifyBackup(unfinished);
      await rename(unfinished, dir);
      await syncFolder(toDir);
      await noteBackup(product, manifest);
      return { dir, manifest };
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  } finally {
    await product.nc.close();
  }
}

async function fill(
  dir: string,
  run: string,
  startedAt: Date,
  product: RunningProduct,
  options: BackupOptions,
): Promise<Manifest> {
  const { say } = options;
  say('columnar store …');
  const analytics = await dumpAnalytics(product.nc, dir, run, say);
  say('dead letters and what is on its way …');
  const letters = await dumpDeadLetters(product.jsm, dir, 'dead-letters.ndjson.gz');
  const inFlight = await readInFlight(product);
  say('PostgreSQL …');
  const records = await dumpRecords(product.postgresUrl, dir, say);
  say('keys and the checkpoints of the audit …');
  const others = await copyFiles(dir, options.dataDir);
  const { version } = JSON.parse(await readFile(join(options.projectDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const manifest: Manifest = {
    format: 1,
    product: version,
    startedAt: startedAt.toISOString(),
    recordsAt: records.recordsAt,
    finishedAt: new Date().toISOString(),
    storeId: analytics.storeId,
    records: { migrations: records.migrations, tables: records.tables, sequences: records.sequences },
    analytics: { migrations: analytics.migrations, tables: analytics.tables },
    deadLetters: { count: letters.count, file: letters.file.path },
    inFlight,
    files: [...analytics.files, letters.file, ...records.files, ...others],
  };
  await writeManifest(dir, manifest, sumOfText);
  return manifest;
}

/** Keys, without which no password and no device is known again, and the signed ends of the audit chain. Not the broker's token: a new one is made. */
async function copyFiles(dir: string, dataDir: string): Promise<BackupFile[]> {
  const layout = layoutOf(dataDir);
  const files: BackupFile[] = [];
  for (const name of (await readdir(layout.secrets)).sort()) {
    const source = join(layout.secrets, name);
    if (source === layout.brokerToken || name.endsWith('.tmp')) continue;
    files.push(await copySummed(source, join(dir, 'secrets', name), `secrets/${name}`));
  }
  const checkpoints = 'audit/checkpoints.jsonl';
  if (existsSync(layout.auditCheckpoints))
    files.push(await copySummed(layout.auditCheckpoints, join(dir, checkpoints), checkpoints));
  return files;
}

async function readInFlight({ jsm }: RunningProduct): Promise<Record<string, number>> {
  const waiting: Record<string, number> = {};
  for (const { stream, durable } of allPlans(consumerPlans())) {
    const info = await jsm.consumers.info(stream, durable);
    waiting[durable] = info.num_pending + info.num_ack_pending;
  }
  return waiting;
}

/** For the health page: when the last backup was, and how large. */
async function noteBackup({ nc }: RunningProduct, manifest: Manifest): Promise<void> {
  const { startedAt, finishedAt, files } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  await askProcessor(nc, { kind: 'note', startedAt, finishedAt, figures: { bytes, files: files.length } }, 'noted');
}
