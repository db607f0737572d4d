import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClock, formatClockPadded, formatMinutes, formatMinutesPadded } from './format.ts';

test('a reading of the next day keeps the 48-hour notation', () => {
  assert.deepEqual([0, 545, 1620, 2880].map(formatClock), ['0:00', '9:05', '27:00', '48:00']);
  assert.deepEqual([0, 545, 1620].map(formatClockPadded), ['00:00', '09:05', '27:00']);
});

test('an amount is hours and minutes, a difference keeps its sign', () => {
  assert.deepEqual([0, 465, 9600, -10].map(formatMinutes), ['0:00', '7:45', '160:00', '-0:10']);
  assert.deepEqual([0, 465, 9600, -10].map(formatMinutesPadded), ['00:00', '07:45', '160:00', '-00:10']);
});
