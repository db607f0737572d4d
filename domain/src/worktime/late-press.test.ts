import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockSkewSeconds, minuteOfLatePress } from './late-press.ts';

const at = (text: string): number => Date.parse(`2026-03-10T${text}+09:00`);
const minuteOf = (text: string): number => at(text) / 60_000;

test('a press of a phone whose clock is wrong is taken at its true minute', () => {
  for (const skewMs of [0, 5 * 60_000, -3 * 3_600_000, 40 * 86_400_000]) {
    const press = { pressedAt: at('09:00:20') + skewMs, sentAt: at('09:42:20') + skewMs };
    assert.equal(minuteOfLatePress(press, at('09:42:20')), minuteOf('09:00:00'), `${skewMs}`);
    assert.equal(clockSkewSeconds(press, at('09:42:20')), skewMs / 1000);
  }
});

test('a clock put back between press and sending makes it a press of now, never one of the future', () => {
  assert.equal(
    minuteOfLatePress({ pressedAt: at('09:00:00'), sentAt: at('08:00:00') }, at('09:42:59')),
    minuteOf('09:42:00'),
  );
});
