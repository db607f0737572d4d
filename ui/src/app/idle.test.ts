import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAboutToEnd } from './idle.ts';

const MINUTE_MS = 60_000;

test('the warning comes two minutes before the earliest moment at which the server may end the session, and stays', () => {
  assert.equal(isAboutToEnd(0, 27 * MINUTE_MS - 1), false);
  assert.equal(isAboutToEnd(0, 27 * MINUTE_MS), true);
  assert.equal(isAboutToEnd(0, 600 * MINUTE_MS), true);
});

test('a request takes it away', () => {
  const lastUsedMs = 28 * MINUTE_MS;
  assert.equal(isAboutToEnd(lastUsedMs, lastUsedMs), false);
});
