import assert from 'node:assert/strict';
import { test } from 'node:test';
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
