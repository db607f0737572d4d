import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { waitFor } from './testkit/wait-for.ts';

function startFixture(behaviour: string): { child: ChildProcess; output: () => string; exitCode: Promise<unknown> } {
  const script = fileURLToPath(new URL('./testkit/lifecycle.fixture.ts', import.meta.url));
  const child = fork(script, [behaviour], { silent: true });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, exitCode: once(child, 'exit').then(([code]) => code as unknown) };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} stops the service, and a second one changes nothing`, async () => {
    const { child, output, exitCode } = startFixture('well');
    await waitFor(() => output().includes('fixture started'));
    child.kill(signal);
    child.kill(signal);
    assert.equal(await exitCode, 0);
    assert.equal(output().match(/fixture stopped/g)?.length, 1);
  });
}

test('a service whose supervisor is gone stops by itself', async () => {
  const { child, output, exitCode } = startFixture('well');
  await waitFor(() => output().includes('fixture started'));
  child.disconnect();
  assert.equal(await exitCode, 0);
  assert.match(output(), /supervisor gone/);
});

test('a failed start ends with code 1 and the reason in the log', async () => {
  const { output, exitCode } = startFixture('fails-to-start');
  assert.equal(await exitCode, 1);
  assert.match(output(), /could not start/);
});

test('an unhandled rejection ends the process with code 1', async () => {
  const { output, exitCode } = startFixture('rejects-later');
  assert.equal(await exitCode, 1);
  assert.match(output(), /unhandled rejection/);
});

test('a stop that hangs is cut off with code 1', async () => {
  const { child, output, exitCode } = startFixture('hangs-in-stop');
  await waitFor(() => output().includes('fixture started'));
  child.kill('SIGTERM');
  assert.equal(await exitCode, 1);
  assert.match(output(), /did not stop in time/);
});
