import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { INPUT_COUNT_NAMES } from '#domain/contract/wire.ts';
import type { InputCounts } from '#domain/contract/wire.ts';
import { waitFor } from '../testkit/wait-for.ts';
import { startXvfb } from '../testkit/x-server.ts';
import type { XServer } from '../testkit/x-server.ts';
import type { SensorMessage } from './sensor-messages.ts';
import { createSupervisedSensor } from './supervised-sensor.ts';
import type { SupervisedSensor } from './supervised-sensor.ts';

/** Keycodes of the X server (evdev): what a Japanese keyboard has and a US layout has no name for. */
const X_KEY = {
  hankakuZenkaku: '49',
  ro: '97',
  henkan: '100',
  hiragana: '101',
  muhenkan: '102',
  yen: '132',
  keypad1: '87',
} as const;

let server: XServer;
let sensor: SupervisedSensor;
let messages: SensorMessage[] = [];

before(async () => {
  server = await startXvfb();
});
after(async () => {
  await server?.stop();
});
beforeEach(async () => {
  messages = [];
  sensor = createSupervisedSensor({ env: server.env, restartFirstMs: 50 });
  await sensor.start((message) => messages.push(message));
  await waitFor('the hook', () => messages.some((m) => m.kind === 'health' && m.part === 'input' && m.state === 'ok'));
  // The layout is read by another process: known once the window part reports.
  await waitFor('the window probe', () => messages.some((m) => m.kind === 'health' && m.part === 'window'));
});
afterEach(async () => {
  await sensor.stop();
});

function counted(): Partial<InputCounts> {
  const sums: Partial<InputCounts> = {};
  for (const message of messages) {
    if (message.kind !== 'counts') continue;
    for (const name of INPUT_COUNT_NAMES)
      if (message.counts[name] > 0) sums[name] = (sums[name] ?? 0) + message.counts[name];
  }
  return sums;
}

/** The counts once a last input, which the caller does not use otherwise, shows that everything before it has arrived. */
async function countsAfterAll(last: 'rightClicks' | 'digits' = 'rightClicks'): Promise<Partial<InputCounts>> {
  await server.xdotool(...(last === 'digits' ? ['key', '9'] : ['click', '3']));
  await waitFor('the last input', () => counted()[last]);
  const { [last]: lastCount, ...counts } = counted();
  assert.equal(lastCount, 1);
  return counts;
}

test('letters, digits, symbols and other keys are counted by class, a shifted letter as its key and its modifier', async () => {
  await server.xdotool('key', 'a', 'z', 'm', '1', '0', 'minus', 'comma', 'Return', 'space', 'F5', 'Escape');
  await server.xdotool('key', 'shift+b');
  assert.deepEqual(await countsAfterAll(), { letters: 4, digits: 2, symbols: 2, others: 5 });
});

test('keypad keys are numpad whether NumLock is on or off', async () => {
  await server.xdotool('key', X_KEY.keypad1, 'KP_Add', 'KP_Enter');
  await server.xdotool('key', 'Num_Lock');
  await server.xdotool('key', X_KEY.keypad1, X_KEY.keypad1);
  await server.xdotool('key', 'Num_Lock');
  assert.deepEqual(await countsAfterAll(), { numpad: 5, others: 2 });
});

test('a keypad key whose NumLock changes while it is down is counted again the next time', async () => {
  // xdotool itself presses Num_Lock around KP_1, so that press and release arrive under different codes.
  for (let round = 0; round < 3; round += 1) await server.xdotool('key', 'KP_1');
  assert.deepEqual(await countsAfterAll(), { numpad: 3, others: 3 });
});

test('a key that is held counts once however often the system repeats it', async () => {
  const xev = await server.openWindow({ title: '長押し' });
  await server.xdotool('keydown', 'a');
  // The server repeats from 660 ms on, 25 times a second.
  const heldSince = performance.now();
  await waitFor('a second of repeats', () => performance.now() - heldSince > 1_200);
  await server.xdotool('keyup', 'a');
  await server.closeWindow(xev);
  assert.deepEqual(await countsAfterAll(), { letters: 1 });
});

