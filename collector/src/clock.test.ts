import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClockSetDetector } from './clock.ts';

function fakeClock() {
  const now = { wall: 1_800_000_000_000, boot: 5_000, monotonic: 5_000 };
  return { now, clock: { wallAt: () => now.wall, bootMs: () => now.boot, monotonicMs: () => now.monotonic } };
}

test('a clock that somebody sets is noticed once, with its direction', () => {
  const { now, clock } = fakeClock();
  const movedMs = createClockSetDetector(clock);
  now.wall -= 3_600_000;
  assert.equal(movedMs(), -3_600_000);
  assert.equal(movedMs(), 0);
});

test('sleep, a slow drift and the coarse steps of the uptime are no set clock', () => {
  const { now, clock } = fakeClock();
  const movedMs = createClockSetDetector(clock);
  now.wall += 8 * 3_600_000;
  now.boot += 8 * 3_600_000;
  assert.equal(movedMs(), 0);
  for (let n = 0; n < 1_000; n += 1) {
    now.wall += 1_010;
    now.boot += 1_000;
    assert.equal(movedMs(), 0);
  }
  now.boot += 1_000;
  assert.equal(movedMs(), 0);
});
