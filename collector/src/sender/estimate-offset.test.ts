import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { estimateSkewMs, offsetFor } from './estimate-offset.ts';

test('a skew of up to a minute is left alone, beyond it the offset is the skew in whole minutes', () => {
  const cases = [0, 59_999, 60_000, -60_000, 60_001, -61_000, 89_000, 91_000, -7_200_000, 259_200_000];
  assert.deepEqual(
    cases.map((skew) => offsetFor(skew)),
    [0, 0, 0, 0, 1, -1, 1, 2, -120, 4320],
  );
});

test('a skew that swings around a half minute keeps the offset it has', () => {
  assert.equal(offsetFor(91_000, 1), 1);
  assert.equal(offsetFor(89_000, 2), 2);
  assert.equal(offsetFor(106_000, 1), 2);
  assert.equal(offsetFor(10_000, 1), 0);
});

test('the estimate is off by no more than half of the way, and not made when the clock was set meanwhile', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(4_000), fc.nat(4_000), (skew, thereMs, backMs) => {
      const sentAt = 1_800_000_000_000;
      const elapsedMs = thereMs + backMs;
      const estimate = estimateSkewMs({
        sentAt,
        answeredAt: sentAt + elapsedMs,
        elapsedMs,
        serverTime: sentAt + thereMs + skew,
      });
      assert.ok(estimate !== undefined && Math.abs(estimate - skew) <= elapsedMs / 2 + 1);
    }),
  );
  assert.equal(estimateSkewMs({ sentAt: 0, answeredAt: 3_600_100, elapsedMs: 100, serverTime: 50 }), undefined);
});
