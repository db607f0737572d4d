/** Runs stages one after the other (neighbours that may be side by side two at a time), every one of them whatever happened before, and ends the process with their verdict. */
import { constants } from 'node:os';
import { watchParents } from '../watch-parents.mjs';
import { RemedyError } from './errors.mjs';
import { killAllGroups } from './process-group.mjs';
import { createSlots } from './slots.mjs';
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

/** A tally of its own for a stage, so that stages side by side do not count each other's outcomes. */
const countingFor = (tally) => {
  const own = { passed: 0, failed: 0, skipped: 0 };
  const add = (outcome) => {
    own[outcome.kind] += 1;
    tally.add(outcome);
  };
  return { own, add };
};

const runStage = async (stage, context) => {
  const startedAt = performance.now();
  print(`== ${stage.name}\n`);
  const { own, add } = countingFor(context.tally);
  try {
    await stage.run({ ...context, tally: { add } });
  } catch (error) {
    const detail = error instanceof RemedyError ? error.message : (error?.stack ?? String(error));
    add({ kind: 'failed', name: `${stage.name} (the stage itself)`, detail });
  }
  const counts = `${own.passed} ok, ${own.failed} failed, ${own.skipped} skipped`;
  print(`   ${stage.name}: ${counts} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
};

/** Neighbours with the same `beside` form a group; a stage without one is alone. Pure. */
export const groupStages = (stages) =>
  stages.reduce((groups, stage) => {
    const last = groups.at(-1);
    if (stage.beside !== undefined && stage.beside === last?.at(-1).beside) last.push(stage);
    else groups.push([stage]);
    return groups;
  }, []);

/** Two stages, or two test files that start servers, at a time: each keeps about one of the two cores busy that we promise. */
const SIDE_BY_SIDE = 2;

const runGroup = async (group, context) => {
  const waiting = [...group];
  const worker = async () => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) await runStage(stage, context);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
};

export const runStages = async (stages, { filters = [] } = {}) => {
  endWithChildren();
  const tally = createTally(print);
  const say = (text) => print(`   ${text} …\n`);
  const context = { tally, filters, say, slots: createSlots(SIDE_BY_SIDE) };
  for (const group of groupStages(stages)) await runGroup(group, context);
  if (tally.totals.passed + tally.totals.failed === 0) tally.add({ kind: 'failed', name: 'nothing was run' });
  tally.finish();
  process.exit(tally.totals.failed > 0 ? 1 : 0);
};
