/** Runs stages one after the other, every one of them whatever happened before, and ends the process with their verdict. */
import { constants } from 'node:os';
import { watchParents } from '../watch-parents.mjs';
import { RemedyError } from './errors.mjs';
import { killAllGroups } from './process-group.mjs';
import { createTally } from './tally.mjs';

const print = (text) => process.stdout.write(text);

/** Nothing that a test started outlives the run. */
const endWithChildren = () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      killAllGroups();
      process.exit(128 + constants.signals[signal]);
    });
  }
  watchParents({
    onOrphaned: () => {
      killAllGroups();
      process.exit(1);
    },
  });
};

const runStage = async (stage, context) => {
  const startedAt = performance.now();
  print(`== ${stage.name}\n`);
  const before = { ...context.tally.totals };
  try {
    await stage.run(context);
  } catch (error) {
    const detail = error instanceof RemedyError ? error.message : (error?.stack ?? String(error));
    context.tally.add({ kind: 'failed', name: `${stage.name} (the stage itself)`, detail });
  }
  const { passed, failed, skipped } = context.tally.totals;
  const counts = `${passed - before.passed} ok, ${failed - before.failed} failed, ${skipped - before.skipped} skipped`;
  print(`   ${stage.name}: ${counts} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
};

export const runStages = async (stages, { filters = [] } = {}) => {
  endWithChildren();
  const tally = createTally(print);
  const context = { tally, filters, say: (text) => print(`   ${text} …\n`) };
  for (const stage of stages) await runStage(stage, context);
  if (tally.totals.passed + tally.totals.failed === 0) tally.add({ kind: 'failed', name: 'nothing was run' });
  tally.finish();
  process.exit(tally.totals.failed > 0 ? 1 : 0);
};
