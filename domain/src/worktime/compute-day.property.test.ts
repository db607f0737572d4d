import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { computedDaySchema, DECLARATION_SOURCES, MINUTE_STATES } from '../contract/computed-day.ts';
import type { ComputedDay, LedgerRun } from '../contract/computed-day.ts';
import { packLedger } from '../contract/packed-ledger.ts';
import { contains, interval } from '../time/interval.ts';
import { clockInterval, clockOf } from '../time/wall-clock.ts';
import { assignmentOn, workDateInterval } from '../time/work-date.ts';
import { computeDay } from './compute-day.ts';
import type { DayInput } from './compute-day.ts';
import { approvalOfDifference } from './day-approval.ts';
import { dayArbitrary } from './day-arbitraries.ts';
import { PERSON } from './day-test-kit.ts';
import { declaredFiguresOf } from './declared-figures.ts';
import { workSpans } from './declared-spans.ts';
import { effectiveCorrection, effectiveOperations } from './effective-operations.ts';
import { minutesByHour } from './minutes-by-hour.ts';

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

check('the hours of a day sum to its worked minutes and its PC minutes', (day) => {
  const { worked, pcActive } = minutesByHour(day);
  const sum = (hours: readonly number[]) => hours.reduce((total, minutes) => total + minutes, 0);
  assert.deepEqual([sum(worked), sum(pcActive)], [day.workedMinutes, day.pcActiveMinutes]);
  assert.ok([...worked, ...pcActive].every((minutes) => minutes >= 0 && minutes <= 180));
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
    sumOf(day, (run) => run.isOvertime),
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

check('worked is the declared spans less their breaks, counted in elapsed minutes', (day) => {
  const declaredMinutes = day.spans.reduce((total, span) => total + span.end - span.start, 0);
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

check('overtime is worked less scheduled if positive, never beside holiday work', (day, input) => {
  if (day.isHolidayWork) assert.deepEqual([day.overtimeMinutes, day.holidayWorkMinutes], [0, day.workedMinutes]);
  else if (input.rules.autoRecording.length === 0)
    assert.equal(day.overtimeMinutes, Math.max(0, day.workedMinutes - day.scheduledMinutes));
});

check('with auto-recording on overtime is active minutes outside breaks beyond the scheduled ones', (day, input) => {
  if (input.rules.autoRecording.length === 0 || day.isHolidayWork || day.approval?.holds === true) return;
  const { declared, rules, workDate } = input;
  const frame = interval(day.startMinute, day.endMinute);
  const spans = workSpans(declared === undefined ? [] : effectiveOperations(declared), frame, day.asOfMinute);
  const windows = assignmentOn(rules, workDate).pattern.breaks.map((each) =>
    clockInterval(each.startClock, each.endClock, workDate, rules.zone),
  );
  const breaks = [...windows, ...spans.flatMap((span) => span.breaks)];
  const isCounted = (minute: number): boolean =>
    minute >= day.startMinute && minute < day.asOfMinute && !breaks.some((span) => contains(span, minute));
  const counted = new Set(input.activeMinutes.filter(isCounted)).size;
  const expected = Math.max(0, counted - day.scheduledMinutes);
  assert.equal(day.overtimeMinutes, expected);
});

test('while an approval holds the declared figures are the approved ones, whatever PC data comes', () => {
  fc.assert(
    fc.property(dayArbitrary, dayArbitrary, (input, other) => {
      const approval = input.declared?.approval;
      if (approval == null || !approval.holds) return;
      const day = computeDay(input);
      const late = computeDay({ ...input, activeMinutes: other.activeMinutes, awakeMinutes: other.awakeMinutes });
      assert.deepEqual(declaredFiguresOf(late), declaredFiguresOf(day));
      assert.deepEqual([late.spans, late.isConfirmed, late.isProvisional], [day.spans, true, false]);
      const again = computeDay({ ...input, declared: input.declared && { ...input.declared, approval: null } });
      const isSame = isDeepStrictEqual(declaredFiguresOf(again), declaredFiguresOf(day));
      assert.equal(day.difference === null, isSame);
      if (day.difference !== null) assert.deepEqual(day.difference.figures, declaredFiguresOf(again));
    }),
    RUNS,
  );
});

test('taking a difference fixes what the rules give, and leaves none', () => {
  fc.assert(
    fc.property(dayArbitrary, (input) => {
      const { declared } = input;
      const approval = approvalOfDifference(computeDay(input), PERSON, 1);
      if (approval === undefined || declared === undefined) return;
      const taken = computeDay({ ...input, declared: { ...declared, approval } });
      assert.equal(taken.difference, null);
      const plain = computeDay({ ...input, declared: { ...declared, approval: null } });
      assert.deepEqual(declaredFiguresOf(taken), declaredFiguresOf(plain));
    }),
    RUNS,
  );
});

check('a stored day is read as it was computed', (day) => {
  const stored = JSON.stringify({ ...day, ledger: packLedger(day.ledger) });
  assert.deepEqual(computedDaySchema.parse(JSON.parse(stored)), day);
});

check('a correction that holds makes presses, and auto-recording, without effect', (day, input) => {
  const { declared } = input;
  if (declared === undefined || effectiveCorrection(declared) === undefined) return;
  assert.deepEqual(computeDay({ ...input, declared: { ...declared, operations: [] } }), day);
  assert.equal(day.declarationSource, 'corrected');
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
      const tasks = shuffled([...(input.declared?.tasks ?? []), ...(input.declared?.tasks ?? [])]);
      const spliced = [...input.activeMinutes.slice(cut), ...input.activeMinutes.slice(0, cut), ...input.activeMinutes];
      const other: DayInput = {
        ...input,
        declared: input.declared && { ...input.declared, operations: [...operations, ...operations], tasks },
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
      // When the date has ended the log may declare what was unrequested until then.
      if (input.rules.autoRecording.length > 0 && later.asOfMinute === later.endMinute) return;
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
  assert.ok(days.filter((day) => day.difference !== null).length >= 15);
  for (const source of DECLARATION_SOURCES) {
    assert.ok(days.filter((day) => day.declarationSource === source).length >= 10, source);
  }
});
