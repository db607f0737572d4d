import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs, retryAfterMs } from './backoff.ts';

test('the bound of the wait doubles up to five minutes, and the wait is anywhere below it', () => {
  assert.deepEqual(
    [1, 2, 3, 9, 10, 500].map((n) => backoffMs(n, () => 0.999999)),
    [999, 1999, 3999, 255_999, 299_999, 299_999],
  );
  assert.equal(
    backoffMs(10, () => 0),
    0,
  );
});

test('Retry-After is read as seconds or as a date, is never shortened, and is spread by a quarter', () => {
  const at = Date.UTC(2026, 0, 1);
  assert.equal(
    retryAfterMs('30', at, () => 0),
    30_000,
  );
  assert.equal(
    retryAfterMs('30', at, () => 0.8),
    36_000,
  );
  assert.equal(
    retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', at, () => 0),
    60_000,
  );
  assert.equal(
    retryAfterMs('999999999', at, () => 0),
    3_600_000,
  );
  assert.equal(
    retryAfterMs('soon', at, () => 0),
    undefined,
  );
  assert.equal(
    retryAfterMs(null, at, () => 0),
    undefined,
  );
});
