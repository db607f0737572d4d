import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIRE_LIMITS } from '#domain/contract/wire.ts';
import type { ActiveWindow } from '../sensors/sensor-messages.ts';
import { createWindowReporter } from './window-probe.ts';

function setUp() {
  const sent: { window: ActiveWindow | null; activeAt: number }[] = [];
  return { sent, report: createWindowReporter((window, activeAt) => sent.push({ window, activeAt })) };
}

test('equal neighbours are told once, and the same window again after another one', () => {
  const { sent, report } = setUp();
  for (const title of ['一', '一', '二', '一']) report({ process: 'a', title }, 5);
  report(null, 6);
  report(null, 7);
  assert.deepEqual(
    sent.map(({ window }) => window?.title),
    ['一', '二', '一', undefined],
  );
});

test('instants rise strictly, also for two changes in one millisecond', () => {
  const { sent, report } = setUp();
  for (const title of ['一', '二', '三']) report({ process: 'a', title }, 1_000);
  assert.deepEqual(
    sent.map(({ activeAt }) => activeAt),
    [1_000, 1_001, 1_002],
  );
});

test('after the clock was set back, instants follow the clock', () => {
  const { sent, report } = setUp();
  report({ process: 'a', title: '一' }, 7_200_000);
  report({ process: 'a', title: '二' }, 3_600_000);
  assert.equal(sent.at(-1)?.activeAt, 3_600_000);
});

test('texts are cut to the limits of the wire without half a character', () => {
  const { sent, report } = setUp();
  report({ process: '𠮟'.repeat(300), title: `x${'𠮟'.repeat(600)}`, url: `https://e.jp/${'a'.repeat(5_000)}` }, 1);
  const window = sent[0]?.window;
  assert.equal(window?.process, '𠮟'.repeat(127));
  assert.equal(window?.title, `x${'𠮟'.repeat(511)}`);
  assert.equal(window?.url?.length, WIRE_LIMITS.urlChars);
});

test('a title that is no well-formed text becomes one', () => {
  const { sent, report } = setUp();
  report({ process: 'a', title: 'x\ud842y' }, 1);
  assert.equal(sent[0]?.window?.title, 'x\ufffdy');
});
