import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupProblem } from '../backup/manifest.ts';
import { restoreBackup } from './restore-backup.ts';

const USAGE = `npm run restore -- BACKUP [--data DIR]

Makes a data folder from a backup (a folder that npm run backup has made). The product must not run on it.

  --data DIR  the new data folder (./data): empty or not there`;

const projectDir = join(import.meta.dirname, '../../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: `${projectDir}/data` },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(USAGE);
  const [backup, ...others] = positionals;
  if (backup === undefined || others.length > 0) throw new BackupProblem(`name one backup\n${USAGE}`);
  const dataDir = resolve(values.data);
  const manifest = await restoreBackup({ backupDir: resolve(backup), dataDir, say });
  say(`RESTORED ${dataDir}`);
  say(`State of ${manifest.recordsAt}. Start it with npm start -- --data ${dataDir}`);
  say(
    'Presses, requests, approvals and settings made after that are missing: the portal tells everybody which time that is.',
  );
  say('Collectors send the PC activity of the last 14 days again by themselves.');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`restore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
