import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClock, formatClockPadded, formatHours, formatMinutes, formatMinutesPadded } from './format.ts';

test('a reading of the next day keeps the 48-hour notation', () => {
  assert.deepEqual([0, 545, 1620, 2880].map(formatClock), ['0:00', '9:05', '27:00', '48:00']);
  assert.deepEqual([0, 545, 1620].map(formatClockPadded), ['00:00', '09:05', '27:00']);
});

test('an amount is hours and minutes, a difference keeps its sign', () => {
  assert.deepEqual([0, 465, 9600, -10].map(formatMinutes), ['0:00', '7:45', '160:00', '-0:10']);
  assert.deepEqual([0, 465, 9600, -10].map(formatMinutesPadded), ['00:00', '07:45', '160:00', '-00:10']);
});

test('hours have one decimal, rounded half up', () => {
  const hours = [0, 2, 3, 8, 9, 75, 60, 599, 6000, 44_643].map(formatHours);
  assert.deepEqual(hours, ['0.0', '0.0', '0.1', '0.1', '0.2', '1.3', '1.0', '10.0', '100.0', '744.1']);
});
