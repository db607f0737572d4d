import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LedgerRun } from '../contract/computed-day.ts';
import { minutesByHour } from './minutes-by-hour.ts';

const run = (startClock: number, endClock: number, state: LedgerRun['state'], pc: LedgerRun['pc']): LedgerRun => ({
  ...{ startMinute: startClock, endMinute: endClock, startClock, endClock, state, pc, rule: 'workWithinScheduled' },
  ...{ isLateNight: false, isOvertime: false },
});
const hoursOf = (hours: readonly number[]) =>
  Object.fromEntries([...hours.entries()].filter(([, minutes]) => minutes > 0));

test('a run is cut at the full hours, and the hours after midnight are the work date’s own', () => {
  const { worked, pcActive } = minutesByHour({
    ledger: [
      run(520, 620, 'scheduledWork', 'idle'),
      run(620, 640, 'break', 'active'),
      run(640, 645, 'overtime', 'active'),
      run(1430, 1510, 'holidayWork', 'silent'),
      run(1510, 1512, 'unrequested', 'active'),
    ],
  });
  assert.deepEqual(hoursOf(worked), { 0: 60, 1: 10, 8: 20, 9: 60, 10: 25, 23: 10 });
  assert.deepEqual(hoursOf(pcActive), { 1: 2, 10: 25 });
  assert.deepEqual([worked.length, pcActive.length], [24, 24]);
});
