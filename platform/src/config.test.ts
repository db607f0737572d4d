import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import {
  clickhouseConfigSchema,
  httpConfigSchema,
  InvalidEnvironment,
  natsConfigSchema,
  parseEnv,
  parseEnvSlices,
  postgresConfigSchema,
  secretsConfigSchema,
} from './config.ts';

function problemsOf(task: () => unknown): readonly string[] {
  try {
    task();
  } catch (err) {
    assert.ok(err instanceof InvalidEnvironment);
    return err.problems;
  }
  return assert.fail('the environment was accepted');
}

test('every invalid variable is named at once', () => {
  const slices = { http: httpConfigSchema, postgres: postgresConfigSchema, secrets: secretsConfigSchema };
  const problems = problemsOf(() => parseEnvSlices(slices, { KINMU_HTTP_PORT: '99999' }));
  assert.deepEqual(
    problems.map((problem) => problem.split(':')[0]),
    ['KINMU_HTTP_PORT', 'KINMU_POSTGRES_URL', 'KINMU_SECRETS_DIR'],
  );
  assert.match(problems[1] ?? '', /is required/);
});

test('a bad value never appears in the message: it may be a secret', () => {
  const url = 'mysql://user:hunter2@host/db';
  const [problem = ''] = problemsOf(() => parseEnv(postgresConfigSchema, { KINMU_POSTGRES_URL: url }));
  assert.match(problem, /^KINMU_POSTGRES_URL: must be a URL/);
  assert.doesNotMatch(problem, /hunter2/);
});

test('an empty variable counts as absent', () => {
  assert.deepEqual(parseEnv(natsConfigSchema, { KINMU_NATS_URL: '', KINMU_NATS_TOKEN: '' }), {
    url: 'nats://127.0.0.1:4222',
  });
});

test('the columnar store is a folder or a server, not both and not neither', () => {
  const url = 'http://default:x@127.0.0.1:8123/db';
  assert.deepEqual(parseEnv(clickhouseConfigSchema, { KINMU_CHDB_PATH: '/data/chdb' }), {
    kind: 'embedded',
    path: '/data/chdb',
  });
  assert.deepEqual(parseEnv(clickhouseConfigSchema, { KINMU_CLICKHOUSE_URL: url }), { kind: 'server', url });
  for (const env of [{}, { KINMU_CHDB_PATH: '/data/chdb', KINMU_CLICKHOUSE_URL: url }]) {
    assert.match(problemsOf(() => parseEnv(clickhouseConfigSchema, env))[0] ?? '', /exactly one/);
  }
});

test('slices come back under their names', () => {
  const slices = { http: httpConfigSchema, extra: z.object({ KINMU_EXTRA: z.string() }) };
  assert.deepEqual(parseEnvSlices(slices, { KINMU_HTTP_PORT: '8080', KINMU_EXTRA: 'x', PATH: '/bin' }), {
    http: { host: '127.0.0.1', port: 8080 },
    extra: { KINMU_EXTRA: 'x' },
  });
});
