import fc from 'fast-check';
import type { Operation } from '../contract/work-rules.ts';
import { interval } from '../time/interval.ts';
import type { UnixMinute } from '../time/types.ts';
import { workDateInterval } from '../time/work-date.ts';
import type { DayInput } from './compute-day.ts';
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
  scheduledMinutes: fc.constantFrom(null, 0, 180),
  requestState: fc.constantFrom('none', 'none', 'submitted', 'approved', 'returned', 'withdrawn'),
} as const);
const spellArbitrary = fc.record({
  at: shareArbitrary(-10, 105),
  minutes: fc.integer({ min: 0, max: 240 }),
});

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
  })
  .map(({ place, pattern, nextPattern, presses, active, awake, sensorLost, now }) => {
    const workDate = dateOf(place.workDate);
    const nextDate = new Date(Date.parse(place.workDate) + 86_400_000).toISOString().slice(0, 10);
    const rules = rulesOf([pattern, { ...nextPattern, from: nextDate }], place.zone);
    const day = workDateInterval(workDate, rules);
    const placed = (at: number): UnixMinute => day.start + Math.floor(at * (day.end - day.start));
    const operations: Operation[] = presses.map(({ at, ...press }, index) => ({
      ...press,
      halfDay: null,
      origin: 'pressed',
      operationId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      atMinute: placed(at),
    }));
    const activeMinutes = minutesOf(active, placed);
    return {
      workDate,
      rules,
      declared: {
        tenantId: TENANT,
        personId: PERSON,
        workDate,
        version: 1,
        operations,
        corrections: [],
        tasks: [],
        recordedEndState: 'none',
        approval: null,
      },
      activeMinutes,
      awakeMinutes: [...new Set([...activeMinutes, ...minutesOf(awake, placed)])].sort((a, b) => a - b),
      sensorLost: sensorLost.map(({ at, minutes }) => interval(placed(at), placed(at) + minutes)),
      nowMinute: placed(now),
    };
  });
