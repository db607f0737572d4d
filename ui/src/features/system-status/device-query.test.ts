import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_DEVICES, queryFrom, queryOf, searchOf } from './device-query.ts';

test('the address holds what differs from the plain list, and gives it back', () => {
  assert.equal(searchOf(FIRST_DEVICES), '');
  const query = { search: 'ＰＣ－０１', state: 'silent', sort: 'version', order: 'desc' } as const;
  assert.deepEqual(queryFrom(searchOf(query)), { ...query, search: 'PC-01' });
  assert.deepEqual(queryOf(FIRST_DEVICES), { sort: 'lastReceivedAt', order: 'asc' });
});

test('what nobody knows is left out', () => {
  assert.deepEqual(queryFrom('?state=constructor&sort=x&order=up'), FIRST_DEVICES);
});
