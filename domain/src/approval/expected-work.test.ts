import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkDate } from '../time/types.ts';
import { minuteOfClock } from '../time/wall-clock.ts';
import { expectedWorkMinutes } from './expected-work.ts';

const DATE = '2026-03-10' as WorkDate;
const ZONE = 'Asia/Tokyo';
const at = (clock: number): number => minuteOfClock(clock, DATE, ZONE);
const expected = (lastEnd: number, end: number): number =>
  expectedWorkMinutes(at(lastEnd), at(end), { breaks: [{ startClock: 1080, endClock: 1110 }] }, DATE, ZONE);

test('a break window between the last end and the expected one is no work', () => {
  assert.equal(expected(18 * 60, 20 * 60), 90);
  assert.equal(expected(18 * 60 + 10, 20 * 60), 90);
  assert.equal(expected(18 * 60 + 30, 27 * 60), 510);
});

test('an expected end inside the window, at the last end or before it adds nothing', () => {
  assert.equal(expected(18 * 60, 18 * 60 + 20), 0);
  assert.equal(expected(19 * 60, 19 * 60), 0);
  assert.equal(expected(20 * 60, 19 * 60), 0);
});
