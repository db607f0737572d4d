import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readIfPresent, replaceFile, syncFolder } from '../files.ts';
import { GRACE_SECONDS, ServerStartFailed } from './guard.ts';
import { DataFolderInUse } from './leftover.ts';
import { LOCATION_FILE } from './postgres-place.ts';
import type { PostgresPlace } from './postgres-place.ts';
import { commandLine, isRunning, waitUntilGone } from './processes.ts';

const run = promisify(execFile);

const STOPPING_TIMEOUT_MS = (GRACE_SECONDS + 2) * 1000;

/**
 * Makes the cluster unless it exists. initdb works under another name, and only its finished result gets the right one: a folder named
 * pgdata is always whole, and what a killed initdb left is removed and made again.
 */
export async function ensureCluster(place: PostgresPlace, dataDir: string, password: string): Promise<void> {
  const parent = dirname(place.pgdata);
  const unfinished = `${basename(place.pgdata)}.init-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(unfinished)) {
      // Its initdb may still be writing for a moment.
      await rm(join(parent, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  }
  if (!existsSync(join(place.pgdata, 'PG_VERSION'))) {
    const temporary = join(parent, `${unfinished}${process.pid}`);
    await initialise(place, temporary, password);
    await rename(temporary, place.pgdata);
    await syncFolder(parent);
  }
  const locationFile = join(dataDir, LOCATION_FILE);
  if ((await readIfPresent(locationFile)) === undefined) await replaceFile(locationFile, `${place.pgdata}\n`, 0o644);
}

async function initialise(place: PostgresPlace, pgdata: string, password: string): Promise<void> {
  // A file, not a pipe: another user may not open our pipe. Its name is swept with the unfinished folders.
  const passwordFile = `${pgdata}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const user = place.user;
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  const args = [
    `--pgdata=${pgdata}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ];
  try {
    await run(join(place.nativeDir, 'bin', 'initdb'), args, {
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    });
  } catch (err) {
    throw new ServerStartFailed(`initdb failed: ${err instanceof Error ? err.message : String(err)}`, { cause: err });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/**
 * Clears the way for one postmaster. One that still works on this folder although no record names it is being ended by its guard: wait
 * for it; if it stays, someone else started it and the folder is in use. A lock file whose process id meanwhile belongs to some
 * other program is removed: PostgreSQL would refuse to start until that program ends. Any other lock file is left to PostgreSQL, which
 * judges it itself.
 */
export async function clearStalePostmaster(pgdata: string, dataDir: string): Promise<void> {
  const lockFile = join(pgdata, 'postmaster.pid');
  const pid = Number.parseInt((await readIfPresent(lockFile)) ?? '', 10);
  if (Number.isNaN(pid) || !(await isRunning(pid))) return;
  if (!(await commandLine(pid)).includes(pgdata)) await rm(lockFile, { force: true });
  else if (!(await waitUntilGone(pid, STOPPING_TIMEOUT_MS))) throw new DataFolderInUse(dataDir, pid);
}
