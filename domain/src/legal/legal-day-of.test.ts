import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeSketch } from '../worktime/day-test-kit.ts';
import { legalDayOf } from './legal-day-of.ts';

const MONDAY_5_JANUARY_9_00 = Date.UTC(2026, 0, 5, 0, 0) / 60_000;

test('start and end are those of 出勤 and 退勤, also where the first and the last span are empty', () => {
  const day = computeSketch({
    presses: [
      ['9:00', 'start'],
      ['9:00', 'end'],
      ['10:00', 'start'],
      ['18:00', 'end'],
      ['21:00', 'start'],
      ['21:00', 'end'],
    ],
  });
  assert.deepEqual([day.clockInClock, day.clockOutClock], [540, 1260]);
  const legal = legalDayOf(day);
  assert.deepEqual([legal.startedMinute, legal.endedMinute], [MONDAY_5_JANUARY_9_00, MONDAY_5_JANUARY_9_00 + 720]);
});

test('an open day has no end, one without a declaration neither', () => {
  const open = legalDayOf(computeSketch({ presses: [['9:00', 'start']], now: '12:00' }));
  assert.deepEqual([open.startedMinute, open.endedMinute], [MONDAY_5_JANUARY_9_00, null]);
  const none = legalDayOf(computeSketch({ active: ['9:00-10:00'] }));
  assert.deepEqual([none.startedMinute, none.endedMinute], [null, null]);
});
