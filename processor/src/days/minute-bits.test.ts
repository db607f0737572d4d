import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clip, union } from '#domain/time/interval.ts';
import { bitsOfRuns, runsOfBits, setRuns } from './minute-bits.ts';

const SPAN = { start: 29_000_300, end: 29_000_300 + 1440 };
const runs = fc.array(
  fc
    .tuple(fc.integer({ min: SPAN.start - 100, max: SPAN.end + 100 }), fc.integer({ min: 1, max: 90 }))
    .map(([start, length]) => ({ start, end: start + length })),
  { maxLength: 30 },
);

test('bits hold what the union of the runs holds within the span, in whatever order they come', () => {
  fc.assert(
    fc.property(runs, runs, (first, later) => {
      const bits = bitsOfRuns(first, SPAN);
      setRuns(
        bits,
        later.map(({ start, end }) => [start, end] as const),
        SPAN,
      );
      assert.deepEqual(runsOfBits(bits, SPAN), clip(union(first, later), SPAN));
    }),
  );
});
