import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DASHBOARD_FIGURES } from '../contract/dashboard-figures.ts';
import { DEFAULT_LEGAL_SETTINGS } from '../contract/legal.ts';
import { addDays } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';
import { bucketsOf, countBetween, deviationEdges, distributionEdges } from './buckets.ts';
import { monthsOverState, worstMonthState } from './judge-overtime.ts';
import { spansOfPeriod, spansUpTo, weekdaysOf } from './period.ts';
import { meanOf, medianOf, percentileOf } from './statistics.ts';

const date = (text: string) => text as WorkDate;

describe('a period', () => {
  test('is cut at the ends of months', () => {
    assert.deepEqual(spansOfPeriod(date('2026-01-20'), date('2026-03-05')), [
      { month: '2026-01', from: '2026-01-20', to: '2026-01-31' },
      { month: '2026-02', from: '2026-02-01', to: '2026-02-28' },
      { month: '2026-03', from: '2026-03-01', to: '2026-03-05' },
    ]);
  });
  test('touches 13 months at most and does not end before it begins', () => {
    assert.equal(spansOfPeriod(date('2025-03-31'), date('2026-03-01'))?.length, 13);
    assert.equal(spansOfPeriod(date('2025-02-28'), date('2026-03-01')), undefined);
    assert.equal(spansOfPeriod(date('2026-03-02'), date('2026-03-01')), undefined);
  });
  test('its months hold every date once', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(360), (start, length) => {
        const from = addDays(date('2024-01-01'), start);
        const to = addDays(from, length);
        const spans = spansOfPeriod(from, to) ?? [];
        assert.equal(spans[0]?.from, from);
        assert.equal(spans.at(-1)?.to, to);
        for (const [index, span] of spans.slice(1).entries())
          assert.equal(span.from, addDays(spans[index]?.to ?? from, 1));
        assert.equal(
          weekdaysOf(from, to).reduce((sum, count) => sum + count, 0),
          length + 1,
        );
      }),
    );
  });
  test('a trend ends with its month', () => {
    const spans = spansUpTo('2026-02');
    assert.deepEqual([spans.length, spans[0]?.from, spans[12]?.to], [13, '2025-02-01', '2026-02-28']);
  });
  test('weekdays begin with Sunday', () => {
    assert.deepEqual(weekdaysOf(date('2026-03-01'), date('2026-03-09')), [2, 2, 1, 1, 1, 1, 1]);
  });
});

describe('buckets', () => {
  test('every amount is in exactly one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DASHBOARD_FIGURES), fc.array(fc.nat(400_000)), (figure, amounts) => {
        const edges = distributionEdges(figure, Math.max(0, ...amounts));
        const buckets = bucketsOf(edges, countBetween(edges, amounts));
        assert.ok(buckets.length <= 160);
        for (const { fromMinutes, toMinutes, count } of buckets)
          assert.equal(amounts.filter((each) => each >= fromMinutes && each < (toMinutes ?? Infinity)).length, count);
        assert.equal(
          buckets.reduce((sum, bucket) => sum + bucket.count, 0),
          amounts.length,
        );
      }),
    );
  });
  test('nobody with none is in the first hours, and 45:00 lies in the bucket that begins there', () => {
    const edges = distributionEdges('statutoryOvertimeMinutes', 2_800);
    assert.deepEqual(bucketsOf(edges, countBetween(edges, [0, 0, 1, 2_699, 2_700])).slice(0, 2), [
      { fromMinutes: 0, toMinutes: 1, count: 2 },
      { fromMinutes: 1, toMinutes: 600, count: 1 },
    ]);
    assert.deepEqual(bucketsOf(edges, countBetween(edges, [2_699, 2_700])).at(-1), {
      fromMinutes: 2_700,
      toMinutes: 3_600,
      count: 1,
    });
  });
  test('what deviates begins a bucket just above the threshold', () => {
    assert.deepEqual(deviationEdges(30), [0, 1, 11, 31, 61, 121, 241]);
    assert.deepEqual(deviationEdges(60), [0, 1, 11, 61, 121, 241]);
    assert.deepEqual(deviationEdges(0), [0, 1, 11, 61, 121, 241]);
  });
});

test('mean and median round half up, a percentile is one of the values', () => {
  assert.deepEqual([meanOf(5, 2), meanOf(0, 0), meanOf(4, 3)], [3, null, 1]);
  assert.deepEqual([medianOf([]), medianOf([7]), medianOf([1, 2]), medianOf([1, 5, 9])], [null, 7, 2, 5]);
  assert.deepEqual(
    [percentileOf([], 90), percentileOf([1, 2, 3], 90), percentileOf([...Array(10).keys()], 90)],
    [null, 3, 8],
  );
});

test('45:00 of a month is near, a minute more over; the sixth month over is the last allowed', () => {
  const stateOf = (minutes: (number | null)[]) => worstMonthState(minutes, DEFAULT_LEGAL_SETTINGS);
  assert.deepEqual(
    [stateOf([]), stateOf([null, 2_159]), stateOf([0, 2_700]), stateOf([2_701, 0])],
    ['ok', 'ok', 'near', 'over'],
  );
  assert.deepEqual(
    [4, 5, 6, 7].map((months) => monthsOverState(months, DEFAULT_LEGAL_SETTINGS)),
    ['ok', 'near', 'near', 'over'],
  );
});
