import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_QUERY, isNarrowed, queryOf, sortedBy } from './list-query.ts';

test('pressing a head sorts by it, pressing it again turns round', () => {
  const once = sortedBy(FIRST_QUERY, 'name');
  assert.deepEqual([once.sort, once.order], ['name', 'asc']);
  assert.equal(sortedBy(once, 'name').order, 'desc');
  assert.equal(sortedBy(sortedBy(once, 'name'), 'name').order, 'asc');
  assert.deepEqual(sortedBy(sortedBy(once, 'name'), 'kana').order, 'asc');
});

test('only what narrows the list is sent', () => {
  assert.deepEqual(queryOf(FIRST_QUERY), { sort: 'loginId', order: 'asc' });
  assert.equal(queryOf({ ...FIRST_QUERY, search: ' Ｕ０００１　' }).search, 'U0001');
  assert.equal(queryOf({ ...FIRST_QUERY, search: 'x'.repeat(300) }).search?.length, 100);
});

test('nobody found is told apart from nobody there', () => {
  assert.equal(isNarrowed(FIRST_QUERY), false);
  assert.equal(isNarrowed({ ...FIRST_QUERY, status: 'suspended' }), true);
  assert.equal(isNarrowed({ ...FIRST_QUERY, search: '　' }), false);
});
