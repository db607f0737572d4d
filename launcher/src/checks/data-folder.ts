import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { freeBytes } from '#platform/disk.ts';
import { StartProblem } from '../start-problem.ts';

/** The broker refuses data long before; a start below this would only break half-way. */
const MIN_FREE_BYTES = 512 * 1024 * 1024;

export interface DataFolder {
  dir: string;
  /** Gives the folder back; the end of the process does the same, however it ends. */
  release(): void;
}

/**
 * Makes the data folder ours: exists, writable, has room, and no other start works on it. The lock is the operating system's own lock on
 * an SQLite file: it cannot outlive its process, so a kill -9 leaves nothing to clear up.
 *
 * @throws StartProblem
 */
export async function takeDataFolder(dir: string): Promise<DataFolder> {
  makeWritable(dir);
  await checkFreeSpace(dir);
  const pidFile = join(dir, 'launcher.pid');
  const lock = new DatabaseSync(join(dir, 'launcher.lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
  } catch (error) {
    lock.close();
    const pid = readPid(pidFile);
    const owner = pid === undefined ? 'another start' : `another start (pid ${pid})`;
    throw new StartProblem(
      `${dir} is in use by ${owner}: stop it, or choose another folder with npm start -- --data DIR`,
      {
        cause: error,
      },
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    dir,
    release() {
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

function makeWritable(dir: string): void {
  try {
    // Asked first: on a read-only disk the recursive mkdir says ENOENT, which would send the person on a false track.
    accessSync(nearestFolder(dir), constants.W_OK);
    mkdirSync(dir, { recursive: true });
    // People's activity lies here. Nobody may list it; PostgreSQL's user, where root starts it, may pass to its own folder. The folders
    // inside are closed one by one.
    if (statSync(dir).uid === process.getuid?.()) chmodSync(dir, 0o711);
    const probe = join(dir, `.write-probe-${process.pid}`);
    writeFileSync(probe, 'probe');
    rmSync(probe);
  } catch (error) {
    throw folderProblem(dir, error as NodeJS.ErrnoException);
  }
}

async function checkFreeSpace(dir: string): Promise<void> {
  const free = await freeBytes(dir);
  if (free >= MIN_FREE_BYTES) return;
  throw new StartProblem(
    `the disk of ${dir} has only ${Math.floor(free / 1024 / 1024)} MB free: free at least 512 MB, or choose another folder with npm start -- --data DIR`,
  );
}

/** The folder itself or the first one above it that is there. */
function nearestFolder(dir: string): string {
  return existsSync(dir) || dirname(dir) === dir ? dir : nearestFolder(dirname(dir));
}

function folderProblem(dir: string, error: NodeJS.ErrnoException): StartProblem {
  const remedy = 'choose another folder with npm start -- --data DIR';
  if (error.code === 'ENOSPC')
    return new StartProblem(`the disk of ${dir} is full: free at least 512 MB, or ${remedy}`, { cause: error });
  return new StartProblem(`the data folder ${dir} cannot be written (${error.code ?? error.message}): ${remedy}`, {
    cause: error,
  });
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
