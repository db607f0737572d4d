import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClock } from '../time/format.ts';
import { testDays } from './day-case-kit.ts';
import { computeSketch } from './day-test-kit.ts';
import type { Pressed } from './day-test-kit.ts';

const NINE_TO_SIX: readonly Pressed[] = [
  ['9:00', 'start'],
  ['18:00', 'end'],
];

/** 乖離 and tasks. Lunch 12:00-13:00. */
testDays([
  {
    name: 'two meetings at once are one; all-day tasks have no amount',
    day: {
      presses: NINE_TO_SIX,
      tasks: [
        ['10:00-11:00', 'meeting'],
        ['10:30-11:30', 'meeting'],
        ['14:00-15:00', 'task'],
        ['15:00-17:00', 'offsite'],
        ['0:00-24:00', 'task', { isAllDay: true }],
      ],
    },
    expected: { meetingMinutes: 90, taskMinutes: 60, offsiteMinutes: 120, workStyle: 'offsite' },
  },
  {
    name: 'a task that lasts past the boundary counts up to it',
    day: { tasks: [['28:00-30:00', 'task']] },
    expected: { taskMinutes: 60, hasDeclaration: false },
  },
  {
    name: 'a task in 在宅 makes the day remote, whatever the start said',
    day: {
      presses: NINE_TO_SIX,
      tasks: [
        ['10:00-11:00', 'task', { workStyle: 'remote' }],
        ['13:00-14:00', 'offsite'],
      ],
    },
    expected: { workStyle: 'remote' },
  },
  {
    name: 'tasks in 通常 alone make a remote start regular',
    day: {
      presses: [
        ['9:00', 'start', { workStyle: 'remote' }],
        ['18:00', 'end'],
      ],
      tasks: [['10:00-11:00', 'task']],
    },
    expected: { workStyle: 'regular' },
  },
  {
    name: 'declaration and PC log agree: no deviation',
    day: { presses: NINE_TO_SIX, active: ['9:00-12:00', '13:00-18:00'] },
    expected: { deviationMinutes: 0 },
  },
  {
    name: 'PC use before 出勤: from its first minute to the declared start, though little of it was active',
    day: { presses: NINE_TO_SIX, active: ['8:00-8:05', '9:00-18:00'] },
    expected: { unrequestedMinutes: 5, deviationMinutes: 60 },
  },
  {
    name: 'PC use after 退勤',
    day: { presses: NINE_TO_SIX, active: ['9:00-18:00', '19:30-19:40'] },
    expected: { unrequestedMinutes: 10, deviationMinutes: 100 },
  },
  {
    name: 'declared work before the first activity, lunch not counted',
    day: { presses: NINE_TO_SIX, active: ['13:30-18:00'] },
    expected: { deviationMinutes: 210 },
  },
  {
    name: 'a meeting explains the missing activity at the start, and a task at the end',
    day: {
      presses: NINE_TO_SIX,
      active: ['10:40-12:00', '13:00-17:00'],
      tasks: [
        ['9:00-10:30', 'meeting'],
        ['17:00-18:00', 'task'],
      ],
    },
    expected: { deviationMinutes: 10 },
  },
  {
    name: 'an all-day visit explains everything that is missing, an all-day task nothing',
    day: { presses: NINE_TO_SIX, active: ['9:00-9:30'], tasks: [['0:00-24:00', 'offsite', { isAllDay: true }]] },
    expected: { deviationMinutes: 0 },
  },
  {
    name: 'an all-day task explains nothing',
    day: { presses: NINE_TO_SIX, active: ['9:00-17:00'], tasks: [['0:00-24:00', 'task', { isAllDay: true }]] },
    expected: { deviationMinutes: 60 },
  },
  {
    name: 'a blind sensor explains missing activity',
    day: { presses: NINE_TO_SIX, active: ['9:00-16:00'], sensorLost: ['16:00-18:00'] },
    expected: { deviationMinutes: 0 },
  },
  {
    name: 'gaps inside a pressed span are no deviation, inside a recorded one they are',
    day: { presses: NINE_TO_SIX, active: ['9:00-9:30', '17:30-18:00'] },
    expected: { deviationMinutes: 0 },
  },
  {
    name: 'idle gaps of a recorded span add up from ten minutes on: 9:30-10:30 and 11:00-11:10, not 11:30-11:39',
    day: { autoRecording: true, active: ['9:00-9:30', '10:30-11:00', '11:10-11:30', '11:39-12:00'] },
    expected: { declarationSource: 'autoRecorded', deviationMinutes: 70 },
  },
  {
    name: 'without a declaration the deviation is the unrequested time',
    day: { active: ['9:00-9:30', '15:00-15:10'] },
    expected: { deviationMinutes: 40, unrequestedMinutes: 40 },
  },
  {
    name: 'without any activity there is nothing to compare',
    day: { presses: NINE_TO_SIX, awake: ['9:00-18:00'] },
    expected: { deviationMinutes: 0, hasPcData: false },
  },
  {
    name: 'an unconfirmed day has no deviation: it waits for its correction',
    day: { presses: [['9:00', 'start']], active: ['8:00-18:00'] },
    expected: { isConfirmed: false, deviationMinutes: 0, unrequestedMinutes: 60 },
  },
  {
    name: 'while a span is open its end is not compared',
    day: { presses: [['9:00', 'start']], active: ['8:50-10:00'], now: '12:00' },
    expected: { deviationMinutes: 10 },
  },
]);

test('the lane has the tasks in order of start, clipped to the work date, all-day ones with the bounds of their day', () => {
  const lane = computeSketch({
    tasks: [
      ['28:00-31:00', 'task'],
      ['10:00-11:00', 'meeting'],
      ['0:00-24:00', 'offsite', { isAllDay: true }],
      ['11:00-11:00', 'task'],
    ],
  }).tasks.map((run) => `${formatClock(run.startClock)}-${formatClock(run.endClock)} ${run.kind}`);
  assert.deepEqual(lane, ['0:00-24:00 offsite', '10:00-11:00 meeting', '11:00-11:00 task', '28:00-29:00 task']);
});
