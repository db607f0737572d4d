import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortedBy } from './sorted-by.ts';

test('pressing a head sorts by it, pressing it again turns round, and nothing else of the query changes', () => {
  const first = { search: '山', sort: 'loginId', order: 'asc' } as const;
  const once = sortedBy<{ search: string; sort: 'loginId' | 'name'; order: 'asc' | 'desc' }>(first, 'name');
  assert.deepEqual(once, { search: '山', sort: 'name', order: 'asc' });
  assert.equal(sortedBy(once, 'name').order, 'desc');
  assert.equal(sortedBy(sortedBy(once, 'name'), 'name').order, 'asc');
  assert.deepEqual(sortedBy(sortedBy(once, 'name'), 'loginId'), first);
});
