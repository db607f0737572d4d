import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_QUERY, isNarrowed, queryFrom, queryOf, searchOf } from './list-query.ts';

test('only what narrows the list is sent', () => {
  assert.deepEqual(queryOf(FIRST_QUERY), { sort: 'loginId', order: 'asc' });
  assert.equal(queryOf({ ...FIRST_QUERY, search: ' Ｕ０００１　' }).search, 'U0001');
  assert.equal(queryOf({ ...FIRST_QUERY, search: 'x'.repeat(300) }).search?.length, 100);
});

test('a list comes back from its address as it was; the whole list has the plain address', () => {
  const group = '00000000-0000-4000-8000-000000000002';
  const query = { search: '山田 100%', group, status: 'suspended', sort: 'kana', order: 'desc' } as const;
  assert.deepEqual(queryFrom(searchOf(query)), query);
  assert.equal(searchOf(FIRST_QUERY), '');
  assert.deepEqual(queryFrom(''), FIRST_QUERY);
});

test('what nobody can ask for is left out of an address that somebody typed', () => {
  assert.deepEqual(queryFrom('?group=DEV&status=gone&sort=constructor&order=up&x=1'), FIRST_QUERY);
});

test('nobody found is told apart from nobody there', () => {
  assert.equal(isNarrowed(FIRST_QUERY), false);
  assert.equal(isNarrowed({ ...FIRST_QUERY, status: 'suspended' }), true);
  assert.equal(isNarrowed({ ...FIRST_QUERY, search: '　' }), false);
});
