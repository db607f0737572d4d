/**
 * collector/dist is what `npm run collector` runs: the agent and its sensor process as one file each. Node that strips types at run time keeps its
 * compiler in memory, some 40 MB on every PC; the built files need none, and start faster. Rebuilt when its sources or the locked packages have changed.
 */
import { join } from 'node:path';
import { buildFolder } from './built-folder.mjs';
import { runQuietly } from './npm.mjs';
import { pinnedNode, repoRoot } from './paths.mjs';

const SOURCES = {
  folders: ['collector', 'domain/src'],
  files: ['package-lock.json', 'scripts/bundle-collector.mjs', 'scripts/lib/built-folder.mjs'],
};

export const collectorFile = (root = repoRoot) => join(root, 'collector', 'dist', 'main.js');

/** Small rather than fast: an agent that handles a few messages a second gains nothing from a large young generation or from compiled code. */
export const COLLECTOR_FLAGS = ['--max-semi-space-size=1', '--lite-mode'];

const explain = (output) => `the collector cannot be built:\n${output.trim().split('\n').slice(-15).join('\n')}`;

const bundle = (root, outDir, onSpawn) =>
  runQuietly(pinnedNode(root), [join(root, 'scripts', 'bundle-collector.mjs'), outDir], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    explain,
    onSpawn,
  });

export const buildCollector = ({
  root = repoRoot,
  build = bundle,
  say = (text) => process.stderr.write(`${text} …\n`),
} = {}) =>
  buildFolder({
    root,
    dist: 'collector/dist',
    sources: SOURCES,
    build: (outDir, onSpawn) => build(root, outDir, onSpawn),
    onBuild: () => say('building the collector'),
  });
