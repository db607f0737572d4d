import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiFailure, failureOf, urlOf } from './call.ts';

test('parameters are filled into the path and escaped', () => {
  assert.equal(
    urlOf('/api/people/:personId/months/:month', { params: { personId: 'a/b', month: '202611' } }),
    '/api/people/a%2Fb/months/202611',
  );
  assert.equal(urlOf('/api/things', { query: { q: '残業' } }), '/api/things?q=%E6%AE%8B%E6%A5%AD');
});

test('a refusal is read by its code', () => {
  const failure = failureOf(401, { error: { code: 'not_signed_in', message: 'x', requestId: 'r-1' } });
  assert.ok(failure instanceof ApiFailure);
  assert.equal(failure.code, 'not_signed_in');
  assert.equal(failure.requestId, 'r-1');
});

for (const body of [
  null,
  'oops',
  {},
  { error: null },
  { error: { code: '<script>' } },
  { error: { code: 'constructor' } },
]) {
  test(`an answer that is no error of ours is internal: ${JSON.stringify(body)}`, () => {
    assert.equal(failureOf(500, body).code, 'internal');
  });
}

test('a gateway without the portal behind it is unavailable', () => {
  assert.equal(failureOf(502, null).code, 'unavailable');
  assert.equal(failureOf(503, null).code, 'unavailable');
});
