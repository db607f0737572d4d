/** Which ring a test file belongs to, told by its name and place alone. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from './paths.mjs';

/** @returns {'arrows'|'unit'|'integration'|'e2e'|undefined} */
export const ringOf = (path) => {
  if (/^e2e\/.*\.e2e\.test\.ts$/.test(path)) return 'e2e';
  if (path.endsWith('.int.test.ts')) return 'integration';
  if (/^scripts\/arrows\/.*\.test\.(ts|mjs)$/.test(path)) return 'arrows';
  return /\.test\.(ts|mjs)$/.test(path) ? 'unit' : undefined;
};

/** Every file that git knows or would take, so that ignored folders (data/, node_modules/, ui/dist/) never count. */
export const repoFiles = (root = repoRoot) =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort();
