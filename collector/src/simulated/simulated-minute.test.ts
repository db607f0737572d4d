import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wireItemSchema } from '#domain/contract/wire.ts';
import { isOnlineAt } from './offline-spells.ts';
import { simulateMinute, windowBefore } from './simulated-minute.ts';

const MINUTE = 29_700_000;
const hours = Array.from({ length: 300 }, (_, n) => MINUTE + n);

test('the same seed and minute give the same doings, another seed gives others', () => {
  const day = (seed: number) => JSON.stringify(hours.map((m) => [...simulateMinute(seed, m).inputBySecond]));
  assert.equal(day(1), day(1));
  assert.notEqual(day(1), day(2));
});

test('a simulated person types, points, pauses and changes windows, within the limits of the wire', () => {
  const made = hours.map((minute) => simulateMinute(3, minute));
  const sum = (name: 'letters' | 'leftClicks' | 'moves') =>
    made.flatMap(({ inputBySecond }) => [...inputBySecond.values()]).reduce((total, counts) => total + counts[name], 0);
  assert.ok(sum('letters') > 1_000 && sum('leftClicks') > 100 && sum('moves') > 1_000);
  const idle = made.filter(({ inputBySecond }) => inputBySecond.size === 0).length;
  assert.ok(idle > 15 && idle < 100, `${idle} idle minutes of 300`);
  for (const { windowBySecond } of made) {
    for (const [second, window] of windowBySecond) {
      assert.ok(second >= 0 && second < 60);
      wireItemSchema.parse({ kind: 'windowSlice', seq: 1, minute: MINUTE, activatedAt: 1, seconds: 1, ...window });
    }
  }
  assert.notEqual(windowBefore(3, MINUTE), null);
});

test('a laptop is away now and then, and mostly there', () => {
  const away = hours.concat(hours.map((m) => m + 300)).filter((minute) => !isOnlineAt(4, minute * 60_000)).length;
  assert.ok(away > 0 && away < 200, `${away} of 600 minutes offline`);
});
