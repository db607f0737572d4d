import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { computedDaySchema, MINUTE_STATES } from '../contract/computed-day.ts';
import type { ComputedDay, LedgerRun } from '../contract/computed-day.ts';
import { contains, interval } from '../time/interval.ts';
import { clockOf } from '../time/wall-clock.ts';
import { workDateInterval } from '../time/work-date.ts';
import { computeDay } from './compute-day.ts';
import type { DayInput } from './compute-day.ts';
import { dayArbitrary } from './day-arbitraries.ts';
import { declaredSpans, workSpans } from './declared-spans.ts';

const RUNS = { numRuns: 400 };
const check = (name: string, holds: (day: ComputedDay, input: DayInput) => void): void => {
  test(name, () => {
    fc.assert(
      fc.property(dayArbitrary, (input) => holds(computeDay(input), input)),
      RUNS,
    );
  });
};
const sumOf = (day: ComputedDay, isCounted: (run: LedgerRun) => boolean): number =>
  day.ledger.filter(isCounted).reduce((total, run) => total + run.endMinute - run.startMinute, 0);
const WORKED: readonly string[] = ['scheduledWork', 'overtime', 'holidayWork'];

check('the ledger holds every minute of the work date once and in order', (day) => {
  let expectedStart = day.startMinute;
  for (const run of day.ledger) {
    assert.equal(run.startMinute, expectedStart);
    assert.ok(run.endMinute > run.startMinute);
    assert.equal(run.endClock - run.startClock, run.endMinute - run.startMinute);
    expectedStart = run.endMinute;
  }
  assert.equal(expectedStart, day.endMinute);
});

check('a computed day satisfies its contract', (day) => {
  assert.deepEqual(computedDaySchema.parse(day), day);
});

check('every total is the sum of its minutes in the ledger', (day) => {
  assert.equal(
    day.workedMinutes,
    sumOf(day, (run) => WORKED.includes(run.state)),
  );
  assert.equal(
    day.breakMinutes,
    sumOf(day, (run) => run.state === 'break'),
  );
  assert.equal(
    day.overtimeMinutes,
    sumOf(day, (run) => run.state === 'overtime'),
  );
  assert.equal(
    day.holidayWorkMinutes,
    sumOf(day, (run) => run.state === 'holidayWork'),
  );
  assert.equal(
    day.unrequestedMinutes,
    sumOf(day, (run) => run.state === 'unrequested'),
  );
  assert.equal(
    day.lateNightMinutes,
    sumOf(day, (run) => run.isLateNight),
  );
  assert.equal(
    day.pcActiveMinutes,
    sumOf(day, (run) => run.pc === 'active'),
  );
  assert.equal(
    day.pcInBreakMinutes,
    sumOf(day, (run) => run.pc === 'active' && run.state === 'break'),
  );
  const everyState = MINUTE_STATES.reduce((total, state) => total + sumOf(day, (run) => run.state === state), 0);
  assert.equal(everyState, day.endMinute - day.startMinute);
});

check('worked is the declared spans less their breaks, counted in elapsed minutes', (day, input) => {
  const frame = interval(day.startMinute, day.endMinute);
  const spans = declaredSpans(workSpans(input.declared?.operations ?? [], frame, day.asOfMinute));
  const declaredMinutes = spans.reduce((total, span) => total + span.end - span.start, 0);
  assert.equal(day.workedMinutes + day.breakMinutes, declaredMinutes);
  const laneMinutes = day.declared.reduce((total, run) => total + run.endMinute - run.startMinute, 0);
  assert.equal(laneMinutes, declaredMinutes);
});

check('every active minute is worked, in a break or unrequested, and there is no fourth place', (day, input) => {
  const worked = sumOf(day, (run) => run.pc === 'active' && WORKED.includes(run.state));
  assert.equal(worked + day.pcInBreakMinutes + day.unrequestedMinutes, day.pcActiveMinutes);
  const elapsed = interval(day.startMinute, day.asOfMinute);
  assert.equal(day.pcActiveMinutes, input.activeMinutes.filter((minute) => contains(elapsed, minute)).length);
});

check('overtime is worked less scheduled if positive, never beside holiday work', (day) => {
  if (day.isHolidayWork) assert.deepEqual([day.overtimeMinutes, day.holidayWorkMinutes], [0, day.workedMinutes]);
  else assert.equal(day.overtimeMinutes, Math.max(0, day.workedMinutes - day.scheduledMinutes));
});

