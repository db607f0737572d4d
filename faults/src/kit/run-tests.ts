import { delimiter, dirname, join } from 'node:path';
import { spawnProgram } from './product.ts';

const PROJECT = join(import.meta.dirname, '../../..');

/**
 * Runs test files of the product that prove a fault, as `npm test -- FILE` does, each in a process of its own.
 *
 * @returns how many tests passed
 * @throws with what the first failed file printed; also for a file that holds no test
 */
export async function runTests(files: readonly string[]): Promise<number> {
  let passed = 0;
  for (const file of files) {
    const PATH = [dirname(process.execPath), process.env.PATH ?? '', '/usr/sbin'].join(delimiter);
    const run = spawnProgram(process.execPath, ['--test-reporter=tap', join(PROJECT, file)], {
      cwd: PROJECT,
      env: { ...process.env, PATH, NODE_ENV: 'test' },
    });
    const code = await run.exited();
    const output = run.output();
    const count = (word: string): number => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
    if (code !== 0 || count('pass') === 0 || count('fail') > 0)
      throw new Error(`${file}: ${failuresOf(output) || output.slice(-2_000)}`);
    passed += count('pass');
  }
  return passed;
}

const failuresOf = (output: string): string =>
  output
    .split('\n')
    .filter((line) => /^\s*not ok/.test(line))
    .map((line) => line.trim())
    .join('; ');
