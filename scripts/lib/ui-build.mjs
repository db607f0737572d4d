/**
 * ui/dist is rebuilt when what it is made of has changed: ui/, domain/src (its contracts and rules run in the browser too)
 * and the locked packages. Content is hashed, not dates: a checkout gives every file a new date.
 *
 * The build goes to a folder of its own and takes the old one's place by rename, so a killed build leaves the old screens
 * or none, never half.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withLock } from './dir-lock.mjs';
import { RemedyError } from './errors.mjs';
import { runQuietly } from './npm.mjs';
import { cacheDir, pinnedNode, repoRoot } from './paths.mjs';

const SKIPPED = new Set(['dist', 'node_modules', '.cache']);

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.test\.(m?ts|mjs)$/.test(entry.name) ? [] : [path];
  });

/** Same sources, same text; the file names count too. */
export const hashSources = (root) => {
  const hash = createHash('sha256');
  const folders = [join(root, 'ui'), join(root, 'domain', 'src')].filter((folder) => existsSync(folder));
  const makers = ['package-lock.json', 'scripts/lib/ui-build.mjs'].map((name) => join(root, name)).filter(existsSync);
  for (const file of [...folders.flatMap(filesBelow).sort(), ...makers]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return `${hash.digest('hex')}\n`;
};

const isFresh = (dist, stamp) => {
  const file = join(dist, '.stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
};

const explainVite = (output) =>
  `the screens (ui/) cannot be built:\n${output.trim().split('\n').slice(-15).join('\n')}`;

const runVite = (root, outDir, onSpawn) => {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', join(root, 'ui', 'vite.config.ts'), '--outDir', outDir, '--emptyOutDir'];
  // Tests build under another NODE_ENV, and what they build is kept for the product: it must be the same screens, with their worker.
  const env = { ...process.env, NODE_ENV: 'production' };
  return runQuietly(pinnedNode(root), args, { cwd: root, env, explain: explainVite, onSpawn });
};

/** The old folder is renamed, not emptied, before the new one comes: the gap without any is one system call long. */
const replaceFolder = (fresh, target) => {
  const old = `${fresh}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
};

export const buildUi = async ({
  root = repoRoot,
  force = false,
  build = runVite,
  say = (text) => process.stderr.write(`${text} …\n`),
} = {}) => {
  if (!existsSync(join(root, 'ui', 'vite.config.ts')))
    throw new RemedyError('ui/vite.config.ts is missing: this clone is not whole');
  const dist = join(root, 'ui', 'dist');
  const stamp = hashSources(root);
  if (!force && isFresh(dist, stamp)) return;
  await withLock(join(cacheDir(root), 'ui-build.lock'), async (onSpawn) => {
    if (!force && isFresh(dist, stamp)) return;
    say('building the screens');
    const work = join(cacheDir(root), 'ui-build');
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    await build(root, join(work, 'dist'), onSpawn);
    writeFileSync(join(work, 'dist', '.stamp'), stamp);
    replaceFolder(join(work, 'dist'), dist);
  });
};
