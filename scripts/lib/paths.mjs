/**
 * Where things lie in a clone. Everything under scripts/ that is .mjs must run on Node 18: it is what a stranger's
 * own Node executes before the pinned Node 26 is there.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repoRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The pinned runtime, brought by the npm package `node`. */
export const pinnedNode = (root = repoRoot) =>
  join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Scratch folder of the tools, ignored by git. */
export const cacheDir = (root = repoRoot) => join(root, '.cache');
