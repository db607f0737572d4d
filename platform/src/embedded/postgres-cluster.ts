import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readIfPresent, replaceFile, syncFolder } from '../files.ts';
import { ServerStartFailed } from './guard.ts';
import { LOCATION_FILE } from './postgres-place.ts';
import type { PostgresPlace } from './postgres-place.ts';
import { commandLine, endProcess, isAlive } from './processes.ts';

const run = promisify(execFile);

/**
 * Makes the cluster unless it exists. initdb works under another name, and only its finished result gets the right one: a folder named
 * pgdata is always whole, and what a killed initdb left is removed and made again.
 */
export async function ensureCluster(place: PostgresPlace, dataDir: string, password: string): Promise<void> {
  const parent = dirname(place.pgdata);
  const unfinished = `${basename(place.pgdata)}.init-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(unfinished)) await rm(join(parent, name), { recursive: true, force: true });
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
    await unlink(passwordFile);
  }
}

/**
 * Clears the way for one postmaster. One of an earlier run that still works on this folder is ended (its owner is known to be dead by then). A
 * lock file whose process id meanwhile belongs to some other program is removed: PostgreSQL would refuse to start until that
 * program ends. Any other lock file is left to PostgreSQL, which judges it itself.
 */
export async function clearStalePostmaster(pgdata: string): Promise<void> {
  const lockFile = join(pgdata, 'postmaster.pid');
  const text = await readIfPresent(lockFile);
  const pid = Number.parseInt(text ?? '', 10);
  if (Number.isNaN(pid) || !isAlive(pid)) return;
  if ((await commandLine(pid)).includes(pgdata)) await endProcess(pid, 'SIGINT', 10_000);
  else await unlink(lockFile);
}
