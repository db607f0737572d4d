import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approvalDay, FIGURES } from './approval-test-kit.ts';
import { paintRow, rowsRange } from './declared-bar.ts';

const AXIS = { fromClock: 0, toClock: 1440, width: 1440 };
const marks = (figures: Parameters<typeof paintRow>[0]) => paintRow(figures, AXIS).map(({ mark }) => mark);

test('the bar of a row holds the declared spans, their breaks and the PC', () => {
  assert.deepEqual(paintRow(FIGURES, AXIS), [
    { mark: 'work', d: 'M540 0h180v12h-180zM780 0h300v12h-300z' },
    { mark: 'break', d: 'M720 0h60v12h-60z' },
    { mark: 'active', d: 'M536 15h547v7h-547z' },
  ]);
});

test('holiday work has its own mark; what is not there is not drawn', () => {
  assert.deepEqual(marks({ ...FIGURES, isHolidayWork: true }), ['holidayWork', 'break', 'active']);
  assert.deepEqual(marks({ ...FIGURES, declared: [], firstActiveClock: null, lastActiveClock: null }), []);
});

test('all rows share one range, wide enough for each and never narrower than a usual day', () => {
  assert.deepEqual(rowsRange([approvalDay(1)]), { fromClock: 420, toClock: 1320 });
  const night = approvalDay(2, {}, { clockInClock: 1050, clockOutClock: 1595 });
  assert.deepEqual(rowsRange([approvalDay(1), night]), { fromClock: 420, toClock: 1620 });
  assert.deepEqual(rowsRange([{ figures: null }]), { fromClock: 300, toClock: 1740 });
});
