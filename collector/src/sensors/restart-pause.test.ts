import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRestartPause } from './restart-pause.ts';

test('the pause doubles to its limit while the child dies young, and begins anew after a steady life', () => {
  const pauseAfter = createRestartPause(500, 3_000);
  const pauses = [0, 100, 59_999, 10, 20, 60_000, 0].map(pauseAfter);
  assert.deepEqual(pauses, [500, 1_000, 2_000, 3_000, 3_000, 500, 1_000]);
});
