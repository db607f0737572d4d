import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createBackup } from './create-backup.ts';
import { keepNewest } from './kept-backups.ts';
import { BackupProblem } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { verifyBackup } from './verify-backup.ts';

const USAGE = `npm run backup -- [--data DIR] [--to DIR] [--keep N]
npm run backup -- --verify BACKUP

Copies everything that cannot be made again while the product runs: the columnar store, PostgreSQL, keys, dead letters, the audit's checkpoints.

  --data DIR       data folder of the running product (./data)
  --to DIR         folder of the backups (./backups): put it on another disk; it holds people's data and the keys
  --keep N         then remove all but the newest N backups of that folder
  --verify BACKUP  only read one backup and say whether it is whole`;

const projectDir = join(import.meta.dirname, '../../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: `${projectDir}/data` },
      to: { type: 'string', default: `${projectDir}/backups` },
      keep: { type: 'string' },
      verify: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(USAGE);
  if (values.verify !== undefined) return say(`OK ${summary(await verifyBackup(resolve(values.verify)))}`);
  const keep = keepOf(values.keep);
  const toDir = resolve(values.to);
  const { dir, manifest } = await createBackup({ projectDir, dataDir: resolve(values.data), toDir, say });
  say(`BACKUP ${dir}`);
  say(summary(manifest));
  if (keep === undefined) return;
  for (const name of await keepNewest(toDir, keep)) say(`removed ${name}`);
}

function keepOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new BackupProblem(`--keep ${text} is no number from 1 to 9999`);
}

function summary(manifest: Manifest): string {
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const rows = [...manifest.analytics.tables, ...manifest.records.tables].reduce((sum, table) => sum + table.rows, 0);
  const seconds = (Date.parse(manifest.finishedAt) - Date.parse(manifest.startedAt)) / 1000;
  return `${manifest.files.length} files, ${rows} rows, ${(bytes / 1024 / 1024).toFixed(1)} MiB, made in ${seconds.toFixed(1)} s, state of ${manifest.recordsAt}`;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`backup: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
