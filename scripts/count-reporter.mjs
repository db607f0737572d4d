/**
 * A node:test reporter that tells the outcome of one test file as JSON lines, for scripts/test.mjs to count and print:
 *   {"kind":"passed"|"failed"|"skipped","name":"a › b","detail":"…"}   one per test
 *   {"kind":"end"}                                                      last; missing when the file died before its end
 * A suite is no test, and a test that failed only because one inside it failed is not counted a second time.
 */
import { inspect } from 'node:util';

/** The assertion's own text is worth more than the wrapper that the runner puts around it. */
const describeError = (error) => {
  const cause = error?.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return inspect(cause);
  const stack = (cause.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node:internal'));
  const more = cause.cause === undefined ? [] : [`caused by: ${inspect(cause.cause, { depth: 3 })}`];
  return [cause.message, ...stack.slice(0, 6), ...more].join('\n');
};

/** Keeps the names of the enclosing suites: `test:start` comes in the order of the file, outermost first. */
const createPath = () => {
  const open = [];
  return {
    enter: ({ nesting, name }) => {
      open.length = nesting;
      open.push(name);
    },
    nameOf: ({ nesting, name }) => [...open.slice(0, nesting), name].join(' › '),
  };
};

export const toOutcome = (event, name) => {
  const { data } = event;
  const failure = data.details?.error;
  if (data.details?.type === 'suite' && failure?.failureType !== 'hookFailed') return undefined;
  if (event.type === 'test:fail') {
    if (failure?.failureType === 'subtestsFailed') return undefined;
    return { kind: 'failed', name, detail: describeError(failure) };
  }
  const reason = [data.skip, data.todo].find((value) => value !== undefined && value !== false);
  if (reason === undefined) return { kind: 'passed', name };
  return { kind: 'skipped', name, detail: typeof reason === 'string' ? reason : 'no reason given' };
};

export default async function* countReporter(source) {
  const path = createPath();
  for await (const event of source) {
    if (event.type === 'test:start') path.enter(event.data);
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const outcome = toOutcome(event, path.nameOf(event.data));
    if (outcome) yield `${JSON.stringify(outcome)}\n`;
  }
  yield '{"kind":"end"}\n';
}
