import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { childrenOf, parentOf, startStarter } from '../testkit/processes.ts';
import { startTestNats, tempDir, waitFor } from '../testkit/index.ts';
import { DataFolderInUse } from './leftover.ts';
import { logTail, startGuarded } from './guard.ts';
import { PortBusy } from './ports.ts';
import { isRunning } from './processes.ts';

const started: { stop(): Promise<void> }[] = [];
after(() => Promise.all(started.map((server) => server.stop())));

test('a server is gone soon after its starter is killed with -9', async () => {
  const starter = await startStarter('nats', tempDir('guard'));
  assert.equal(await isRunning(starter.serverPid), true);
  starter.process.kill('SIGKILL');
  await waitFor(async () => !(await isRunning(starter.serverPid)), { what: 'the end of the server' });
});

test('a server is gone soon after its starter and its guard are killed with -9', async () => {
  const starter = await startStarter('nats', tempDir('guard'));
  const guard = await parentOf(starter.serverPid);
  assert.ok(guard !== undefined && guard > 1);
  process.kill(guard, 'SIGKILL');
  starter.process.kill('SIGKILL');
  await waitFor(async () => !(await isRunning(starter.serverPid)), { what: 'the end of the server' });
});

test('a server that lost its starter, its guard and the watcher is ended by the next start on its folder', async () => {
  const dataDir = tempDir('guard');
  const starter = await startStarter('nats', dataDir);
  const guard = (await parentOf(starter.serverPid)) ?? 0;
  const watchers = (await childrenOf(guard)).filter((pid) => pid !== starter.serverPid);
  assert.ok(watchers.length > 0);
  // The watchers first: once the guard is gone its starter closes the pipe, and a watcher that still lives would end the server in order.
  for (const pid of [...watchers, guard]) process.kill(pid, 'SIGKILL');
  starter.process.kill('SIGKILL');
  await once(starter.process, 'exit');
  assert.equal(await isRunning(starter.serverPid), true, 'the leftover must be alive for this test to mean anything');

  const next = await startTestNats({ dataDir });
  started.push(next);
  assert.equal(await isRunning(starter.serverPid), false);
  assert.equal(await isRunning(next.pid), true);
});

test('a second start on a folder in use is refused, names the owner and leaves the first alone', async () => {
  const dataDir = tempDir('guard');
  const starter = await startStarter('nats', dataDir);
  await assert.rejects(startTestNats({ dataDir }), (err) => {
    assert.ok(err instanceof DataFolderInUse);
    assert.equal(err.pid, starter.process.pid);
    return true;
  });
  assert.equal(await isRunning(starter.serverPid), true);
  starter.process.kill('SIGKILL');
  await waitFor(async () => !(await isRunning(starter.serverPid)));
});

test('one process cannot start two servers on one folder', async () => {
  const dataDir = tempDir('guard');
  const first = await startTestNats({ dataDir });
  started.push(first);
  await assert.rejects(startTestNats({ dataDir }), DataFolderInUse);
  assert.equal(await isRunning(first.pid), true);
});

test('a stopped server frees its folder and its port for the next start', async () => {
  const dataDir = tempDir('guard');
  const first = await startTestNats({ dataDir });
  await first.stop();
  assert.equal(await isRunning(first.pid), false);
  const second = await startTestNats({ dataDir });
  started.push(second);
  assert.equal(second.url, first.url);
});

test('a remembered port that is taken gives way, an asked-for port that is taken is an error', async () => {
  const dataDir = tempDir('guard');
  const first = await startTestNats({ dataDir });
  await first.stop();
  const port = Number(new URL(first.url).port);
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  try {
    const second = await startTestNats({ dataDir });
    assert.notEqual(second.url, first.url);
    await second.stop();
    await assert.rejects(startTestNats({ dataDir, port }), PortBusy);
  } finally {
    squatter.close();
  }
});

test('a program that cannot run ends at once and says why in the log', async () => {
  const dir = tempDir('guard');
  const spec = {
    command: join(dir, 'no-such-program'),
    args: [],
    signal: 'SIGTERM' as const,
    logFile: join(dir, 'log'),
    recordFile: join(dir, 'record.json'),
    dir,
    marker: dir,
  };
  const server = await startGuarded(spec);
  assert.equal((await server.exited).code, 127);
  assert.match(await logTail(spec.logFile), /not found/);
});

test('a server that ignores the signal is killed after the grace time', async () => {
  const guardScript = fileURLToPath(new URL('./guard.sh', import.meta.url));
  // Only when the file is there does it ignore the signal; one that came before would end it like any other program.
  const deaf = join(tempDir('guard'), 'deaf');
  const stubborn = `trap "" TERM; : > '${deaf}'; while :; do sleep 0.2; done`;
  const guard = spawn('/bin/sh', [guardScript, 'TERM', '1', '/bin/sh', '-c', stubborn], {
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
  const [text] = (await once(guard.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
  const pid = Number(text.toString());
  await waitFor(() => existsSync(deaf), { what: 'a server that ignores the signal' });
  assert.equal(await isRunning(pid), true);
  guard.stdin?.end();
  const [code] = (await once(guard, 'exit')) as [number];
  assert.equal(code, 137);
  assert.equal(await isRunning(pid), false);
});
