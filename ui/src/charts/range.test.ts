import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clampRange, fitRange, moveRange, WHOLE_DAY, zoomRange } from './range.ts';
import { SAMPLE_NAMES, sampleDay } from './sample-day-kit.ts';

test('a day without any record shows the whole day', () => {
  assert.deepEqual(fitRange({ ...sampleDay('ordinary'), ledger: [] }), WHOLE_DAY);
});

test('the range that fits is whole hours around the records', () => {
  assert.deepEqual(fitRange(sampleDay('ordinary')), { from: 480, to: 1140 });
  assert.deepEqual(fitRange(sampleDay('night')), { from: 1020, to: 1620 });
});

for (const name of SAMPLE_NAMES) {
  test(`the range that fits holds every declared minute and every activity: ${name}`, () => {
    const day = sampleDay(name);
    const { from, to } = fitRange(day);
    for (const run of day.ledger) {
      if (run.state === 'notDeclared' || run.state === 'future') continue;
      assert.ok(from <= run.startClock && run.endClock <= to);
    }
  });
}

test('looking closer keeps the middle and ends at a quarter of an hour', () => {
  assert.deepEqual(zoomRange({ from: 600, to: 720 }, 0.5), { from: 630, to: 690 });
  const closest = zoomRange(zoomRange({ from: 600, to: 620 }, 0.5), 0.5);
  assert.equal(closest.to - closest.from, 15);
});

test('moving stops at 0:00 and at 48:00 without changing the length', () => {
  assert.deepEqual(moveRange({ from: 0, to: 120 }, -0.25), { from: 0, to: 120 });
  assert.deepEqual(moveRange({ from: 2780, to: 2880 }, 0.25), { from: 2780, to: 2880 });
  assert.deepEqual(moveRange({ from: 600, to: 720 }, 0.25), { from: 630, to: 750 });
});

test('a range never leaves the 48-hour clock', () => {
  assert.deepEqual(clampRange(-500, 9000), { from: 0, to: 2880 });
});
