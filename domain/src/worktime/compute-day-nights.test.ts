import { testDays } from './day-case-kit.ts';
import { clock, dateOf } from './day-test-kit.ts';

testDays([
  {
    name: 'an end at 27:00 belongs to the same work date and its night hours are late night',
    day: {
      presses: [
        ['9:00', 'start'],
        ['27:00', 'end'],
      ],
    },
    expected: {
      clockOutClock: 1620,
      workedMinutes: 17 * 60,
      overtimeMinutes: 9 * 60,
      lateNightMinutes: 5 * 60,
      isConfirmed: true,
    },
  },
  {
    name: 'a night shift past midnight is one span of one date, its pressed break at midnight taken off',
    day: {
      presses: [
        ['21:00', 'start'],
        ['23:45', 'break'],
        ['24:30', 'resume'],
        ['28:30', 'end'],
      ],
    },
    expected: { workedMinutes: 405, breakMinutes: 45, overtimeMinutes: 0, lateNightMinutes: 345 },
  },
  {
    name: 'work across the boundary is closed at it and waits to be confirmed',
    day: { presses: [['22:00', 'start']], active: ['22:00-29:00'] },
    expected: {
      dayState: 'autoEnded',
      isConfirmed: false,
      clockOutClock: clock('29:00'),
      workedMinutes: 420,
      lateNightMinutes: 420,
      unrequestedMinutes: 0,
      pcActiveMinutes: 420,
    },
  },
  {
    name: 'an end exactly at the boundary is an ordinary end of the old date',
    day: {
      presses: [
        ['22:00', 'start'],
        ['29:00', 'end'],
      ],
    },
    expected: { dayState: 'ended', isConfirmed: true, clockOutClock: clock('29:00'), workedMinutes: 420 },
  },
  {
    name: 'a break window across midnight is taken off where the span meets it',
    day: {
      patterns: [{ breaks: [{ startClock: clock('23:30'), endClock: clock('24:30') }] }],
      presses: [
        ['22:00', 'start'],
        ['24:00', 'end'],
      ],
    },
    expected: { workedMinutes: 90, breakMinutes: 30, lateNightMinutes: 90 },
  },
  {
    name: 'a forgotten end leaves the day unconfirmed although an earlier span of it was ended',
    day: {
      presses: [
        ['9:00', 'start'],
        ['12:00', 'end'],
        ['20:00', 'start'],
      ],
    },
    expected: { dayState: 'autoEnded', isConfirmed: false, workedMinutes: 180 + 540 },
  },
  {
    name: 'a date ends where the next begins: a later boundary of the next pattern makes it longer',
    day: {
      patterns: [{ autoEndClock: 300 }, { from: '2026-01-06', autoEndClock: 480 }],
      presses: [
        ['22:00', 'start'],
        ['31:30', 'end'],
      ],
    },
    expected: { workedMinutes: 570, lateNightMinutes: 420, clockOutClock: clock('31:30'), isConfirmed: true },
  },
  {
    name: 'a date ends where the next begins: an earlier boundary of the next pattern makes it shorter',
    day: {
      patterns: [{ autoEndClock: 300 }, { from: '2026-01-06', autoEndClock: 120 }],
      presses: [['22:00', 'start']],
    },
    expected: { workedMinutes: 240, clockOutClock: clock('26:00'), isConfirmed: false },
  },
  {
    name: 'on the night the clock is put forward readings are wall-clock and amounts are elapsed',
    day: {
      workDate: '2026-03-28',
      zone: 'Europe/Berlin',
      presses: [
        ['22:00', 'start'],
        ['28:00', 'end'],
      ],
    },
    expected: { workedMinutes: 300, lateNightMinutes: 300, clockOutClock: clock('28:00') },
  },
  {
    name: 'on the night the clock is put back the doubled hour is worked twice',
    day: {
      workDate: '2026-10-24',
      zone: 'Europe/Berlin',
      presses: [
        ['22:00', 'start'],
        ['28:00', 'end'],
      ],
    },
    expected: {
      workedMinutes: 420,
      lateNightMinutes: 420,
      clockInClock: clock('22:00'),
      clockOutClock: clock('28:00'),
    },
  },
  {
    name: 'a break window over the hour that is put back lasts two hours',
    day: {
      workDate: '2026-10-24',
      zone: 'Europe/Berlin',
      patterns: [{ breaks: [{ startClock: clock('26:00'), endClock: clock('27:00') }] }],
      presses: [
        ['22:00', 'start'],
        ['28:00', 'end'],
      ],
    },
    // seven hours passed, two of them 2:00-3:00
    expected: { breakMinutes: 120, workedMinutes: 300, lateNightMinutes: 300, deemedEndClock: clock('26:00') },
  },
  {
    name: 'a break window inside the hour that is skipped takes nothing off',
    day: {
      workDate: '2026-03-28',
      zone: 'Europe/Berlin',
      patterns: [{ breaks: [{ startClock: clock('26:15'), endClock: clock('26:45') }] }],
      presses: [
        ['22:00', 'start'],
        ['28:00', 'end'],
      ],
    },
    expected: { breakMinutes: 0, workedMinutes: 300 },
  },
  {
    name: 'a night shift over the month end with its window and a boundary at 9:00: 22:00-31:00 less 26:00-27:00',
    day: {
      workDate: '2026-01-31',
      patterns: [{ breaks: [{ startClock: clock('26:00'), endClock: clock('27:00') }], autoEndClock: clock('9:00') }],
      presses: [
        ['22:00', 'start'],
        ['31:00', 'end'],
      ],
      active: ['22:00-31:00'],
    },
    expected: {
      workDate: dateOf('2026-01-31'),
      workedMinutes: 480,
      breakMinutes: 60,
      // 22:00-26:00 and 27:00-29:00
      lateNightMinutes: 360,
      overtimeMinutes: 0,
      clockOutClock: clock('31:00'),
      deemedEndClock: clock('30:00'),
      pcInBreakMinutes: 60,
      unrequestedMinutes: 0,
    },
  },
  {
    name: 'a boundary at noon holds a shift until 36:00, its late night ends at 29:00',
    day: {
      patterns: [{ breaks: [], autoEndClock: clock('12:00') }],
      presses: [
        ['18:00', 'start'],
        ['36:00', 'end'],
      ],
    },
    expected: {
      dayState: 'ended',
      workedMinutes: 1080,
      overtimeMinutes: 600,
      lateNightMinutes: 420,
      clockOutClock: clock('36:00'),
    },
  },
  {
    name: 'a boundary at midnight has both ends of the night on one date: 0:00-6:00 and 21:00-24:00',
    day: {
      patterns: [{ breaks: [], autoEndClock: 0 }],
      presses: [
        ['0:00', 'start'],
        ['6:00', 'end'],
        ['21:00', 'start'],
        ['24:00', 'end'],
      ],
    },
    // 0:00-5:00 and 22:00-24:00
    expected: { workedMinutes: 540, lateNightMinutes: 420, clockOutClock: clock('24:00'), isConfirmed: true },
  },
  {
    name: 'late night begins with the minute of 22:00 and ends before that of 29:00',
    day: {
      patterns: [{ autoEndClock: clock('6:00') }],
      presses: [
        ['21:59', 'start'],
        ['22:01', 'end'],
        ['28:59', 'start'],
        ['29:01', 'end'],
      ],
    },
    expected: { workedMinutes: 4, lateNightMinutes: 2 },
  },
  {
    name: 'minutes of neighbouring dates that are passed along do not count',
    day: { active: ['4:00-5:10', '28:50-29:30'] },
    expected: { unrequestedMinutes: 20, firstActiveClock: clock('5:00'), lastActiveClock: clock('29:00') },
  },
]);
