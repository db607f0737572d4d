import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fullJitterMs, pause } from './jitter.ts';

test('a wait is never negative, never beyond the maximum and never beyond the doubled base', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 0.999999, noNaN: true }), (attempt, drawn) => {
      const ms = fullJitterMs(attempt, { baseMs: 100, maxMs: 5_000 }, () => drawn);
      assert.ok(ms >= 0 && ms < 5_000 && ms < 100 * 2 ** attempt);
    }),
  );
});

test('the bound doubles with each attempt up to the maximum', () => {
  const bounds = [0, 1, 2, 3, 10].map((attempt) =>
    fullJitterMs(attempt, { baseMs: 100, maxMs: 1_000 }, () => 0.999_999),
  );
  assert.deepEqual(bounds, [99, 199, 399, 799, 999]);
});

test('a pause ends early when it is aborted, also when it was aborted before', async () => {
  const controller = new AbortController();
  const paused = pause(60_000, controller.signal);
  controller.abort();
  await paused;
  await pause(60_000, controller.signal);
  assert.equal(controller.signal.aborted, true);
});