check('late-night minutes are the worked minutes whose wall clock reads 22:00 to 05:00', (day, input) => {
  let expected = 0;
  for (const run of day.ledger) {
    if (!WORKED.includes(run.state)) continue;
    for (let minute = run.startMinute; minute < run.endMinute; minute += 1) {
      const hour = Math.floor(clockOf(minute, input.workDate, input.rules.zone) / 60) % 24;
      if (hour >= 22 || hour < 5) expected += 1;
    }
  }
  assert.equal(day.lateNightMinutes, expected);
});

check('nothing but the future lies after asOf, and nothing of it before', (day) => {
  for (const run of day.ledger) {
    assert.equal(run.state === 'future', run.startMinute >= day.asOfMinute);
    if (run.state === 'future') assert.deepEqual([run.pc, run.isLateNight], ['silent', false]);
  }
});

test('order, repetition and splitting of the facts change nothing', () => {
  const seed = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(dayArbitrary, seed, fc.nat(1440), (input, random, cut) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((value) => ({ value, key: random.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value);
      // Presses of one minute keep their order, because that order is itself a fact.
      const byMinute = Map.groupBy(input.declared?.operations ?? [], (operation) => operation.atMinute);
      const operations = shuffled([...byMinute.values()]).flat();
      const spliced = [...input.activeMinutes.slice(cut), ...input.activeMinutes.slice(0, cut), ...input.activeMinutes];
      const other: DayInput = {
        ...input,
        declared: input.declared && { ...input.declared, operations: [...operations, ...operations] },
        activeMinutes: spliced,
        awakeMinutes: shuffled([...input.awakeMinutes, ...input.awakeMinutes.slice(0, cut)]),
        sensorLost: shuffled(
          input.sensorLost.flatMap(({ start, end }) => {
            const middle = Math.min(end, start + cut);
            return [interval(start, middle), interval(middle, end), interval(start, end)];
          }),
        ),
      };
      assert.deepEqual(computeDay(other), computeDay(input));
    }),
    RUNS,
  );
});

test('a day that is over does not depend on now', () => {
  fc.assert(
    fc.property(dayArbitrary, fc.nat(100_000), (input, later) => {
      const { end } = workDateInterval(input.workDate, input.rules);
      const atEnd = computeDay({ ...input, nowMinute: end });
      assert.deepEqual(computeDay({ ...input, nowMinute: end + later }), atEnd);
      assert.equal(atEnd.asOfMinute, end);
      assert.ok(atEnd.ledger.every((run) => run.state !== 'future'));
      assert.ok(atEnd.dayState !== 'working' && atEnd.dayState !== 'onBreak');
    }),
    RUNS,
  );
});

test('facts of other work dates change nothing', () => {
  fc.assert(
    fc.property(dayArbitrary, (input) => {
      const day = workDateInterval(input.workDate, input.rules);
      const inside = input.activeMinutes.filter((minute) => contains(day, minute));
      assert.deepEqual(computeDay({ ...input, activeMinutes: inside }), computeDay(input));
    }),
    RUNS,
  );
});

test('time that passes only turns future minutes into others', () => {
  fc.assert(
    fc.property(dayArbitrary, fc.nat(300), (input, step) => {
      const now = computeDay(input);
      const later = computeDay({ ...input, nowMinute: input.nowMinute + step });
      const figures = [
        'workedMinutes',
        'breakMinutes',
        'unrequestedMinutes',
        'pcActiveMinutes',
        'lateNightMinutes',
      ] as const;
      for (const figure of figures) assert.ok(later[figure] >= now[figure], figure);
    }),
    RUNS,
  );
});

test('the generated days are not empty: every figure is at work in enough of them', () => {
  const days = fc.sample(dayArbitrary, { seed: 1, numRuns: 500 }).map(computeDay);
  const figures = [
    'workedMinutes',
    'breakMinutes',
    'overtimeMinutes',
    'holidayWorkMinutes',
    'lateNightMinutes',
    'unrequestedMinutes',
    'pcInBreakMinutes',
  ] as const;
  for (const figure of figures) assert.ok(days.filter((day) => day[figure] > 0).length >= 15, figure);
  assert.ok(days.filter((day) => !day.isConfirmed).length >= 15);
});
