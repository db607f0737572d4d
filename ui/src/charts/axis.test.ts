import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { clockAt, MONTH_FROM, MONTH_TO, monthRangeOf, ticksOf, xOf, type Axis } from './axis.ts';

const MONTH: Axis = { fromClock: MONTH_FROM, toClock: MONTH_TO, width: 720 };

test('5:00 is the left edge and 29:00 the right edge of a month bar', () => {
  assert.equal(xOf(MONTH, 300), 0);
  assert.equal(xOf(MONTH, 1740), 720);
  assert.equal(xOf(MONTH, 1020), 360);
});

test('readings outside the axis stop at its edge', () => {
  assert.equal(xOf(MONTH, 0), 0);
  assert.equal(xOf(MONTH, 2880), 720);
});

test('a point of the drawing gives back the reading that was drawn there', () => {
  for (const clock of [300, 541, 1439, 1440, 1739]) assert.equal(clockAt(MONTH, xOf(MONTH, clock)), clock);
});

test('ticks stand on round readings and never closer than asked', () => {
  for (const width of [240, 360, 560, 1100]) {
    const ticks = ticksOf({ ...MONTH, width }, 38);
    assert.ok(ticks.length >= 3);
    for (const [index, tick] of ticks.entries()) {
      assert.equal(tick.clock % 60, 0);
      if (index > 0) assert.ok(tick.x - (ticks[index - 1]?.x ?? 0) >= 38);
    }
  }
});

test('midnight is a tick of a month bar at every width, so that 翌0:00 is always written', () => {
  for (const width of [240, 360, 560, 1100]) {
    assert.ok(ticksOf({ ...MONTH, width }, 38).some((tick) => tick.clock === 1440));
  }
});

test('a close look is divided by minutes', () => {
  const ticks = ticksOf({ fromClock: 600, toClock: 615, width: 900 }, 64);
  assert.deepEqual(
    ticks.map((tick) => tick.clock),
    [600, 605, 610, 615],
  );
});

const dayOf = (startClock: number, endClock: number) =>
  ({
    ledger: [
      { startClock, endClock: startClock + 1 },
      { startClock: startClock + 1, endClock },
    ],
  }) as unknown as ComputedDay;

test('a list of ordinary work dates is drawn from 5:00 to 29:00, also when nothing is computed yet', () => {
  assert.deepEqual(monthRangeOf([null, null]), { fromClock: MONTH_FROM, toClock: MONTH_TO });
  assert.deepEqual(monthRangeOf([dayOf(300, 1740), null]), { fromClock: MONTH_FROM, toClock: MONTH_TO });
});

test('a night shift whose dates run from 12:00 to 36:00 is drawn to its end', () => {
  assert.deepEqual(monthRangeOf([dayOf(720, 2160)]), { fromClock: 720, toClock: 2160 });
  assert.deepEqual(monthRangeOf([dayOf(300, 1740), dayOf(720, 2160)]), { fromClock: 300, toClock: 2160 });
});
