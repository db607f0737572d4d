/**
 * Runs test files, each in a Node process of its own, and counts what they tell through scripts/count-reporter.mjs.
 *
 * `node --test` itself is not used: its timeout does not end a file that hangs, it takes a file without a test for a pass,
 * and what a file leaves running stays unseen.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runInGroup } from './process-group.mjs';
import { cacheDir, pinnedNode, repoRoot } from './paths.mjs';

const REPORTER = join(repoRoot, 'scripts', 'count-reporter.mjs');

const readOutcomes = (file) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];

/** RegExp.escape, which a stranger's Node may lack. */
const literal = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const lastLines = (text, count = 30) => text.trim().split('\n').slice(-count).join('\n');

/** What is wrong with the run of a file beyond its failed tests, as failures of their own. */
const faultsOfRun = (run, outcomes, timeoutMs) => {
  const failure = (name, detail) => ({ kind: 'failed', name, detail });
  if (run.timedOut)
    return [failure('(the file)', `not done after ${timeoutMs / 1000} s, ended\n${lastLines(run.output)}`)];
  const faults = run.leftovers ? [failure('(the file)', 'left processes running behind it; they were ended')] : [];
  const counted = outcomes.filter((outcome) => outcome.kind !== 'end');
  if (counted.length === 0 && run.code === 0) {
    faults.push(failure('(the file)', 'holds no test, or ended before its first'));
  } else if (!outcomes.some((outcome) => outcome.kind === 'end')) {
    faults.push(
      failure('(the file)', `ended before its end (code ${run.code ?? run.signal})\n${lastLines(run.output)}`),
    );
  } else if (run.code !== 0 && !counted.some((outcome) => outcome.kind === 'failed')) {
    faults.push(
      failure(
        '(the file)',
        `ended with code ${run.code ?? run.signal} though no test failed\n${lastLines(run.output)}`,
      ),
    );
  }
  return faults;
};

/** `only`: a part of the names of the tests to be run; without it all of the file. */
export const runTestFile = async (file, { root = repoRoot, env = process.env, timeoutMs, only }) => {
  mkdirSync(cacheDir(root), { recursive: true });
  const scratch = mkdtempSync(join(cacheDir(root), 'test-'));
  const report = join(scratch, 'report.jsonl');
  try {
    const reporter = [`--test-reporter=${REPORTER}`, `--test-reporter-destination=${report}`];
    const names = only === undefined ? [] : [`--test-name-pattern=${literal(only)}`];
    const args = [...reporter, ...names, file];
    const run = await runInGroup(pinnedNode(), args, { cwd: root, env, timeoutMs });
    const outcomes = readOutcomes(report);
    const tests = outcomes.filter((outcome) => outcome.kind !== 'end');
    return [...tests, ...faultsOfRun(run, outcomes, timeoutMs)].map((outcome) => ({ ...outcome, file }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/**
 * As many files at a time as `slots` has room for, in the given order. `onFile` gets each file's outcomes as they come.
 * Only as many ask for room at once as could get it: another stage's first file does not wait behind all of these.
 */
export const runTestFiles = async (files, { slots, onFile, ...options }) => {
  const waiting = [...files];
  const worker = async () => {
    while (waiting.length > 0) {
      await slots.take();
      try {
        const file = waiting.shift();
        if (file !== undefined) onFile(file, await runTestFile(file, options));
      } finally {
        slots.give();
      }
    }
  };
  await Promise.all(Array.from({ length: slots.count }, worker));
};
