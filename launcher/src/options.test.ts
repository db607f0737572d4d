import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOptions } from './options.ts';
import { StartProblem } from './start-problem.ts';

const parse = (...args: string[]) => parseOptions(args, '/project');
const isProblem = (pattern: RegExp) => (error: unknown) => error instanceof StartProblem && pattern.test(error.message);

test('without options the portal is on 8080, ingest on 8081, and the data beside the project', () => {
  assert.deepEqual(parse(), { port: 8080, ingestPort: 8081, dataDir: '/project/data', empty: false });
});

test('every option is read', () => {
  assert.deepEqual(
    parse('--port', '9000', '--ingest-port=9001', '--metrics-port', '9002', '--data', '/somewhere', '--empty'),
    {
      port: 9000,
      ingestPort: 9001,
      metricsPort: 9002,
      dataDir: '/somewhere',
      empty: true,
    },
  );
  assert.equal(parse('--help'), 'help');
});

test('a wrong option is named in one line, with the way out', () => {
  assert.throws(() => parse('--prot', '1'), isProblem(/--prot.*--help/));
  assert.throws(() => parse('--port', 'http'), isProblem(/--port http is not a port/));
  assert.throws(() => parse('--port', '70000'), isProblem(/1 to 65535/));
  assert.throws(() => parse('--port', '8081'), isProblem(/must differ/));
  assert.throws(() => parse('--metrics-port', '8081'), isProblem(/must differ/));
  for (const args of [['--prot'], ['--port', '0']]) {
    assert.throws(
      () => parse(...args),
      (error: Error) => !error.message.includes('\n'),
    );
  }
});
