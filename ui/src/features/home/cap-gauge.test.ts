import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capGauge } from './cap-gauge.ts';

test('a line reaches to its limit while nothing is beyond', () => {
  assert.deepEqual(capGauge({ used: 1350, limit: 2700, forecast: 2025 }, 100), { used: 50, forecast: 75, limit: 100 });
});

test('what is beyond the limit is seen beyond its mark', () => {
  assert.deepEqual(capGauge({ used: 3000, limit: 1500, forecast: null }, 100), {
    used: 100,
    forecast: undefined,
    limit: 50,
  });
  assert.equal(capGauge({ used: 0, limit: 1500, forecast: 3000 }, 100).limit, 50);
});

test('a limit of nothing, and a month that has not begun, are still a line', () => {
  assert.deepEqual(capGauge({ used: 0, limit: 0, forecast: 0 }, 100), { used: 0, forecast: undefined, limit: 0 });
});
