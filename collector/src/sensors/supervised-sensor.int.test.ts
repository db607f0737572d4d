import assert from 'node:assert/strict';
import { execFile, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { waitFor } from '../testkit/wait-for.ts';
import { startXvfb } from '../testkit/x-server.ts';
import type { XServer } from '../testkit/x-server.ts';
import type { HealthMessage, SensorMessage } from './sensor-messages.ts';
import { createSupervisedSensor } from './supervised-sensor.ts';
import type { SupervisedSensor, SupervisedSensorOptions } from './supervised-sensor.ts';

const CHILD_PATH = fileURLToPath(new URL('../sensors-child/main.ts', import.meta.url));
let server: XServer;
let folder: string;
let sensor: SupervisedSensor | undefined;
let messages: SensorMessage[] = [];

before(async () => {
  server = await startXvfb();
  folder = await mkdtemp(join(tmpdir(), 'kl-sensor-'));
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await sensor?.stop();
  sensor = undefined;
});

async function start(options: Partial<SupervisedSensorOptions> = {}): Promise<SupervisedSensor> {
  messages = [];
  sensor = createSupervisedSensor({ env: server.env, restartFirstMs: 50, ...options });
  await sensor.start((message) => messages.push(message));
  return sensor;
}
const sessions = () => messages.filter((m) => m.kind === 'session').map((m) => m.change);
const healthOf = (part: HealthMessage['part']) =>
  messages
    .filter((m) => m.kind === 'health')
    .filter((m) => m.part === part)
    .map((m) => `${m.state} ${m.reason ?? ''}`.trim());
const hookWorks = () => waitFor('the hook', () => healthOf('input').at(-1) === 'ok');
/** Programs of the test's display that still run, by the environment that they were started with. */
async function programsOnDisplay(): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    `for p in /proc/[0-9]*; do if tr '\\0' '\\n' < $p/environ 2>/dev/null | grep -qx 'DISPLAY=${server.display}'; then cat $p/comm; fi; done; true`,
  ]);
  return stdout.trim();
}

test('a child that is killed is started again, and the gap is told as sensorLost and sensorBack', async () => {
  const running = await start();
  await hookWorks();
  await waitFor('a tick', () => messages.some((m) => m.kind === 'tick'));
  process.kill(running.stats().childPid ?? 0, 'SIGKILL');
  await waitFor('the sensor back', () => sessions().includes('sensorBack'));
  assert.deepEqual(sessions(), ['sensorLost', 'sensorBack']);
  assert.deepEqual(healthOf('input'), ['ok', 'lost child_exited', 'ok']);
  const lost = messages.find((m) => m.kind === 'session');
  const lastTick = messages.slice(0, messages.indexOf(lost as SensorMessage)).findLast((m) => m.kind === 'tick');
  assert.equal(lost?.at, lastTick?.clock.wallAt);
  assert.equal(running.stats().restarts, 1);
  await server.xdotool('key', 'a');
  await waitFor('keys again', () => messages.some((m) => m.kind === 'counts' && m.counts.letters === 1));
});

test('a child that hangs is killed and started again', async () => {
  const running = await start({ hangAfterMs: 3_000 });
  await hookWorks();
  process.kill(running.stats().childPid ?? 0, 'SIGSTOP');
  await waitFor('the sensor back', () => sessions().includes('sensorBack'));
  assert.ok(healthOf('input').includes('lost child_hung'));
});

test('nothing is left of a child that was killed, nor of one that was stopped', async () => {
  const running = await start({ restartFirstMs: 60_000 });
  await hookWorks();
  await waitFor('the window probe', () => healthOf('window').includes('ok'));
  assert.match(await programsOnDisplay(), /xprop/);
  process.kill(running.stats().childPid ?? 0, 'SIGKILL');
  await waitFor('an empty display', async () => (await programsOnDisplay()) === '');
  await running.stop();
  const second = await start();
  await waitFor('the window probe', () => healthOf('window').includes('ok'));
  await second.stop();
  await waitFor('an empty display', async () => (await programsOnDisplay()) === '');
  assert.equal(await programsOnDisplay(), '');
});

