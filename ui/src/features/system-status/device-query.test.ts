import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_DEVICES, queryFrom, queryOf, searchOf, sortedBy } from './device-query.ts';

test('the address holds what differs from the plain list, and gives it back', () => {
  assert.equal(searchOf(FIRST_DEVICES), '');
  const query = { search: 'ＰＣ－０１', state: 'silent', sort: 'version', order: 'desc' } as const;
  assert.deepEqual(queryFrom(searchOf(query)), { ...query, search: 'PC-01' });
  assert.deepEqual(queryOf(FIRST_DEVICES), { sort: 'lastReceivedAt', order: 'asc' });
});

test('what nobody knows is left out', () => {
  assert.deepEqual(queryFrom('?state=constructor&sort=x&order=up'), FIRST_DEVICES);
});

test('a second press turns the order round', () => {
  const once = sortedBy(FIRST_DEVICES, 'state');
  assert.deepEqual([once.sort, once.order, sortedBy(once, 'state').order], ['state', 'asc', 'desc']);
});
