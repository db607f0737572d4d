import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CorrectedDay } from '../contract/requests.ts';
import type { WorkDate } from '../time/types.ts';
import { minuteOfClock } from '../time/wall-clock.ts';
import { interval } from '../time/interval.ts';
import { workSpans } from '../worktime/declared-spans.ts';
import { checkCorrection } from './check-correction.ts';
import { dayBeforeOf, operationsOfCorrection } from './corrected-day.ts';

const PLACE = { workDate: '2026-03-10' as WorkDate, zone: 'Asia/Tokyo' };
const minuteOf = (clock: number) => minuteOfClock(clock, PLACE.workDate, PLACE.zone);
const DAY_INTERVAL = interval(minuteOf(300), minuteOf(1740));
const BOUNDS = { firstClock: 300, lastClock: 1740, nowClock: null, pattern: { morningMinutes: 180 } };
const day = (spans: CorrectedDay['spans'], more: Partial<CorrectedDay> = {}): CorrectedDay => ({
  ...{ spans, isHolidayWork: false, halfDay: null, scheduledMinutes: null },
  ...more,
});
const span = (startClock: number, endClock: number, breaks: CorrectedDay['spans'][number]['breaks'] = []) => ({
  ...{ startClock, endClock, breaks, workStyle: 'regular' as const },
});
const newIds = () => {
  let next = 0;
  return () => String((next += 1));
};

test('a corrected day is the presses that would have made it', () => {
  const asked = day([span(540, 1080, [{ startClock: 900, endClock: 920 }]), span(1200, 1320)], {
    ...{ isHolidayWork: true, halfDay: 'morning', scheduledMinutes: 0 },
  });
  const operations = operationsOfCorrection(asked, PLACE, newIds());
  assert.deepEqual(
    operations.map(({ kind, atMinute }) => [kind, atMinute - minuteOf(0)]),
    [
      ...[
        ['start', 540],
        ['break', 900],
        ['resume', 920],
        ['end', 1080],
      ],
      ...[
        ['start', 1200],
        ['end', 1320],
      ],
    ],
  );
  assert.deepEqual(
    operations
      .filter(({ kind }) => kind === 'start')
      .map((each) => [each.isHolidayWork, each.halfDay, each.scheduledMinutes]),
    [
      [true, 'morning', 0],
      [false, null, null],
    ],
  );
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
});

test('what nobody ended has no end in the day before', () => {
  const operations = operationsOfCorrection(day([span(540, 1080)]), PLACE, newIds()).slice(0, 1);
  const forgotten = workSpans(operations, DAY_INTERVAL, DAY_INTERVAL.end);
  assert.deepEqual(dayBeforeOf(forgotten, PLACE).spans, [{ ...span(540, 0), endClock: null }]);
});

test('what was returned does not count before either', () => {
  const operations = operationsOfCorrection(day([span(540, 1080)]), PLACE, newIds());
  const returned = operations.map((each) => ({ ...each, requestState: 'returned' as const }));
  assert.deepEqual(dayBeforeOf(workSpans(returned, DAY_INTERVAL, DAY_INTERVAL.end), PLACE).spans, []);
});

/** Ascending readings of the work date, cut into spans with an optional break inside. */
const anyDay = fc
  .uniqueArray(fc.integer({ min: 300, max: 1740 }), { maxLength: 12 })
  .map((clocks) => clocks.sort((a, b) => a - b))
  .map((clocks) =>
    day(
      Array.from({ length: Math.floor(clocks.length / 4) }, (_, index) => {
        const [start = 0, from = 0, to = 0, end = 0] = clocks.slice(index * 4, index * 4 + 4);
        return span(start, end, [{ startClock: from, endClock: to }]);
      }),
    ),
  );
test('any sound day comes back from its presses as it went in', () => {
  fc.assert(
    fc.property(anyDay, (asked) => {
      assert.deepEqual(checkCorrection(asked, BOUNDS), []);
      const spans = workSpans(operationsOfCorrection(asked, PLACE, newIds()), DAY_INTERVAL, DAY_INTERVAL.end);
      assert.deepEqual(dayBeforeOf(spans, PLACE), asked);
    }),
  );
});

for (const [what, asked, bounds, path] of [
  ['before the work date', day([span(299, 600)]), BOUNDS, 'spans.0.startClock'],
  ['after the work date', day([span(540, 1741)]), BOUNDS, 'spans.0.endClock'],
  ['in the future', day([span(540, 1080)]), { ...BOUNDS, nowClock: 1079 }, 'spans.0.endClock'],
  ['over another span', day([span(540, 720), span(719, 800)]), BOUNDS, 'spans.1.startClock'],
  [
    'with a break outside',
    day([span(540, 720, [{ startClock: 530, endClock: 560 }])]),
    BOUNDS,
    'spans.0.breaks.0.startClock',
  ],
  [
    'with a break too long',
    day([span(540, 720, [{ startClock: 700, endClock: 730 }])]),
    BOUNDS,
    'spans.0.breaks.0.endClock',
  ],
  [
    'half a day without morning minutes',
    day([], { halfDay: 'morning' }),
    { ...BOUNDS, pattern: { morningMinutes: null } },
    'halfDay',
  ],
] as const) {
  test(`a corrected day ${what} is refused at its place`, () => {
    assert.deepEqual(
      checkCorrection(asked, bounds).map((problem) => problem.path),
      [path],
    );
  });
}

test('a span of no minutes and spans that touch are sound', () => {
  assert.deepEqual(checkCorrection(day([span(540, 540), span(540, 600), span(600, 660)]), BOUNDS), []);
});
