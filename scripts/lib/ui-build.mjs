/** ui/dist is rebuilt when ui/, domain/src (its contracts and rules run in the browser too) or the locked packages have changed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildFolder } from './built-folder.mjs';
import { RemedyError } from './errors.mjs';
import { runQuietly } from './npm.mjs';
import { pinnedNode, repoRoot } from './paths.mjs';

const SOURCES = {
  folders: ['ui', 'domain/src'],
  files: ['package-lock.json', 'scripts/lib/ui-build.mjs', 'scripts/lib/built-folder.mjs'],
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

export const buildUi = async ({
  root = repoRoot,
  force = false,
  build = runVite,
  say = (text) => process.stderr.write(`${text} …\n`),
} = {}) => {
  if (!existsSync(join(root, 'ui', 'vite.config.ts')))
    throw new RemedyError('ui/vite.config.ts is missing: this clone is not whole');
  await buildFolder({
    root,
    dist: 'ui/dist',
    sources: SOURCES,
    force,
    build: (outDir, onSpawn) => build(root, outDir, onSpawn),
    onBuild: () => say('building the screens'),
  });
};
