import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { computeSketch } from './day-test-kit.ts';
import { sumDays } from './sum-days.ts';

const ORDINARY = computeSketch({
  presses: [
    ['9:00', 'start'],
    ['19:00', 'end'],
  ],
  active: ['8:50-12:00', '13:00-19:00'],
});
const FORGOTTEN = computeSketch({ presses: [['9:00', 'start']], active: ['8:00-18:00'] });
const PC_ONLY = computeSketch({ active: ['10:00-10:30'] });
const HOLIDAY = computeSketch({
  presses: [
    ['10:00', 'start', { isHolidayWork: true, requestState: 'submitted' }],
    ['12:00', 'end'],
  ],
});
const OPEN = computeSketch({ presses: [['9:00', 'start']], now: '10:00' });

test('declared figures of an unconfirmed day enter no sum, its PC figures do, and it is counted as left out', () => {
  const totals = sumDays([ORDINARY, FORGOTTEN, PC_ONLY]);
  assert.equal(totals.leftOutDays, 1);
  assert.equal(totals.declaredDays, 1);
  assert.equal(totals.workedMinutes, 540);
  assert.equal(totals.overtimeMinutes, 60);
  assert.equal(totals.scheduledMinutes, 480);
  assert.equal(totals.unrequestedMinutes, 10 + 30);
  assert.equal(totals.pcActiveMinutes, 550 + 600 + 30);
  assert.equal(totals.pcDays, 3);
});

test('a holiday-work day schedules nothing and is counted', () => {
  const totals = sumDays([HOLIDAY]);
  assert.deepEqual([totals.holidayWorkDays, totals.holidayWorkMinutes, totals.scheduledMinutes], [1, 120, 0]);
});

test('an open or waiting day is in the sums and counted as provisional', () => {
  const totals = sumDays([OPEN, HOLIDAY, ORDINARY]);
  assert.deepEqual([totals.provisionalDays, totals.workedMinutes], [2, 60 + 120 + 540]);
});

test('the order of the days does not matter and parts add up to the whole', () => {
  const days = fc.array(fc.constantFrom(ORDINARY, FORGOTTEN, PC_ONLY, HOLIDAY, OPEN), { maxLength: 31 });
  fc.assert(
    fc.property(days, fc.nat(31), (list, cut) => {
      const whole = sumDays(list);
      assert.deepEqual(sumDays(list.toReversed()), whole);
      const [first, second] = [sumDays(list.slice(0, cut)), sumDays(list.slice(cut))];
      for (const key of Object.keys(whole) as (keyof typeof whole)[])
        assert.equal(first[key] + second[key], whole[key]);
    }),
  );
});