test('a child whose agent is gone ends by itself', async () => {
  const desktop = JSON.stringify({ platform: process.platform, display: server.display });
  const child = fork(CHILD_PATH, [desktop], {
    env: server.env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await new Promise((resolve) => child.once('message', resolve));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  assert.equal(await exited, 0);
  await waitFor('an empty display', async () => (await programsOnDisplay()) === '');
});

test('stop tells what was counted since the last second', async () => {
  const running = await start();
  await hookWorks();
  await server.xdotool('key', 'a', 'b');
  await running.stop();
  const letters = messages.filter((m) => m.kind === 'counts').reduce((sum, m) => sum + m.counts.letters, 0);
  assert.equal(letters, 2);
  assert.equal(messages.at(-1)?.kind, 'tick');
});

test('under Wayland the sensor runs blind and says what to do, and no minute of zeros can be made of it', async () => {
  await start({ env: { ...server.env, XDG_SESSION_TYPE: 'wayland' } });
  await waitFor('a tick', () => messages.some((m) => m.kind === 'tick'));
  assert.deepEqual([healthOf('input'), healthOf('window')], [['blind wayland'], ['blind wayland']]);
  assert.deepEqual(sessions(), ['sensorLost']);
});

test('without a display, or with one that does not answer, the sensor runs blind', async () => {
  const { DISPLAY: _, ...env } = server.env;
  await start({ env });
  await waitFor('its health', () => healthOf('input').length > 0);
  assert.deepEqual(healthOf('input'), ['blind no_display']);
  await sensor?.stop();
  await start({ env: { ...env, DISPLAY: ':64999' } });
  await waitFor('its health', () => healthOf('input').length > 0);
  assert.deepEqual(healthOf('input'), ['blind no_display']);
  assert.equal(sensor?.stats().restarts, 0);
});

test('a missing xprop leaves the keys counted and names the package', async () => {
  // Only the command that starts others: no xprop beside it.
  await writeFile(join(folder, 'env'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
  await start({ env: { ...server.env, PATH: folder } });
  await hookWorks();
  const health = await waitFor('its health', () => messages.find((m) => m.kind === 'health' && m.part === 'window'));
  assert.deepEqual(health, {
    kind: 'health',
    part: 'window',
    state: 'blind',
    reason: 'tool_missing',
    detail: 'xprop: Debian package x11-utils',
  });
});

test('messages that are no sensor messages are dropped and counted', async () => {
  const childPath = join(folder, 'liar.mjs');
  await writeFile(
    childPath,
    `process.send({ kind: 'counts', minute: 1, counts: { letters: -1 }, clock: { wallAt: 1, monotonicMs: 1 } });
     process.send({ kind: 'keys', codes: [30] });
     process.send({ kind: 'tick', clock: { wallAt: 1, monotonicMs: 1 }, keycode: 30 });
     process.on('message', () => process.exit(0));`,
  );
  const running = await start({ childPath });
  await waitFor('the tick', () => messages.length > 0);
  assert.deepEqual(messages, [{ kind: 'tick', clock: { wallAt: 1, monotonicMs: 1 } }]);
  assert.equal(running.stats().invalidMessages, 2);
});

test('the pause between restarts doubles while the child dies at once', async () => {
  const childPath = join(folder, 'mayfly.mjs');
  await writeFile(childPath, 'process.exit(1);');
  const running = await start({ childPath, restartFirstMs: 200, restartMaxMs: 60_000 });
  const startedMs = performance.now();
  await waitFor('three restarts', () => running.stats().restarts === 4);
  // 200 + 400 + 800 ms of pauses lie before the fourth death.
  assert.ok(performance.now() - startedMs >= 1_400);
  assert.deepEqual(sessions(), ['sensorLost']);
});
