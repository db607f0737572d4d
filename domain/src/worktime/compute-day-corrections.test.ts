import { testDays } from './day-case-kit.ts';
import { clock } from './day-test-kit.ts';
import type { Pressed } from './day-test-kit.ts';

const NINE_TO_SIX: readonly Pressed[] = [
  ['9:00', 'start'],
  ['18:00', 'end'],
];
const spanOf = (start: string, end: string, extra: Pressed[2] = {}): readonly Pressed[] => [
  [start, 'start', extra],
  [end, 'end'],
];

/** Pattern: 480 minutes, 180 of them in the morning, lunch 12:00-13:00, boundary 5:00. */
testDays([
  {
    name: 'a correction stands in place of what was pressed: 9:30-19:00 less lunch',
    day: { presses: NINE_TO_SIX, corrections: [{ state: 'approved', presses: spanOf('9:30', '19:00') }] },
    expected: {
      clockInClock: clock('9:30'),
      clockOutClock: clock('19:00'),
      workedMinutes: 510,
      overtimeMinutes: 30,
      declarationSource: 'corrected',
      isProvisional: false,
      isConfirmed: true,
    },
  },
  {
    name: 'a correction that waits counts and is provisional',
    day: { presses: NINE_TO_SIX, corrections: [{ state: 'submitted', presses: spanOf('9:30', '19:00') }] },
    expected: { workedMinutes: 510, isProvisional: true, isConfirmed: true },
  },
  {
    name: 'a returned correction does not hold: what was pressed counts again',
    day: { presses: NINE_TO_SIX, corrections: [{ state: 'returned', presses: spanOf('9:30', '19:00') }] },
    expected: { workedMinutes: 480, declarationSource: 'pressed', isProvisional: false },
  },
  {
    name: 'of two corrections the later holds, even while it waits',
    day: {
      presses: NINE_TO_SIX,
      corrections: [
        { state: 'approved', presses: spanOf('9:00', '20:00') },
        { state: 'submitted', presses: spanOf('9:00', '17:00') },
      ],
    },
    expected: { workedMinutes: 420, clockOutClock: clock('17:00'), isProvisional: true },
  },
  {
    name: 'the later one withdrawn, the earlier approved one holds again, and is not provisional',
    day: {
      presses: NINE_TO_SIX,
      corrections: [
        { state: 'approved', presses: spanOf('9:00', '20:00') },
        { state: 'withdrawn', presses: spanOf('9:00', '17:00') },
      ],
    },
    expected: { workedMinutes: 600, overtimeMinutes: 120, isProvisional: false },
  },
  {
    name: 'all corrections returned or withdrawn: what was pressed',
    day: {
      presses: NINE_TO_SIX,
      corrections: [
        { state: 'returned', presses: spanOf('9:00', '20:00') },
        { state: 'withdrawn', presses: spanOf('9:00', '17:00') },
      ],
    },
    expected: { workedMinutes: 480, declarationSource: 'pressed' },
  },
  {
    name: 'an auto-ended day is unconfirmed, whatever its spans before',
    day: { presses: [...spanOf('9:00', '12:00'), ['13:00', 'start']] },
    expected: { isConfirmed: false, dayState: 'autoEnded', clockOutClock: clock('29:00'), workedMinutes: 180 + 960 },
  },
  {
    name: 'its correction makes it confirmed as soon as it is sent',
    day: {
      presses: [['9:00', 'start']],
      corrections: [{ state: 'submitted', presses: NINE_TO_SIX }],
    },
    expected: { isConfirmed: true, isProvisional: true, dayState: 'ended', workedMinutes: 480, overtimeMinutes: 0 },
  },
  {
    name: 'the correction of an auto-ended day that is returned leaves it unconfirmed again',
    day: { presses: [['9:00', 'start']], corrections: [{ state: 'returned', presses: NINE_TO_SIX }] },
    expected: { isConfirmed: false, dayState: 'autoEnded', workedMinutes: 20 * 60 - 60 },
  },
  {
    name: 'a correction without operations says that nothing was worked, and all activity is unrequested',
    day: {
      presses: NINE_TO_SIX,
      corrections: [{ state: 'approved', presses: [] }],
      active: ['9:00-10:00', '12:10-12:20'],
    },
    expected: {
      hasDeclaration: false,
      workedMinutes: 0,
      clockInClock: null,
      unrequestedMinutes: 70,
      pcInBreakMinutes: 0,
      isConfirmed: true,
      declarationSource: 'corrected',
      scheduledMinutes: 480,
    },
  },
  {
    name: 'an empty correction that waits is provisional although there is no span',
    day: { presses: NINE_TO_SIX, corrections: [{ state: 'submitted', presses: [] }] },
    expected: { isProvisional: true, workedMinutes: 0, hasDeclaration: false },
  },
  {
    name: 'a returned start is put right by a correction made from it',
    day: {
      presses: spanOf('9:00', '18:00', { requestState: 'returned' }),
      corrections: [{ state: 'approved', presses: spanOf('9:00', '18:00', { requestState: 'returned' }) }],
      active: ['9:00-17:00'],
    },
    expected: { hasDeclaration: true, workedMinutes: 480, unrequestedMinutes: 0 },
  },
  {
    name: 'a correction may turn a working day into holiday work: no overtime beside it',
    day: {
      presses: spanOf('9:00', '20:00'),
      corrections: [{ state: 'approved', presses: spanOf('9:00', '20:00', { isHolidayWork: true }) }],
    },
    expected: { isHolidayWork: true, holidayWorkMinutes: 600, overtimeMinutes: 0, workedMinutes: 600 },
  },
  {
    name: 'a shift over the boundary is put right on both dates: here the first, up to the boundary',
    day: {
      presses: [['22:00', 'start']],
      corrections: [{ state: 'approved', presses: spanOf('22:00', '29:00') }],
    },
    expected: { isConfirmed: true, workedMinutes: 420, lateNightMinutes: 420, clockOutClock: clock('29:00') },
  },
  {
    name: 'a correction that forgets the end itself is auto-ended too',
    day: { presses: NINE_TO_SIX, corrections: [{ state: 'approved', presses: [['9:00', 'start']] }] },
    expected: { isConfirmed: false, dayState: 'autoEnded' },
  },
  {
    name: 'past work brought in from another system says so',
    day: { presses: spanOf('9:00', '18:00', { origin: 'imported' }) },
    expected: { declarationSource: 'imported', workedMinutes: 480 },
  },
  {
    name: 'morning: the morning is worked, 180 minutes are scheduled, 9:00-13:30 less lunch is 30 minutes over',
    day: { presses: spanOf('9:00', '13:30', { halfDay: 'morning' }) },
    expected: { scheduledMinutes: 180, workedMinutes: 210, overtimeMinutes: 30 },
  },
  {
    name: 'afternoon: the rest of the scheduled minutes',
    day: { presses: spanOf('13:00', '18:30', { halfDay: 'afternoon' }) },
    expected: { scheduledMinutes: 300, workedMinutes: 330, overtimeMinutes: 30 },
  },
  {
    name: 'a value named for the day wins over the half day',
    day: { presses: spanOf('13:00', '18:00', { halfDay: 'afternoon', scheduledMinutes: 240 }) },
    expected: { scheduledMinutes: 240, overtimeMinutes: 60 },
  },
  {
    name: 'zero named beside a half day is a value',
    day: { presses: spanOf('13:00', '18:00', { halfDay: 'afternoon', scheduledMinutes: 0 }) },
    expected: { scheduledMinutes: 0, overtimeMinutes: 300 },
  },
  {
    name: 'a half day of a returned start does not hold; the next declared start decides',
    day: {
      presses: [
        ...spanOf('8:00', '9:00', { halfDay: 'morning', requestState: 'returned' }),
        ...spanOf('13:00', '18:00', { halfDay: 'afternoon' }),
      ],
    },
    expected: { scheduledMinutes: 300, workedMinutes: 300 },
  },
  {
    name: 'a half day without 午前業務時間 in the pattern schedules the whole day',
    day: { patterns: [{ morningMinutes: null }], presses: spanOf('9:00', '12:00', { halfDay: 'morning' }) },
    expected: { scheduledMinutes: 480, overtimeMinutes: 0 },
  },
  {
    name: 'a second start that names a half day changes nothing',
    day: { presses: [...spanOf('9:00', '12:00'), ...spanOf('13:00', '20:00', { halfDay: 'morning' })] },
    expected: { scheduledMinutes: 480, overtimeMinutes: 120 },
  },
  {
    name: 'three spans with overlapping breaks: 8:00-12:30, 12:45-18:00, 20:00-22:30 with pressed 11:50-12:20 and 20:10-20:25',
    day: {
      presses: [
        ['8:00', 'start'],
        ['11:50', 'break'],
        ['12:20', 'resume'],
        ['12:30', 'end'],
        ['12:45', 'start'],
        ['18:00', 'end'],
        ['20:00', 'start'],
        ['20:10', 'break'],
        ['20:25', 'resume'],
        ['22:30', 'end'],
      ],
    },
    // breaks: 11:50-12:30 (40) in the first, 12:45-13:00 (15) in the second, 15 in the third; worked 230 + 300 + 135
    expected: { breakMinutes: 70, workedMinutes: 665, overtimeMinutes: 185, lateNightMinutes: 30 },
  },
  {
    name: 'a night shift over the month end belongs to the 31st: 21:00-29:00 with a window 24:00-25:00',
    day: {
      workDate: '2026-01-31',
      patterns: [{ breaks: [{ startClock: clock('24:00'), endClock: clock('25:00') }], scheduledMinutes: 420 }],
      presses: spanOf('21:00', '29:00'),
      active: ['20:50-24:10', '28:50-29:00'],
    },
    expected: {
      workedMinutes: 420,
      overtimeMinutes: 0,
      breakMinutes: 60,
      lateNightMinutes: 360,
      unrequestedMinutes: 10,
      pcInBreakMinutes: 10,
      clockOutClock: clock('29:00'),
    },
  },
]);
