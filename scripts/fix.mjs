/** `npm run fix`: lets ESLint and Prettier mend what they can. What they cannot is told, and the exit code is not 0. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install } from './install.mjs';
import { failWithOneLine } from './lib/errors.mjs';
import { pinnedNode, repoRoot } from './lib/paths.mjs';

const run = (script, ...args) =>
  spawnSync(pinnedNode(), [join(repoRoot, 'node_modules', script), ...args], { cwd: repoRoot, stdio: 'inherit' })
    .status ?? 1;

const fix = async () => {
  await install();
  // Prettier last: what ESLint rewrote has to be laid out too.
  const eslint = run('eslint/bin/eslint.js', '--fix', '.');
  const prettier = run('prettier/bin/prettier.cjs', '--write', '--log-level=warn', '.');
  process.exit(eslint || prettier);
};

fix().catch(failWithOneLine);
