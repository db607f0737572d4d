import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClock } from '../time/format.ts';
import { computeSketch } from './day-test-kit.ts';
import type { DaySketch } from './day-test-kit.ts';

/** `9:00-12:00 scheduledWork active`, with `night` and without what is ordinary. */
function ledgerOf(sketch: DaySketch): string[] {
  return computeSketch(sketch).ledger.map((run) =>
    [
      `${formatClock(run.startClock)}-${formatClock(run.endClock)}`,
      run.rule,
      run.pc,
      ...(run.isLateNight ? ['night'] : []),
    ].join(' '),
  );
}

test('each minute of a day has its state, its rule and what the PC did', () => {
  const ledger = ledgerOf({
    presses: [
      ['9:00', 'start'],
      ['15:00', 'break'],
      ['15:10', 'resume'],
      ['23:00', 'end'],
    ],
    active: ['8:50-12:05', '23:00-23:01'],
    awake: ['8:50-18:00', '23:00-23:01'],
    sensorLost: ['16:00-16:30'],
  });
  assert.deepEqual(ledger, [
    '5:00-8:50 nothingDeclared silent',
    '8:50-9:00 activityOutsideDeclared active',
    '9:00-12:00 workWithinScheduled active',
    '12:00-12:05 breakOfPattern active',
    '12:05-13:00 breakOfPattern idle',
    '13:00-15:00 workWithinScheduled idle',
    '15:00-15:10 breakPressed idle',
    '15:10-16:00 workWithinScheduled idle',
    '16:00-16:30 workWithinScheduled sensorLost',
    '16:30-18:00 workWithinScheduled idle',
    '18:00-18:10 workWithinScheduled silent',
    '18:10-22:00 workBeyondScheduled silent',
    '22:00-23:00 workBeyondScheduled silent night',
    '23:00-23:01 activityOutsideDeclared active',
    '23:01-29:00 nothingDeclared silent',
  ]);
});

test('minutes that have not come are future, and activity ahead of now waits for its minute', () => {
  assert.deepEqual(ledgerOf({ presses: [['9:00', 'start']], active: ['9:00-9:12'], now: '9:10' }), [
    '5:00-9:00 nothingDeclared silent',
    '9:00-9:10 workWithinScheduled active',
    '9:10-29:00 notYet silent',
  ]);
});

test('a returned start explains its minutes', () => {
  const ledger = ledgerOf({
    presses: [
      ['9:00', 'start', { requestState: 'returned' }],
      ['10:00', 'end'],
    ],
    active: ['9:30-10:15'],
  });
  assert.deepEqual(ledger, [
    '5:00-9:00 nothingDeclared silent',
    '9:00-9:30 startNotDeclared silent',
    '9:30-10:00 activityInStartNotDeclared active',
    '10:00-10:15 activityWithoutDeclaration active',
    '10:15-29:00 nothingDeclared silent',
  ]);
});

test('holiday work is one state from the first to the last worked minute', () => {
  const day = computeSketch({
    presses: [
      ['9:00', 'start', { isHolidayWork: true }],
      ['20:00', 'end'],
    ],
  });
  const states = new Set(day.ledger.map((run) => run.state));
  assert.deepEqual([...states], ['notDeclared', 'holidayWork', 'break']);
});

test('on the night the clock is put back the runs are cut at the change and keep their length', () => {
  const ledger = ledgerOf({
    workDate: '2026-10-24',
    zone: 'Europe/Berlin',
    presses: [
      ['22:00', 'start'],
      ['28:00', 'end'],
    ],
  });
  assert.deepEqual(ledger.slice(1, 3), [
    '22:00-27:00 workWithinScheduled silent night',
    '26:00-28:00 workWithinScheduled silent night',
  ]);
});

test('touching spans stay apart in the declared lane and breaks lie between their work', () => {
  const lane = computeSketch({
    presses: [
      ['9:00', 'start'],
      ['10:00', 'end'],
      ['10:00', 'start'],
      ['10:20', 'break'],
      ['10:30', 'resume'],
      ['11:00', 'end'],
    ],
  }).declared.map((run) => `${formatClock(run.startClock)}-${formatClock(run.endClock)} ${run.kind}`);
  assert.deepEqual(lane, ['9:00-10:00 work', '10:00-10:20 work', '10:20-10:30 break', '10:30-11:00 work']);
});
