import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDays } from './day-case-kit.ts';
import { clock, computeSketch } from './day-test-kit.ts';

const HOLIDAY = { isHolidayWork: true };

testDays([
  {
    name: 'an ordinary day: nine to six with the lunch window is eight hours and no overtime',
    day: {
      presses: [
        ['9:00', 'start'],
        ['18:00', 'end'],
      ],
      active: ['8:55-12:10', '13:00-18:05'],
    },
    expected: {
      dayState: 'ended',
      scheduledMinutes: 480,
      workedMinutes: 480,
      breakMinutes: 60,
      overtimeMinutes: 0,
      unrequestedMinutes: 10,
      pcInBreakMinutes: 10,
      clockInClock: clock('9:00'),
      clockOutClock: clock('18:00'),
      deemedEndClock: clock('17:00'),
      firstActiveClock: clock('8:55'),
      lastActiveClock: clock('18:05'),
      pcSpanMinutes: 550,
      pcActiveMinutes: 500,
      isConfirmed: true,
      isProvisional: false,
      workVersion: 3,
      rosterVersion: 7,
    },
  },
  {
    name: 'an empty span is declared and has no minutes',
    day: {
      presses: [
        ['9:00', 'start'],
        ['9:00', 'end'],
      ],
      active: ['9:00-9:03'],
    },
    expected: {
      hasDeclaration: true,
      workedMinutes: 0,
      clockInClock: 540,
      clockOutClock: 540,
      unrequestedMinutes: 3,
      declared: [],
    },
  },
  {
    name: 'activity with no start and no end is all unrequested',
    day: { active: ['9:00-10:00', '25:00-25:30'] },
    expected: {
      hasDeclaration: false,
      hasPcData: true,
      unrequestedMinutes: 90,
      workedMinutes: 0,
      clockInClock: null,
      clockOutClock: null,
      deemedEndClock: null,
      pcSpanMinutes: 16 * 60 + 30,
      pcActiveMinutes: 90,
      dayState: 'notStarted',
      workVersion: 0,
    },
  },
  {
    name: 'PC use in a break of a declared span is shown as such and is not unrequested',
    day: {
      presses: [
        ['9:00', 'start'],
        ['15:00', 'break'],
        ['15:30', 'resume'],
        ['18:00', 'end'],
      ],
      active: ['12:00-12:20', '15:10-15:25'],
    },
    expected: { pcInBreakMinutes: 35, unrequestedMinutes: 0, breakMinutes: 90, workedMinutes: 450 },
  },
  {
    name: 'holiday work beyond the scheduled minutes is all holiday work and never overtime',
    day: {
      presses: [
        ['9:00', 'start', HOLIDAY],
        ['21:00', 'end'],
      ],
    },
    expected: { isHolidayWork: true, holidayWorkMinutes: 660, workedMinutes: 660, overtimeMinutes: 0 },
  },
  {
    name: 'of several starts marked differently as holiday the first declared one decides',
    day: {
      presses: [
        ['8:00', 'start', { ...HOLIDAY, requestState: 'returned' }],
        ['8:30', 'end'],
        ['9:00', 'start'],
        ['10:00', 'end'],
        ['14:00', 'start', HOLIDAY],
        ['15:00', 'end'],
      ],
    },
    expected: { isHolidayWork: false, holidayWorkMinutes: 0, workedMinutes: 120 },
  },
  {
    name: 'a break that overlaps the window counts once',
    day: {
      presses: [
        ['9:00', 'start'],
        ['11:50', 'break'],
        ['12:40', 'resume'],
        ['18:00', 'end'],
      ],
    },
    expected: { breakMinutes: 70, workedMinutes: 470 },
  },
  {
    name: 'an open span counts up to now, provisional and without a clock-out',
    day: { presses: [['9:00', 'start']], now: '14:30' },
    expected: {
      dayState: 'working',
      isProvisional: true,
      isConfirmed: true,
      workedMinutes: 270,
      clockOutClock: null,
      deemedEndClock: null,
    },
  },
  {
    name: 'an open break counts up to now as a break',
    day: {
      presses: [
        ['9:00', 'start'],
        ['10:00', 'break'],
      ],
      now: '10:45',
    },
    expected: { dayState: 'onBreak', workedMinutes: 60, breakMinutes: 45, isProvisional: true },
  },
  {
    name: 'a span wholly inside the window: no work, only break, so 見なし退勤 is its start',
    day: {
      presses: [
        ['12:10', 'start'],
        ['12:50', 'end'],
      ],
      active: ['12:00-13:00'],
    },
    expected: {
      workedMinutes: 0,
      breakMinutes: 40,
      pcInBreakMinutes: 40,
      unrequestedMinutes: 20,
      deemedEndClock: clock('12:10'),
    },
  },
  {
    name: 'an end in a break ends both',
    day: {
      presses: [
        ['9:00', 'start'],
        ['10:00', 'break'],
        ['11:00', 'end'],
      ],
    },
    expected: { dayState: 'ended', workedMinutes: 60, breakMinutes: 60, clockOutClock: clock('11:00') },
  },
  {
    name: 'several spans of a day add up, what lies between them is not declared',
    day: {
      presses: [
        ['7:00', 'start'],
        ['9:00', 'end'],
        ['20:00', 'start'],
        ['28:00', 'end'],
      ],
      active: ['9:00-9:30'],
    },
    expected: {
      workedMinutes: 600,
      overtimeMinutes: 120,
      unrequestedMinutes: 30,
      clockInClock: clock('7:00'),
      clockOutClock: clock('28:00'),
    },
  },
  {
    name: 'a returned start is not declared: nothing worked, its activity is unrequested, its values do not hold',
    day: {
      presses: [
        ['9:00', 'start', { requestState: 'returned', scheduledMinutes: 180, workStyle: 'remote' }],
        ['18:00', 'end'],
      ],
      active: ['9:00-10:00'],
    },
    expected: {
      hasDeclaration: false,
      workedMinutes: 0,
      unrequestedMinutes: 60,
      scheduledMinutes: 480,
      workStyle: 'regular',
      dayState: 'ended',
      isConfirmed: true,
    },
  },
  {
    name: 'a withdrawn start is not declared and frees the start button',
    day: { presses: [['9:00', 'start', { requestState: 'withdrawn' }]], now: '11:00' },
    expected: { hasDeclaration: false, workedMinutes: 0, dayState: 'notStarted', isProvisional: false },
  },
  {
    name: 'a start whose request waits counts and is provisional',
    day: {
      presses: [
        ['9:00', 'start', { requestState: 'submitted' }],
        ['18:00', 'end'],
      ],
    },
    expected: { workedMinutes: 480, isProvisional: true, isConfirmed: true },
  },
  {
    name: 'a returned end still counts and is provisional',
    day: {
      presses: [
        ['9:00', 'start', { requestState: 'approved' }],
        ['18:00', 'end', { requestState: 'returned' }],
      ],
    },
    expected: { workedMinutes: 480, isProvisional: true, clockOutClock: clock('18:00') },
  },
  {
    name: 'a forgotten end of a start that was returned leaves nothing to confirm',
    day: {
      presses: [
        ['9:00', 'start'],
        ['10:00', 'end'],
        ['20:00', 'start', { requestState: 'returned' }],
      ],
    },
    expected: { isConfirmed: true, dayState: 'ended', workedMinutes: 60 },
  },
  {
    name: 'zero scheduled minutes is a value: every worked minute is overtime',
    day: {
      presses: [
        ['9:00', 'start', { scheduledMinutes: 0 }],
        ['11:00', 'end'],
      ],
    },
    expected: { scheduledMinutes: 0, overtimeMinutes: 120 },
  },
  {
    name: 'nothing at all is a day without declaration and without PC data',
    day: {},
    expected: { hasDeclaration: false, hasPcData: false, pcSpanMinutes: 0, firstActiveClock: null, declared: [] },
  },
]);

test('the revisions and the group of the date are written on the day', () => {
  const day = computeSketch({ patterns: [{ code: 'OLD' }, { from: '2026-01-05', code: 'NEW' }] });
  assert.deepEqual([day.patternCode, day.rosterVersion, day.workVersion], ['NEW', 7, 0]);
});

test('any remote start makes the day remote, else any off-site start off-site', () => {
  const styleOf = (...styles: ('regular' | 'offsite' | 'remote')[]) =>
    computeSketch({
      presses: styles.flatMap((workStyle, index) => [
        [`${9 + index}:00`, 'start', { workStyle }] as const,
        [`${9 + index}:30`, 'end'] as const,
      ]),
    }).workStyle;
  assert.deepEqual(
    [styleOf('regular'), styleOf('offsite', 'regular'), styleOf('offsite', 'remote', 'regular')],
    ['regular', 'offsite', 'remote'],
  );
});

test('a press that this machine has not reached yet moves the day on to its minute', () => {
  const day = computeSketch({ presses: [['9:02', 'start']], now: '9:00' });
  assert.equal(day.asOfMinute - day.startMinute, clock('9:02') - clock('5:00'));
  assert.equal(day.dayState, 'working');
});
