/**
 * `npm run bench`: every part one after the other; `npm run bench -- ingest 5` runs one with its own arguments. Each part is a process of its own, is
 * bounded, and writes `results/<part>.md` and `.json`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKept, rounded, type Report } from './kit/report.ts';

const PARTS = ['ingest', 'pipeline', 'freshness', 'drain', 'queries', 'export', 'growth', 'footprint'] as const;
const MINUTE_MS = 60_000;
const LIMIT_MS = 10 * MINUTE_MS;
/** Of a part that is given sizes of its own: ten minutes of a fleet need the time to bring it up, too. */
const CHOSEN_LIMIT_MS = 20 * MINUTE_MS;

const [part, ...args] = process.argv.slice(2);
const fileOf = (name: string): string => join(import.meta.dirname, `${name}.ts`);
/** Every part is there, or nothing is run: a missing one must not look like a promise kept. */
const missing = [...PARTS, ...(part === undefined ? [] : [part])].filter((name) => !existsSync(fileOf(name)));
if (missing.length > 0) {
  process.stderr.write(`there is no part ${missing.join(', ')}\n`);
  process.stderr.write(`usage: npm run bench -- [PART [ARGUMENTS]]\nparts: ${PARTS.join(', ')}\n`);
  process.exit(2);
}
const failed: string[] = [];
for (const name of part === undefined ? PARTS : [part]) {
  const code = await run(name, part === undefined ? [] : args);
  if (code !== 0) failed.push(`${name} ended with ${String(code)}`);
}
if (part === undefined) console.log(`\n${summary().join('\n')}`);
for (const line of failed) console.error(line);
process.exit(failed.length === 0 ? 0 : 1);

async function run(name: string, given: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [fileOf(name), ...given], { stdio: 'inherit' });
  const limitMs = given.length === 0 ? LIMIT_MS : CHOSEN_LIMIT_MS;
  const timer = setTimeout(() => child.kill('SIGTERM'), limitMs);
  const [code, signal] = (await once(child, 'exit')) as unknown[];
  clearTimeout(timer);
  if (signal !== null) console.error(`${name} was ended after ${limitMs / MINUTE_MS} minutes: it is bounded`);
  return signal ?? code;
}

/** Every promised figure of the results, as they lie there. */
function summary(): string[] {
  return PARTS.flatMap((name) => {
    const file = join(import.meta.dirname, `results/${name}.json`);
    if (!existsSync(file)) return [`MISSING  ${name}: no results`];
    const { figures = [] } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    return figures.flatMap((figure) => {
      const kept = isKept(figure);
      if (kept === undefined) return [];
      return [`${kept ? 'kept    ' : 'NOT KEPT'} ${name}: ${figure.name}: ${rounded(figure.value)} ${figure.unit}`];
    });
  });
}
