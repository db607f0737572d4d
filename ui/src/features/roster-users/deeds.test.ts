import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROSTER_STATUSES } from '#domain/contract/roster.ts';
import { deedsFor } from './deeds.ts';

test('a stopped person can be brought back, and gets a password only after that', () => {
  assert.ok(deedsFor('suspended').includes('restorations'));
  assert.ok(!deedsFor('suspended').includes('reissues'));
  assert.deepEqual(deedsFor('removed'), ['restorations', 'deletions']);
});

test('there is a way out of every state', () => {
  for (const status of ROSTER_STATUSES) assert.ok(deedsFor(status).length > 0);
  assert.ok(!deedsFor('active').includes('restorations'));
});

test('only who has been removed can be deleted for good: two steps', () => {
  for (const status of ROSTER_STATUSES)
    assert.equal(deedsFor(status).includes('deletions'), status === 'removed', status);
});
