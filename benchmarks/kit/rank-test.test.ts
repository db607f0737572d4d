import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankTest } from './rank-test.ts';

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

test('the same values are no difference, values apart are one', () => {
  assert.ok(rankTest(range(0, 30), range(0, 30)) > 0.999);
  assert.ok(rankTest(range(0, 30), range(30, 30)) < 1e-9);
});

test('a known example: U = 23 of 8 and 8, z = -0.945', () => {
  const p = rankTest([3, 4, 2, 6, 2, 5, 9, 1], [9, 7, 5, 10, 6, 8, 0, 2.5]);
  assert.ok(p > 0.1 && p < 0.4, String(p));
});
