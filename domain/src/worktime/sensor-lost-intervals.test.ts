import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { SENSOR_CHANGES, SENSOR_LOST_MAX_MINUTES, sensorLostIntervals } from './sensor-lost-intervals.ts';

const at = (deviceId: string, minute: number, change: string) => ({ deviceId, atMs: minute * 60_000, change });

describe('when a sensor was lost', () => {
  test('from the loss until it is back', () => {
    assert.deepEqual(sensorLostIntervals([at('a', 10, 'sensorLost'), at('a', 15, 'sensorBack')]), [
      { start: 10, end: 15 },
    ]);
  });
  test('until the agent starts again or stops', () => {
    assert.deepEqual(sensorLostIntervals([at('a', 10, 'sensorLost'), at('a', 12, 'agentStart')]), [
      { start: 10, end: 12 },
    ]);
    assert.deepEqual(sensorLostIntervals([at('a', 10, 'sensorLost'), at('a', 13, 'agentStop')]), [
      { start: 10, end: 13 },
    ]);
  });
  test('for a day at most when nothing ends it', () => {
    assert.deepEqual(sensorLostIntervals([at('a', 10, 'sensorLost')]), [
      { start: 10, end: 10 + SENSOR_LOST_MAX_MINUTES },
    ]);
  });
  test('another device that sees again does not end it', () => {
    const spans = sensorLostIntervals([
      at('a', 10, 'sensorLost'),
      at('b', 12, 'sensorBack'),
      at('a', 14, 'sensorBack'),
    ]);
    assert.deepEqual(spans, [{ start: 10, end: 14 }]);
  });
  test('parts of minutes count as lost', () => {
    const spans = sensorLostIntervals([
      { deviceId: 'a', atMs: 90_000, change: 'sensorLost' },
      { deviceId: 'a', atMs: 150_000, change: 'sensorBack' },
    ]);
    assert.deepEqual(spans, [{ start: 1, end: 3 }]);
  });
  test('order and repetition of the changes do not matter', () => {
    const change = fc.record({
      deviceId: fc.constantFrom('a', 'b'),
      atMs: fc.nat(3_000).map((minute) => minute * 60_000),
      change: fc.constantFrom(...SENSOR_CHANGES),
    });
    const shuffledTwice = fc
      .array(change, { maxLength: 12 })
      .chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
      );
    fc.assert(
      fc.property(shuffledTwice, ([list, repeated]) => {
        assert.deepEqual(sensorLostIntervals(repeated), sensorLostIntervals(list));
      }),
    );
  });
});
