import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureChanges } from './figure-changes.ts';

const FIGURES = {
  clockInClock: 540,
  clockOutClock: null,
  scheduledMinutes: 480,
  workedMinutes: 480,
  breakMinutes: 60,
  overtimeMinutes: 0,
  holidayWorkMinutes: 0,
  lateNightMinutes: 0,
};

test('only what differs is shown, an open end among it', () => {
  assert.deepEqual(figureChanges(FIGURES, { ...FIGURES, clockOutClock: 1170, overtimeMinutes: 90 }), [
    { field: 'clockOutClock', before: null, after: 1170 },
    { field: 'overtimeMinutes', before: 0, after: 90 },
  ]);
  assert.deepEqual(figureChanges(FIGURES, FIGURES), []);
});

test('a figure that one side does not know is no change', () => {
  assert.deepEqual(figureChanges(FIGURES, { ...FIGURES, unrequestedMinutes: 5, pcActiveMinutes: 5 }), []);
  assert.equal(figureChanges(FIGURES, FIGURES, true).length, 8);
});
