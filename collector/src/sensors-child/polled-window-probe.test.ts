import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'node:test';
import type { ActiveWindow } from '../sensors/sensor-messages.ts';
import { createPolledWindowProbe } from './polled-window-probe.ts';
import type { PolledWindow } from './polled-window-probe.ts';
import { createWindowReporter } from './window-probe.ts';

function setUp(activeWindow: () => Promise<PolledWindow | undefined>) {
  const windows: (ActiveWindow | null)[] = [];
  const health: string[] = [];
  const clock = { now: 1_000 };
  const probe = createPolledWindowProbe({
    reports: {
      window: createWindowReporter((window) => windows.push(window)),
      health: (state, reason) => health.push(reason ? `${state} ${reason}` : state),
    },
    activeWindow,
    now: () => clock.now,
  });
  const second = async (): Promise<void> => {
    clock.now += 1_000;
    probe.check();
    await nextTurn();
  };
  return { probe, second, windows, health };
}

test('the program is named by its file, not by a description in the language of the system', async () => {
  const excel = {
    title: '勤務表',
    owner: { name: 'Microsoft Excel（表計算）', path: 'C:\\Program Files\\Office\\EXCEL.EXE' },
  };
  const { second, windows } = setUp(async () => excel);
  await second();
  await second();
  assert.deepEqual(windows, [{ process: 'EXCEL.EXE', title: '勤務表' }]);
});

test('a missing title is empty, a missing path leaves the name, an address is kept', async () => {
  const { second, windows } = setUp(async () => ({
    title: null,
    url: 'https://example.jp/',
    owner: { name: 'Safari' },
  }));
  await second();
  assert.deepEqual(windows, [{ process: 'Safari', title: '', url: 'https://example.jp/' }]);
});

test('a probe that rejects or answers nothing is no crash, and the window is none', async () => {
  const answers: (() => Promise<PolledWindow | undefined>)[] = [
    async () => ({ title: '一', owner: { name: 'a' } }),
    async () => {
      throw new TypeError('titles may be in here');
    },
    async () => undefined,
  ];
  const { second, windows, health } = setUp(() => (answers.shift() ?? (async () => undefined))());
  for (let count = 0; count < 3; count += 1) await second();
  assert.deepEqual(windows, [{ process: 'a', title: '一' }, null]);
  assert.deepEqual(health, ['ok', 'blind probe_failed', 'ok']);
});

test('a poll that hangs is given up, does not overlap with another, and ends polling when it happens again and again', async () => {
  let polls = 0;
  const { second, health } = setUp(() => {
    polls += 1;
    return new Promise(() => undefined);
  });
  await second();
  await second();
  assert.equal(polls, 1);
  for (let count = 0; count < 60; count += 1) await second();
  assert.equal(polls, 5);
  assert.ok(health.length >= 5 && health.every((state) => state === 'blind probe_failed'));
});

test('after stop nothing is reported', async () => {
  const { probe, second, windows } = setUp(async () => ({ title: '一', owner: { name: 'a' } }));
  const pending = second();
  probe.stop();
  await pending;
  await second();
  assert.deepEqual(windows, []);
});
