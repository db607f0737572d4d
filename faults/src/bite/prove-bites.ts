import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { spawnProgram } from '../kit/product.ts';
import type { FaultOptions } from '../options.ts';
import type { Mutation, Plan } from '../plan.ts';

const PROJECT = join(import.meta.dirname, '../../..');

/**
 * Each plan on a copy of the source whose guard is taken away, one at a time. A plan that passes there proves nothing, and this says so.
 *
 * @returns the exit code: 0 when every plan failed without its guard
 */
export async function proveBites(
  plans: readonly Plan[],
  options: FaultOptions,
  say: (line: string) => void,
): Promise<number> {
  const blunt: string[] = [];
  for (const plan of plans) {
    for (const mutation of plan.bite) {
      const bitten = await failsWithout(plan, mutation, options);
      say(`${plan.id.padEnd(4)} ${bitten === undefined ? 'DOES NOT BITE' : 'bites'}: ${wordsOf(mutation)}`);
      if (bitten === undefined) blunt.push(plan.id);
      else say(`       ${bitten}`);
    }
  }
  say(`${blunt.length === 0 ? 'every plan bites' : `blunt: ${blunt.join(' ')}`} (seed ${options.seed})`);
  return blunt.length === 0 ? 0 : 1;
}

const wordsOf = ({ file, find, replace }: Mutation): string =>
  `${file}: ${oneLine(find)} → ${replace === '' ? 'nothing' : oneLine(replace)}`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 100);

/** What the plan found without its guard; undefined: nothing, it passed. */
async function failsWithout(plan: Plan, mutation: Mutation, options: FaultOptions): Promise<string | undefined> {
  const copy = join(tempDir('bite'), 'source');
  copySource(copy);
  mutate(copy, mutation);
  const args = [
    join(copy, 'faults/src/main.ts'),
    ...[plan.id, '--seed', String(options.seed), '--seconds', String(options.seconds)],
  ];
  const run = spawnProgram(process.execPath, args, { cwd: copy });
  const code = await run.exited();
  if (code === 0) return undefined;
  const lines = run.output().split('\n');
  const failed = lines.findIndex((line) => line.includes('FAILED'));
  if (failed === -1) throw new Error(`${plan.id} did not run without its guard:\n${run.output()}`);
  return lines
    .slice(failed + 1, failed + 3)
    .map((line) => line.trim())
    .join(' ');
}

/** Everything that git knows or would take; the installed packages and the built screens are shared. */
function copySource(target: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(PROJECT, name)))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join(PROJECT, file), join(target, file));
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(target, 'node_modules'));
  if (existsSync(join(PROJECT, 'ui/dist'))) symlinkSync(join(PROJECT, 'ui/dist'), join(target, 'ui/dist'));
}

function mutate(copy: string, { file, find, replace }: Mutation): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(find)) throw new Error(`the guard is not where the plan looks for it: ${file}: ${find}`);
  writeFileSync(path, text.replaceAll(find, replace));
}
