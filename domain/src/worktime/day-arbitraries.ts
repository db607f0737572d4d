import fc from 'fast-check';
import type { Operation } from '../contract/work-rules.ts';
import { interval } from '../time/interval.ts';
import type { UnixMinute } from '../time/types.ts';
import { workDateInterval } from '../time/work-date.ts';
import { computeDay } from './compute-day.ts';
import type { DayInput } from './compute-day.ts';
import { dayApprovalOf } from './day-approval.ts';
import { dateOf, PERSON, rulesOf, TENANT } from './day-test-kit.ts';

/**
 * Whole days for the property tests: any presses in any order (also senseless ones), any activity, ordinary nights and those of a clock
 * change, neighbouring patterns with different boundaries. Used by tests only.
 */
/** A place in the day in hundredths of it; not `fc.double`, which draws nearly everything next to zero. Hundredths make presses coincide. */
const shareArbitrary = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((share) => share / 100);
const placeArbitrary = fc.constantFrom(
  { zone: 'Asia/Tokyo', workDate: '2026-01-05' },
  { zone: 'Europe/Berlin', workDate: '2026-03-28' },
  { zone: 'Europe/Berlin', workDate: '2026-10-24' },
  { zone: 'Australia/Lord_Howe', workDate: '2026-04-04' },
);
const patternArbitrary = fc.record({
  autoEndClock: fc.constantFrom(0, 150, 300, 720),
  scheduledMinutes: fc.constantFrom(0, 180, 480, 1440),
  breaks: fc
    .uniqueArray(fc.integer({ min: 0, max: 46 }), { maxLength: 3 })
    .map((slots) => slots.map((slot) => ({ startClock: slot * 60 + 15, endClock: slot * 60 + 75 }))),
});
const pressArbitrary = fc.record({
  kind: fc.constantFrom('start', 'start', 'break', 'resume', 'end', 'end'),
  at: shareArbitrary(0, 100),
  isHolidayWork: fc.boolean(),
  workStyle: fc.constantFrom('regular', 'offsite', 'remote'),
  scheduledMinutes: fc.constantFrom(null, null, 0, 180),
  halfDay: fc.constantFrom(null, null, 'morning', 'afternoon'),
  origin: fc.constantFrom('pressed', 'pressed', 'imported'),
  requestState: fc.constantFrom('none', 'none', 'submitted', 'approved', 'returned', 'withdrawn'),
} as const);
const spellArbitrary = fc.record({
  at: shareArbitrary(-10, 105),
  minutes: fc.integer({ min: 0, max: 240 }),
});

const correctionArbitrary = fc.record({
  state: fc.constantFrom('submitted', 'approved', 'returned', 'withdrawn'),
  presses: fc.array(pressArbitrary, { maxLength: 6 }),
} as const);
const taskArbitrary = fc.record({
  kind: fc.constantFrom('task', 'meeting', 'offsite'),
  workStyle: fc.constantFrom('regular', 'offsite', 'remote'),
  isAllDay: fc.boolean(),
  at: shareArbitrary(-5, 100),
  minutes: fc.integer({ min: 0, max: 600 }),
} as const);

const idOf = (block: number, index: number): string =>
  `00000000-0000-4000-8${String(block).padStart(3, '0')}-${String(index).padStart(12, '0')}`;

const minutesOf = (
  spells: readonly { at: number; minutes: number }[],
  placed: (at: number) => UnixMinute,
): UnixMinute[] =>
  [
    ...new Set(spells.flatMap(({ at, minutes }) => Array.from({ length: minutes }, (_, index) => placed(at) + index))),
  ].sort((a, b) => a - b);

export const dayArbitrary: fc.Arbitrary<DayInput> = fc
  .record({
    place: placeArbitrary,
    pattern: patternArbitrary,
    nextPattern: patternArbitrary,
    presses: fc.array(pressArbitrary, { maxLength: 8 }),
    active: fc.array(spellArbitrary, { maxLength: 6 }),
    awake: fc.array(spellArbitrary, { maxLength: 4 }),
    sensorLost: fc.array(spellArbitrary, { maxLength: 2 }),
    now: shareArbitrary(-20, 200),
    corrections: fc.array(correctionArbitrary, { maxLength: 2 }),
    tasks: fc.array(taskArbitrary, { maxLength: 4 }),
    autoRecording: fc.boolean(),
    recordedEndState: fc.constantFrom('none', 'submitted', 'approved', 'returned', 'withdrawn'),
    /** What was active when a person approved the day; undefined: nobody did. */
    approvedActive: fc.option(fc.array(spellArbitrary, { maxLength: 6 }), { nil: undefined, freq: 3 }),
    holds: fc.boolean(),
  } as const)
  .map(({ place, pattern, nextPattern, presses, active, awake, sensorLost, now, ...more }) => {
    const workDate = dateOf(place.workDate);
    const nextDate = new Date(Date.parse(place.workDate) + 86_400_000).toISOString().slice(0, 10);
    const periods = more.autoRecording ? [{ from: dateOf('2026-01-01'), isOn: true }] : [];
    const rules = {
      ...rulesOf([pattern, { ...nextPattern, from: nextDate }], place.zone),
      autoRecording: periods,
    };
    const day = workDateInterval(workDate, rules);
    const placed = (at: number): UnixMinute => day.start + Math.floor(at * (day.end - day.start));
    const pressed = (list: typeof presses, block: number): Operation[] =>
      list.map(({ at, ...press }, index) => ({ ...press, operationId: idOf(block, index), atMinute: placed(at) }));
    const activeMinutes = minutesOf(active, placed);
    const input: DayInput = {
      workDate,
      rules,
      declared: {
        tenantId: TENANT,
        personId: PERSON,
        workDate,
        version: 1,
        operations: pressed(presses, 0),
        corrections: more.corrections.map((each, index) => ({
          requestId: idOf(100, index),
          state: each.state,
          operations: pressed(each.presses, index + 1),
        })),
        tasks: more.tasks.map(({ at, minutes, ...task }, index) => ({
          ...task,
          taskId: idOf(200, index),
          startMinute: placed(at),
          endMinute: placed(at) + minutes,
        })),
        recordedEndState: more.recordedEndState,
        approval: null,
      },
      activeMinutes,
      awakeMinutes: [...new Set([...activeMinutes, ...minutesOf(awake, placed)])].sort((a, b) => a - b),
      sensorLost: sensorLost.map(({ at, minutes }) => interval(placed(at), placed(at) + minutes)),
      nowMinute: placed(now),
    };
    return more.approvedActive === undefined
      ? input
      : approved(input, minutesOf(more.approvedActive, placed), more.holds);
  });

/** A person approves a day only when it is over, from what was active by then. */
function approved(input: DayInput, activeMinutes: readonly UnixMinute[], holds: boolean): DayInput {
  const { declared } = input;
  const nowMinute = Math.max(input.nowMinute, workDateInterval(input.workDate, input.rules).end);
  const approval = { ...dayApprovalOf(computeDay({ ...input, activeMinutes, nowMinute }), PERSON, 0), holds };
  return { ...input, nowMinute, declared: declared && { ...declared, approval } };
}
