import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  clip,
  contains,
  intersect,
  interval,
  intervalsOfMinutes,
  lengthOf,
  subtract,
  totalLength,
  union,
} from './interval.ts';
import type { Interval } from './types.ts';

const spanArbitrary = fc
  .tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 20 }))
  .map(([start, length]) => interval(start, start + length));
const listArbitrary = fc.array(spanArbitrary, { maxLength: 12 });
const minutesOf = (spans: readonly Interval[]): Set<number> =>
  new Set(spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)));
const ascending = (minutes: Iterable<number>): number[] => [...minutes].sort((a, b) => a - b);

test('an interval never has a negative length and does not hold its end', () => {
  assert.equal(lengthOf(interval(5, 3)), 0);
  assert.equal(contains(interval(5, 7), 5), true);
  assert.equal(contains(interval(5, 7), 7), false);
});

test('touching spans become one, a minute between them keeps them apart', () => {
  assert.deepEqual(union([interval(1, 3)], [interval(3, 5)]), [interval(1, 5)]);
  assert.deepEqual(union([interval(1, 3), interval(4, 5)]), [interval(1, 3), interval(4, 5)]);
});

test('a union is in normal form and holds exactly the minutes of its lists', () => {
  fc.assert(
    fc.property(listArbitrary, listArbitrary, (a, b) => {
      const merged = union(a, b);
      assert.deepEqual(ascending(minutesOf(merged)), ascending(new Set([...minutesOf(a), ...minutesOf(b)])));
      assert.equal(totalLength(merged), minutesOf(merged).size);
      for (const [index, span] of merged.entries()) {
        assert.ok(span.start < span.end);
        assert.ok(index === 0 || (merged[index - 1]?.end ?? Infinity) < span.start);
      }
    }),
  );
});

test('intersection and difference hold exactly the shared and the remaining minutes', () => {
  fc.assert(
    fc.property(listArbitrary, listArbitrary, (left, right) => {
      const [a, b] = [union(left), union(right)];
      const [inA, inB] = [minutesOf(a), minutesOf(b)];
      assert.deepEqual(ascending(minutesOf(intersect(a, b))), ascending(inA.intersection(inB)));
      assert.deepEqual(ascending(minutesOf(subtract(a, b))), ascending(inA.difference(inB)));
      assert.equal(totalLength(intersect(a, b)) + totalLength(subtract(a, b)), totalLength(a));
    }),
  );
});

test('minutes in any order and repetition make the same normal list', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 })), (minutes) => {
      const spans = intervalsOfMinutes(minutes);
      assert.deepEqual(spans, union(minutes.map((minute) => interval(minute, minute + 1))));
      assert.deepEqual(spans, intervalsOfMinutes(ascending(minutes)));
    }),
  );
});

test('clipping keeps the part inside the frame', () => {
  assert.deepEqual(clip([interval(0, 4), interval(6, 9), interval(12, 15)], interval(2, 8)), [
    interval(2, 4),
    interval(6, 8),
  ]);
});