test('変換, 無変換, ひらがな and ろ are other keys, ￥ is a symbol', async () => {
  await server.run('setxkbmap', 'jp');
  await server.xdotool('key', X_KEY.henkan, X_KEY.muhenkan, X_KEY.hiragana, X_KEY.ro, X_KEY.yen);
  await server.xdotool('key', 'Henkan_Mode', 'Muhenkan');
  await server.run('setxkbmap', 'us');
  assert.deepEqual(await countsAfterAll(), { others: 6, symbols: 1 });
});

test('半角/全角 is an other key on a Japanese layout and a symbol where ` is printed on it', async () => {
  await server.xdotool('key', X_KEY.hankakuZenkaku);
  await server.run('setxkbmap', 'jp');
  // The probe hears of the layout through a property of the root window; a key before that would still be read as the old layout.
  await waitFor('the first key', () => counted().symbols === 1);
  await sensor.stop();
  sensor = createSupervisedSensor({ env: server.env });
  await sensor.start((message) => messages.push(message));
  await waitFor(
    'the new layout',
    () => messages.filter((m) => m.kind === 'health' && m.state === 'ok' && m.part === 'input').length === 2,
  );
  await waitFor('the new probe', () => messages.filter((m) => m.kind === 'health' && m.part === 'window').length === 2);
  await server.xdotool('key', X_KEY.hankakuZenkaku);
  const counts = await countsAfterAll();
  await server.run('setxkbmap', 'us');
  assert.deepEqual(counts, { symbols: 1, others: 1 });
});

test('two unknown keys pressed into each other count twice', async () => {
  await server.xdotool(
    'keydown',
    X_KEY.muhenkan,
    'keydown',
    X_KEY.hiragana,
    'keyup',
    X_KEY.muhenkan,
    'keyup',
    X_KEY.hiragana,
  );
  assert.deepEqual(await countsAfterAll(), { others: 2 });
});

test('clicks, wheel and moves are counted one by one; the middle button belongs to the wheel', async () => {
  await server.xdotool('click', '1', 'click', '1', 'click', '3', 'click', '2');
  await server.xdotool('click', '4', 'click', '5', 'click', '5');
  await server.xdotool('mousemove', '10', '10', 'mousemove', '20', '20', 'mousemove', '40', '30');
  await server.xdotool('mousedown', '1', 'mousemove', '60', '60', 'mouseup', '1');
  assert.deepEqual(await countsAfterAll('digits'), { leftClicks: 3, rightClicks: 1, wheel: 4, moves: 4 });
});

test('counts belong to the minute in which they were typed, and are told before its tick', async () => {
  const typedFrom = Math.floor(Date.now() / 60_000);
  await server.xdotool('key', 'a');
  await countsAfterAll();
  const typedTo = Math.floor(Date.now() / 60_000);
  const counts = messages.filter((m) => m.kind === 'counts');
  assert.ok(counts.length > 0 && counts.every((m) => m.minute >= typedFrom && m.minute <= typedTo));
  const first = counts[0];
  await waitFor('its tick', () =>
    messages.some((m) => m.kind === 'tick' && m.clock.wallAt >= (first?.clock.wallAt ?? 0)),
  );
  const positionOf = (kind: string) =>
    messages.findIndex((m) => m.kind === kind && 'clock' in m && m.clock.wallAt === first?.clock.wallAt);
  assert.ok(positionOf('counts') < positionOf('tick'));
});

test('no message of the sensor tells which key was pressed', async () => {
  await server.xdotool('key', 'q', 'w', 'e');
  const first = await countsAfterAll();
  const sent = JSON.stringify(
    messages.filter((m) => m.kind === 'counts').map((m) => Object.keys(m).concat(Object.keys(m.counts))),
  );
  assert.deepEqual(first, { letters: 3 });
  assert.ok(!/keycode|key"|rawcode/i.test(sent));
});
