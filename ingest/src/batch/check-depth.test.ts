import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isDeeperThan } from './check-depth.ts';

const bytes = (text: string) => Buffer.from(text);

test('a text of 100,000 brackets is deeper than the limit', () => {
  assert.equal(isDeeperThan(bytes('['.repeat(100_000)), 8), true);
});

test('brackets inside strings, also behind escaped quotes, do not count', () => {
  assert.equal(isDeeperThan(bytes(JSON.stringify({ title: '[[[[[[[[["{{{{\\' })), 1), false);
});

test('the answer is the real depth of any JSON value', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 8 }), (value, limit) => {
      assert.equal(isDeeperThan(bytes(JSON.stringify(value)), limit), depthOf(value) > limit);
    }),
  );
});
