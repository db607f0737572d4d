import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSleep, readClocks } from './clock-jumps.ts';

const BEFORE = { wallAt: 1_000_000, monotonicMs: 5_000, bootMs: 50_000 };
const later = (wall: number, monotonic: number, boot: number) => ({
  wallAt: BEFORE.wallAt + wall,
  monotonicMs: BEFORE.monotonicMs + monotonic,
  bootMs: BEFORE.bootMs + boot,
});

test('ticks of a second, and one that a busy PC delays, are no sleep', () => {
  assert.equal(findSleep(BEFORE, later(1_000, 1_000, 1_000)), null);
  assert.equal(findSleep(BEFORE, later(9_000, 9_000, 9_010)), null);
});

test('a sleep is found where the monotonic clock stands still (Linux)', () => {
  assert.deepEqual(findSleep(BEFORE, later(3_600_000, 800, 3_600_000)), {
    suspendedAt: BEFORE.wallAt,
    resumedAt: BEFORE.wallAt + 3_600_000,
  });
});

test('a sleep is found where every clock goes on and the tick comes late (Windows)', () => {
  assert.notEqual(findSleep(BEFORE, later(60_000, 60_000, 60_000)), null);
});

test('a wall clock that was set is no sleep, forwards or backwards', () => {
  assert.equal(findSleep(BEFORE, later(86_400_000, 1_000, 1_000)), null);
  assert.equal(findSleep(BEFORE, later(-86_400_000, 1_000, 1_000)), null);
});

test('the clocks of this machine agree that it is awake', () => {
  assert.equal(findSleep(readClocks(), readClocks()), null);
});
