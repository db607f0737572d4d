import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnalyticsRefused, AnalyticsUnavailable } from './clickhouse-errors.ts';
import { createLogger } from './log.ts';

function logged(record: object): Record<string, unknown> {
  let line = '';
  createLogger('test', 'info', { write: (text: string) => void (line = text) }).info(record, 'message');
  return JSON.parse(line) as Record<string, unknown>;
}

test('secrets are hidden at the top and two levels down', () => {
  for (const field of ['token', 'password', 'authorization', 'certificate', 'privateKey', 'cookie']) {
    const text = JSON.stringify(logged({ [field]: 'S3', a: { [field]: 'S3', b: { [field]: 'S3' } } }));
    assert.doesNotMatch(text, /S3/, field);
  }
});

test('an enrolment code is hidden and the code of an error is kept', () => {
  const record = logged({
    code: 'S3',
    body: { code: 'S3' },
    err: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
  });
  assert.doesNotMatch(JSON.stringify(record), /S3/);
  assert.equal((record['err'] as { code: string }).code, 'ECONNREFUSED');
});

test('a record carries name, level as a word and an ISO instant', () => {
  const record = logged({ count: 3 });
  assert.deepEqual([record['name'], record['level'], record['count']], ['test', 'info', 3]);
  assert.match(String(record['time']), /^\d{4}-\d\d-\d\dT.*Z$/);
});

test('an error is shown with its code, plain fields and causes, without the objects that a library hangs on it', () => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', port: 5432 });
  const err = Object.assign(new Error('lost', { cause }), { client: { secretKey: 'S3', sockets: [1, 2, 3] } });
  const shown = logged({ err })['err'] as Record<string, unknown> & { cause: Record<string, unknown> };
  assert.doesNotMatch(JSON.stringify(shown), /S3|sockets/);
  assert.deepEqual([shown['message'], shown.cause['code'], shown.cause['port']], ['lost', 'ECONNREFUSED', 5432]);
});

test('errors that are causes of each other end', () => {
  const a = new Error('a');
  const b = new Error('b', { cause: a });
  a.cause = b;
  assert.match(JSON.stringify(logged({ err: a })), /"message":"b"/);
});

test('what a store quotes of the data that it refuses is in no line; which error of what it was, is', () => {
  const canary = '給与改定案.xlsx - Canary';
  const database = Object.assign(new Error(`invalid input syntax for type date: "${canary}"`), {
    ...{ severity: 'ERROR', routine: 'DateTimeParseError', code: '22007', detail: `Key (name)=(${canary})` },
    ...{ where: canary, constraint: 'people_login' },
  });
  const engine = Object.assign(new Error(`Cannot parse input: expected ',' before: '${canary}'`), { code: '27' });
  const refused = new AnalyticsRefused('insert into raw_window_slices_v1', engine, 27, 'CANNOT_PARSE');
  for (const err of [database, new Error('a batch failed', { cause: database }), refused])
    assert.doesNotMatch(JSON.stringify(logged({ err })), /Canary/);
  const shown = JSON.stringify([logged({ err: database }), logged({ err: refused })]);
  for (const word of ['22007', 'people_login', 'CANNOT_PARSE', 'raw_window_slices_v1', 'log.test.ts'])
    assert.ok(shown.includes(word), word);
  // A connection that fails quotes nothing, and its text is what a person looks for.
  const away = new AnalyticsUnavailable('insert', new Error('connect ECONNREFUSED 127.0.0.1:8123'));
  assert.match(JSON.stringify(logged({ err: away })), /ECONNREFUSED 127/);
});
