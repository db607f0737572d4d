import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAutoRecordingOn } from './auto-recording.ts';
import { testDays } from './day-case-kit.ts';
import { clock, computeSketch, dateOf } from './day-test-kit.ts';

/** データの自動登録 on. Pattern: 480 minutes, lunch 12:00-13:00, boundary 5:00. */
testDays([
  {
    name: 'nothing pressed: the first and the last active minute become start and end, idle gaps stay in the span',
    day: { autoRecording: true, active: ['8:50-12:10', '13:00-15:00', '16:00-18:30'] },
    expected: {
      declarationSource: 'autoRecorded',
      dayState: 'ended',
      isConfirmed: true,
      isProvisional: false,
      clockInClock: clock('8:50'),
      clockOutClock: clock('18:30'),
      workedMinutes: 520,
      breakMinutes: 60,
      unrequestedMinutes: 0,
      pcInBreakMinutes: 10,
      // active outside the lunch window: 190 + 120 + 150 = 460
      overtimeMinutes: 0,
      // 15:00-16:00 has no activity and nothing explains it
      deviationMinutes: 60,
    },
  },
  {
    name: 'with auto-recording off the same day is all unrequested',
    day: { active: ['8:50-12:10', '13:00-15:00', '16:00-18:30'] },
    expected: { declarationSource: 'none', hasDeclaration: false, unrequestedMinutes: 470, workedMinutes: 0 },
  },
  {
    name: 'it happens when the work date has ended: before, the activity is unrequested',
    day: { autoRecording: true, active: ['9:00-12:00'], now: '28:59' },
    expected: { declarationSource: 'none', unrequestedMinutes: 180, clockInClock: null },
  },
  {
    name: 'at the very boundary it has happened',
    day: { autoRecording: true, active: ['9:00-12:00'], now: '29:00' },
    expected: { declarationSource: 'autoRecorded', workedMinutes: 180, unrequestedMinutes: 0 },
  },
  {
    name: 'nothing pressed and no activity: nothing to record',
    day: { autoRecording: true },
    expected: { declarationSource: 'none', hasDeclaration: false, workedMinutes: 0 },
  },
  {
    name: 'one active minute is a span of one minute',
    day: { autoRecording: true, active: ['23:10-23:11'] },
    expected: { declarationSource: 'autoRecorded', workedMinutes: 1, lateNightMinutes: 1, pcSpanMinutes: 1 },
  },
  {
    name: 'only 開始: its end is the last activity, no auto-end; the pressed start wins over earlier activity',
    day: { autoRecording: true, presses: [['9:00', 'start']], active: ['8:30-8:45', '9:05-12:00', '13:00-18:20'] },
    expected: {
      declarationSource: 'autoRecordedEnd',
      dayState: 'ended',
      isConfirmed: true,
      clockInClock: clock('9:00'),
      clockOutClock: clock('18:20'),
      workedMinutes: 500,
      unrequestedMinutes: 15,
      // active outside breaks: 15 + 175 + 320 = 510
      overtimeMinutes: 30,
    },
  },
  {
    name: 'only 開始 and no activity after it: auto-end, unconfirmed',
    day: { autoRecording: true, presses: [['9:00', 'start']], active: ['8:30-9:00'] },
    expected: {
      declarationSource: 'pressed',
      dayState: 'autoEnded',
      isConfirmed: false,
      clockOutClock: clock('29:00'),
      unrequestedMinutes: 30,
      deviationMinutes: 0,
    },
  },
  {
    name: 'only 開始, with an open break: the break ends with its span at the last activity',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start'],
        ['15:00', 'break'],
      ],
      active: ['9:00-15:01', '15:30-16:00'],
    },
    expected: {
      clockOutClock: clock('16:00'),
      breakMinutes: 120,
      workedMinutes: 300,
      pcInBreakMinutes: 91,
      unrequestedMinutes: 0,
    },
  },
  {
    name: 'the recorded end never lies before the last press of its span',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start'],
        ['13:00', 'break'],
        ['14:00', 'resume'],
      ],
      active: ['9:00-11:00'],
    },
    expected: {
      declarationSource: 'autoRecordedEnd',
      clockOutClock: clock('14:00'),
      workedMinutes: 180,
      breakMinutes: 120,
    },
  },
  {
    name: 'a break of no minute is a press too',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start'],
        ['12:30', 'break'],
        ['12:30', 'resume'],
      ],
      active: ['9:00-11:00'],
    },
    // 9:00-12:30 = 210, less 12:00-12:30 of the window
    expected: { clockOutClock: clock('12:30'), workedMinutes: 180, breakMinutes: 30 },
  },
  {
    name: '再開 at the very boundary: the span and its break reach it, and it is no auto-end',
    day: {
      autoRecording: true,
      presses: [
        ['20:00', 'start'],
        ['28:00', 'break'],
        ['29:00', 'resume'],
      ],
      active: ['20:00-27:00'],
    },
    expected: {
      declarationSource: 'autoRecordedEnd',
      isConfirmed: true,
      clockOutClock: clock('29:00'),
      breakMinutes: 60,
      workedMinutes: 480,
      // 22:00-28:00
      lateNightMinutes: 360,
    },
  },
  {
    name: 'a last span without its end is ended by the log, the ended span before it stays',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start'],
        ['12:00', 'end'],
        ['20:00', 'start'],
      ],
      active: ['9:00-12:00', '20:00-21:30'],
    },
    expected: {
      declarationSource: 'autoRecordedEnd',
      workedMinutes: 270,
      clockOutClock: clock('21:30'),
      isConfirmed: true,
    },
  },
  {
    name: 'what was pressed wins: both pressed, nothing recorded; overtime still counts all activity',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start'],
        ['18:00', 'end'],
      ],
      active: ['8:00-12:30', '13:00-20:00'],
    },
    expected: {
      declarationSource: 'pressed',
      workedMinutes: 480,
      unrequestedMinutes: 180,
      pcInBreakMinutes: 30,
      // active outside breaks: 240 + 420 = 660
      overtimeMinutes: 180,
    },
  },
  {
    name: 'declared for eleven hours, active for three: no overtime, because PC use decides',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start'],
        ['21:00', 'end'],
      ],
      active: ['9:00-12:00'],
    },
    expected: { workedMinutes: 660, overtimeMinutes: 0 },
  },
  {
    name: 'a pressed break outside every window is taken off the counted activity',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start'],
        ['15:00', 'break'],
        ['16:00', 'resume'],
        ['19:00', 'end'],
      ],
      active: ['9:00-19:00'],
    },
    // active 600 − lunch 60 − break 60 = 480
    expected: { workedMinutes: 480, overtimeMinutes: 0, pcInBreakMinutes: 120 },
  },
  {
    name: 'the window of the pattern is no overtime outside the declared spans either',
    day: {
      autoRecording: true,
      patterns: [{ scheduledMinutes: 60 }],
      presses: [
        ['13:00', 'start'],
        ['14:00', 'end'],
      ],
      active: ['12:00-14:10'],
    },
    // counted: 13:00-14:10 = 70; 12:00-13:00 is unrequested and in the window
    expected: { overtimeMinutes: 10, unrequestedMinutes: 70, workedMinutes: 60 },
  },
  {
    name: 'holiday work never has overtime, whatever the activity',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start', { isHolidayWork: true }],
        ['18:00', 'end'],
      ],
      active: ['9:00-21:00'],
    },
    expected: { holidayWorkMinutes: 480, overtimeMinutes: 0, unrequestedMinutes: 180 },
  },
  {
    name: 'holiday work with only 開始 is recorded up to the last activity and stays holiday work',
    day: { autoRecording: true, presses: [['9:00', 'start', { isHolidayWork: true }]], active: ['9:00-19:30'] },
    expected: { declarationSource: 'autoRecordedEnd', holidayWorkMinutes: 570, overtimeMinutes: 0 },
  },
  {
    name: 'a half day schedules half of it for the counted activity too',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start', { halfDay: 'morning' }],
        ['12:00', 'end'],
      ],
      active: ['9:00-12:00', '13:00-13:40'],
    },
    expected: { scheduledMinutes: 180, overtimeMinutes: 40, unrequestedMinutes: 40, workedMinutes: 180 },
  },
  {
    name: 'a returned start: nothing is recorded in its place, all activity is unrequested',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start', { requestState: 'returned' }],
        ['18:00', 'end'],
      ],
      active: ['9:00-18:30'],
    },
    expected: {
      declarationSource: 'none',
      hasDeclaration: false,
      workedMinutes: 0,
      unrequestedMinutes: 570,
      // whatever was pressed: 570 − lunch 60 − 480
      overtimeMinutes: 30,
    },
  },
  {
    name: 'a returned start takes its named amount with it: activity over the 480 minutes of the pattern is overtime',
    day: {
      autoRecording: true,
      presses: [
        ['9:00', 'start', { requestState: 'returned', scheduledMinutes: 60 }],
        ['18:00', 'end'],
      ],
      active: ['9:00-19:00'],
    },
    // 600 active − 60 in the window = 540
    expected: { hasDeclaration: false, scheduledMinutes: 480, overtimeMinutes: 60, unrequestedMinutes: 600 },
  },
  {
    name: 'a withdrawn start was never pressed: the log records the day',
    day: { autoRecording: true, presses: [['9:00', 'start', { requestState: 'withdrawn' }]], active: ['9:10-12:00'] },
    expected: { declarationSource: 'autoRecorded', clockInClock: clock('9:10'), workedMinutes: 170 },
  },
  {
    name: 'a start that waits and has no end is ended by the log, provisionally',
    day: { autoRecording: true, presses: [['9:00', 'start', { requestState: 'submitted' }]], active: ['9:00-17:00'] },
    expected: { declarationSource: 'autoRecordedEnd', isProvisional: true, workedMinutes: 420 },
  },
  {
    name: 'a correction that says nothing was worked is not filled by the log',
    day: { autoRecording: true, corrections: [{ state: 'approved', presses: [] }], active: ['9:00-12:00'] },
    expected: { declarationSource: 'corrected', hasDeclaration: false, unrequestedMinutes: 180 },
  },
  {
    name: 'a returned correction of a day on which nothing was pressed: the log records it again',
    day: {
      autoRecording: true,
      corrections: [{ state: 'returned', presses: [['9:00', 'start']] }],
      active: ['9:00-12:00'],
    },
    expected: { declarationSource: 'autoRecorded', workedMinutes: 180 },
  },
  {
    name: 'the recorded end request waits: the day is provisional; returned it still counts',
    day: { autoRecording: true, recordedEndState: 'submitted', active: ['9:00-12:00'] },
    expected: { isProvisional: true, workedMinutes: 180, isConfirmed: true },
  },
  {
    name: 'the recorded end request approved: no longer provisional',
    day: { autoRecording: true, recordedEndState: 'approved', active: ['9:00-12:00'] },
    expected: { isProvisional: false, workedMinutes: 180 },
  },
  {
    name: 'late data moves what was recorded until somebody approves it',
    day: { autoRecording: true, active: ['7:40-8:00', '9:00-12:00', '13:00-18:30'] },
    expected: { clockInClock: clock('7:40'), clockOutClock: clock('18:30'), workedMinutes: 590, overtimeMinutes: 50 },
  },
]);

