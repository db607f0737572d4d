/**
 * `npm run controls [-- PART OF A LINE …] [--again]`: removes each control of docs/security-controls.md, one at a time, from a copy of the committed
 * tree and demands that its test goes red. Ends with 1 where one stays green or a change no longer fits. What was red with the same files is not run
 * again (`.cache/controls`), so an interrupted run goes on.
 *
 * Each test is first run unchanged: a test that is red anyway proves nothing.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, pinnedNode, repoRoot } from '../lib/paths.mjs';
import { runTestFile } from '../lib/run-tests.mjs';
import { testEnvironment } from '../lib/stages.mjs';
import { applyMutation, MUTATIONS, readControls } from './read-controls.mjs';

const TIMEOUT_MS = 600_000;
const place = join(cacheDir(), 'controls');
/** Of this run alone: two may go on at once. */
const tree = join(place, `tree-${process.pid}`);
const memory = join(place, 'seen.json');

const git = (...args) => execFileSync('git', ['-C', repoRoot, ...args], { encoding: 'utf8' });

/** A worktree of what is committed: tests that walk the repository find one. */
const makeTree = () => {
  removeTree();
  mkdirSync(place, { recursive: true });
  git('worktree', 'add', '--detach', '--force', tree, 'HEAD');
  symlinkSync(join(repoRoot, 'node_modules'), join(tree, 'node_modules'));
};
const removeTree = () => {
  rmSync(tree, { recursive: true, force: true });
  git('worktree', 'prune');
};

const seen = existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : {};
const remember = (key, value) => {
  seen[key] = value;
  writeFileSync(memory, JSON.stringify(seen, null, 1));
};

const plain = (text) => text.replaceAll("\\'", "'");

/** The tests in a browser look at the built screens. */
const buildFor = (file) => {
  if (file.endsWith('.e2e.test.ts'))
    execFileSync(pinnedNode(), ['scripts/build-ui.mjs'], { cwd: tree, env: testEnvironment(), stdio: 'ignore' });
};

/** What became of the named test: `red`, `green`, or that it was not there. */
const runNamed = async (control, file, only) => {
  buildFor(file);
  const outcomes = await runTestFile(file, { root: tree, env: testEnvironment(), timeoutMs: TIMEOUT_MS, only });
  const named = outcomes.filter((each) => plain(each.name).includes(control.name));
  if (named.some((each) => each.kind === 'failed')) return 'red';
  if (named.some((each) => each.kind === 'passed')) return 'green';
  return `not run: ${(outcomes.find((each) => each.kind === 'failed')?.detail ?? 'no such test').split('\n')[0]}`;
};

/** Alone where it can be run alone, else with the tests before it that it stands on. */
const runUnchanged = async (control, file) => {
  const alone = await runNamed(control, file, control.name);
  if (alone === 'green') return { only: control.name };
  const whole = await runNamed(control, file, undefined);
  return whole === 'green' ? { only: undefined } : { verdict: `unchanged it is ${whole}` };
};

const judge = async (control, mutation) => {
  const target = join(tree, mutation.file);
  const text = readFileSync(target, 'utf8');
  const file = mutation.runs ?? control.file;
  let mutated;
  try {
    mutated = applyMutation(mutation, text);
  } catch (error) {
    return error.message;
  }
  const { only, verdict } = await runUnchanged(control, file);
  if (verdict !== undefined) return verdict;
  writeFileSync(target, mutated);
  try {
    return await runNamed(control, file, only);
  } finally {
    writeFileSync(target, text);
  }
};

/** Of everything that the verdict hangs on, as far as it is named. */
const keyOf = (control, mutation) => {
  const files = [mutation.file, control.file].map((file) => readFileSync(join(tree, file), 'utf8'));
  return createHash('sha256')
    .update(JSON.stringify([control, mutation, files]))
    .digest('hex');
};

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isAgain = process.argv.includes('--again');
const isAsked = (line) => words.length === 0 || words.some((word) => line.includes(word));

makeTree();
const failed = [];
try {
  for (const control of readControls(tree)) {
    const mutation = MUTATIONS.find((each) => each.control === control.control);
    if (!isAsked(`${control.control} ${control.file}`)) continue;
    if (mutation === undefined) {
      failed.push(`${control.control}: no change that removes it`);
      continue;
    }
    const key = keyOf(control, mutation);
    const startedAt = performance.now();
    const verdict = !isAgain && seen[key] === 'red' ? 'red' : await judge(control, mutation);
    remember(key, verdict);
    if (verdict !== 'red') failed.push(`${control.control}: ${verdict}`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    process.stdout.write(
      `${verdict === 'red' ? 'red  ' : 'FAIL '} ${seconds.padStart(4)} s  ${control.control}${verdict === 'red' ? '' : `: ${verdict}`}\n`,
    );
  }
} finally {
  removeTree();
}
process.stdout.write(
  failed.length === 0
    ? '\nevery control that is removed is missed by its test\n'
    : `\n${failed.length} of them:\n${failed.join('\n')}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
