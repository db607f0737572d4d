import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { waitFor } from '../testkit/wait-for.ts';
import { startXvfb } from '../testkit/x-server.ts';
import type { XServer, XWindow } from '../testkit/x-server.ts';
import type { ActiveWindow, SensorMessage } from './sensor-messages.ts';
import { createSupervisedSensor } from './supervised-sensor.ts';
import type { SupervisedSensor } from './supervised-sensor.ts';

let server: XServer;
let sensor: SupervisedSensor;
let messages: SensorMessage[] = [];
let opened: XWindow[] = [];

before(async () => {
  server = await startXvfb();
});
after(async () => {
  await server?.stop();
});
beforeEach(async () => {
  messages = [];
  opened = [];
  await server.focusWindow(null);
  // The locale of a server or of a service: titles must be right all the same.
  sensor = createSupervisedSensor({ env: { ...server.env, LANG: 'C', LC_ALL: 'C' } });
  await sensor.start((message) => messages.push(message));
  await waitFor('the window probe', () =>
    messages.some((m) => m.kind === 'health' && m.part === 'window' && m.state === 'ok'),
  );
});
afterEach(async () => {
  await sensor.stop();
  for (const window of opened) await server.closeWindow(window);
});

async function open(title: string, program: 'xev' | 'xmessage' = 'xev'): Promise<XWindow> {
  const window = await server.openWindow({ title, program });
  opened.push(window);
  return window;
}
function seen(): (ActiveWindow | null)[] {
  return messages.filter((m) => m.kind === 'window').map((m) => m.window);
}
const isShown = (title: string) => waitFor(`the title ${title}`, () => seen().at(-1)?.title === title);

test('the process and the Japanese title of the window in front are told each time another one comes to the front', async () => {
  const sheet = await open('見積書 令和8年度（最終）.xlsx ― 表計算', 'xev');
  const mail = await open('受信トレイ – 神谷さん①〜③', 'xmessage');
  await server.focusWindow(sheet);
  await isShown('見積書 令和8年度（最終）.xlsx ― 表計算');
  await server.focusWindow(mail);
  await isShown('受信トレイ – 神谷さん①〜③');
  await server.focusWindow(sheet);
  await waitFor('the first again', () => seen().filter((window) => window?.process === 'xev').length === 2);
  assert.deepEqual(
    seen().filter((window) => window !== null),
    [
      { process: 'xev', title: '見積書 令和8年度（最終）.xlsx ― 表計算' },
      { process: 'xmessage', title: '受信トレイ – 神谷さん①〜③' },
      { process: 'xev', title: '見積書 令和8年度（最終）.xlsx ― 表計算' },
    ],
  );
});

test('the activation instant is the moment of the switch, and instants rise strictly', async () => {
  const one = await open('一');
  const two = await open('二');
  await server.focusWindow(one);
  await isShown('一');
  const switchedFrom = Date.now();
  await server.focusWindow(two);
  const switchedTo = Date.now();
  await isShown('二');
  const instants = messages.filter((m) => m.kind === 'window').map((m) => m.activeAt);
  assert.ok(instants.every((at, index) => index === 0 || at > (instants[index - 1] ?? 0)));
  // 500 ms: a busy test machine; a poll once a second would not hold this.
  assert.ok((instants.at(-1) ?? 0) >= switchedFrom && (instants.at(-1) ?? 0) <= switchedTo + 500);
});

test('a title with equals signs, quotes, colons, escapes and characters beyond the BMP arrives as it is', async () => {
  const title = '条件=A "引用" \\ C:\\契約\t𠮟る 😀 <b>\\346</b>';
  await server.focusWindow(await open(title));
  await isShown(title);
  assert.deepEqual(seen().at(-1), { process: 'xev', title });
});

test('a new title of the same window is a new activation', async () => {
  const window = await open('下書き');
  await server.focusWindow(window);
  await isShown('下書き');
  await server.setTitle(window, '下書き（保存済み）');
  await isShown('下書き（保存済み）');
  assert.equal(seen().filter((shown) => shown !== null).length, 2);
});

test('a title that changes many times a second is sampled, and its last value is told', async () => {
  const window = await open('0 %');
  await server.focusWindow(window);
  await isShown('0 %');
  const changedFrom = performance.now();
  for (let percent = 5; percent <= 100; percent += 5) await server.setTitle(window, `${percent} %`);
  await isShown('100 %');
  const told = messages.filter((m) => m.kind === 'window' && m.window !== null).length;
  const seconds = Math.ceil((performance.now() - changedFrom) / 1_000);
  assert.ok(told <= 2 + seconds, `${told} activations for 20 titles in ${seconds} s`);
});

test('a very long title is cut to what the wire takes, and no character is halved', async () => {
  await server.focusWindow(await open(`x${'𠮟'.repeat(600)}`));
  const shown = await waitFor('the window', () => seen().find((window) => window?.title.startsWith('x𠮟')));
  assert.equal(shown.title, `x${'𠮟'.repeat(511)}`);
});

test('no window in front is told as none, at the moment when it went', async () => {
  await server.focusWindow(await open('一時'));
  await isShown('一時');
  const leftFrom = Date.now();
  await server.focusWindow(null);
  await waitFor('none', () => seen().at(-1) === null);
  const last = messages.findLast((m) => m.kind === 'window');
  assert.ok(last && last.activeAt >= leftFrom && last.activeAt <= last.clock.wallAt);
});
