import { join } from 'node:path';
import { watchParents } from '../../scripts/watch-parents.mjs';
import { parseOptions, USAGE } from './options.ts';
import { printReady } from './print-ready.ts';
import { startProduct } from './start-product.ts';
import { StartProblem } from './start-problem.ts';

const projectDir = join(import.meta.dirname, '../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const stops: (() => Promise<void> | void)[] = [];
const stopping = new AbortController();
let exitCode = 0;

/** Stops everything in the reverse order of starting; a second signal changes nothing. */
async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  for (const undo of stops.reverse()) {
    try {
      await undo();
    } catch (error) {
      exitCode = 1;
      process.stderr.write(`kinmu-lens: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
watchParents({ onOrphaned: () => void stop() });

try {
  const options = parseOptions(process.argv.slice(2), projectDir);
  if (options === 'help') {
    say(USAGE);
    process.exit(0);
  }
  printReady(await startProduct(options, { projectDir, say, stops, signal: stopping.signal }), say);
} catch (error) {
  if (!stopping.signal.aborted) {
    exitCode = 1;
    const text =
      error instanceof StartProblem
        ? error.message
        : `the start failed: ${error instanceof Error ? error.message : String(error)}`;
    process.stderr.write(`kinmu-lens: ${text}\n`);
    await stop();
  }
}
