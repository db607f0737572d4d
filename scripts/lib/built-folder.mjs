/**
 * Folders that are built from sources, such as ui/dist: rebuilt when what they are made of has changed. Content is hashed, not dates: a checkout gives
 * every file a new date.
 *
 * The build goes to a folder of its own and takes the old one's place by rename, so a killed build leaves the old folder or none, never half.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { withLock } from './dir-lock.mjs';
import { cacheDir } from './paths.mjs';

const SKIPPED = new Set(['dist', 'node_modules', '.cache']);

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.test\.(m?ts|mjs)$/.test(entry.name) ? [] : [path];
  });

/**
 * Same sources, same text; the file names count too.
 * @param {string} root
 * @param {{folders: string[], files: string[]}} sources relative to the root; what is missing is left out
 */
export const hashSources = (root, { folders, files }) => {
  const hash = createHash('sha256');
  const inRoot = (names) => names.map((name) => join(root, name)).filter((path) => existsSync(path));
  for (const file of [...inRoot(folders).flatMap(filesBelow).sort(), ...inRoot(files)]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return `${hash.digest('hex')}\n`;
};

const isFresh = (dist, stamp) => {
  const file = join(dist, '.stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
};

/** The old folder is renamed, not emptied, before the new one comes: the gap without any is one system call long. */
const replaceFolder = (fresh, target) => {
  const old = `${fresh}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
};

/**
 * @param {string} dist the folder, such as `ui/dist`
 * @param {(outDir: string, onSpawn: Function) => Promise<unknown>} build
 */
export const buildFolder = async ({ root, dist, sources, force = false, build, onBuild }) => {
  const target = join(root, dist);
  const stamp = hashSources(root, sources);
  if (!force && isFresh(target, stamp)) return;
  const name = `${basename(dirname(target))}-build`;
  await withLock(join(cacheDir(root), `${name}.lock`), async (onSpawn) => {
    if (!force && isFresh(target, stamp)) return;
    onBuild();
    const work = join(cacheDir(root), name);
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    await build(join(work, 'dist'), onSpawn);
    writeFileSync(join(work, 'dist', '.stamp'), stamp);
    replaceFolder(join(work, 'dist'), target);
  });
};