test('overtime outside the declared spans is unrequested in its state and counted by its flag', () => {
  const day = computeSketch({
    autoRecording: true,
    patterns: [{ scheduledMinutes: 60, breaks: [] }],
    presses: [
      ['9:00', 'start'],
      ['10:30', 'end'],
    ],
    active: ['9:00-10:30', '20:00-20:15'],
  });
  const marked = day.ledger
    .filter((run) => run.isOvertime)
    .map((run) => `${run.startClock}-${run.endClock} ${run.state} ${run.rule}`);
  assert.deepEqual(marked, [
    '600-630 overtime activityBeyondScheduled',
    '1200-1215 unrequested activityBeyondScheduledOutside',
  ]);
  assert.deepEqual([day.overtimeMinutes, day.unrequestedMinutes, day.workedMinutes], [45, 15, 90]);
});

test('the period that began last on or before the date decides, before the first it is off', () => {
  const autoRecording = [
    { from: dateOf('2026-01-05'), isOn: true },
    { from: dateOf('2026-02-01'), isOn: false },
  ];
  const isOn = (date: string): boolean => isAutoRecordingOn({ autoRecording }, dateOf(date));
  assert.deepEqual(
    [isOn('2026-01-04'), isOn('2026-01-05'), isOn('2026-01-31'), isOn('2026-02-01')],
    [false, true, true, false],
  );
});
