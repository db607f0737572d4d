import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentBatches } from './recent-batches.ts';

test('a batch is known for one to two minutes, and for ever forgotten when the broker went away', () => {
  let nowMs = 0;
  const recent = new RecentBatches(() => nowMs);
  recent.add('a');
  nowMs = 59_000;
  recent.add('b');
  assert.equal(recent.has('a'), true);
  nowMs = 61_000;
  assert.deepEqual([recent.has('a'), recent.has('b'), recent.has('c')], [true, true, false]);
  nowMs = 122_000;
  assert.deepEqual([recent.has('a'), recent.has('b')], [false, false]);
  recent.add('d');
  recent.clear();
  assert.equal(recent.has('d'), false);
});

test('after a long silence nothing is known, and memory is bounded', () => {
  let nowMs = 0;
  const recent = new RecentBatches(() => nowMs);
  recent.add('a');
  nowMs = 600_000;
  assert.equal(recent.has('a'), false);
  for (let index = 0; index < 120_000; index += 1) recent.add(String(index));
  assert.deepEqual([recent.has('0'), recent.has('119999')], [false, true]);
});
