import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { identityPath, readIdentity } from '../identity/identity-file.ts';
import { FakeIngest } from '../testkit/fake-ingest.ts';
import { until } from '../testkit/poll.ts';
import { temporaryFolder } from '../testkit/temporary-folder.ts';
import { EXIT } from './exit-codes.ts';

/** As `npm run collector` does: what is built of the sources, with its flags, not the sources. */
const MAIN = fileURLToPath(new URL('../../../scripts/collector.mjs', import.meta.url));

async function setUp(t: TestContext): Promise<{ ingest: FakeIngest; dir: string; env: NodeJS.ProcessEnv }> {
  const ingest = new FakeIngest();
  await ingest.start();
  t.after(() => ingest.stop());
  ingest.codes
    .set('fresh-code', 'fresh')
    .set('used-code', 'used')
    .set('expired-code', 'expired')
    .set('second-code', 'fresh');
  const dir = temporaryFolder(t);
  // No display: the sensor runs and is blind, everything else is as on a desktop.
  return {
    ingest,
    dir,
    env: { PATH: '/usr/bin', HOME: dir, KINMU_COLLECTOR_DIR: dir, KINMU_SEND_SPREAD_SECONDS: '0' },
  };
}
function collector(env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: number; text: string }> {
  return run(20_000, env, ...args);
}
function run(timeout: number, env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], { env, timeout }, (_err, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
    );
  });
}

// In a fresh clone the first command says that it builds the collector.
before(() => run(120_000, { PATH: '/usr/bin' }, '--help'));

test('enrolment answers each failure with one line and its exit code, and changes nothing', async (t) => {
  const { ingest, dir, env } = await setUp(t);
  const cases = [
    ['never-made', EXIT.enrolmentRefused, /正しくありません.*unknown/],
    ['used-code', EXIT.enrolmentRefused, /使用済み.*already used/],
    ['expired-code', EXIT.enrolmentRefused, /有効期限.*expired/],
    ['x', EXIT.enrolmentRefused, /形式.*form/],
  ] as const;
  for (const [code, exit, words] of cases) {
    const said = await collector(env, 'enroll', ingest.url, code);
    assert.equal(said.code, exit, said.text);
    assert.match(said.text, words);
    assert.equal(said.text.trim().split('\n').length, 1);
  }
  const nobody = await collector(env, 'enroll', 'http://127.0.0.1:9', 'fresh-code');
  assert.deepEqual([nobody.code, /接続できません/.test(nobody.text)], [EXIT.noConnection, true]);
  assert.equal((await collector(env, 'enroll', 'portal', 'fresh-code')).code, EXIT.enrolmentRefused);
  assert.equal((await collector(env, 'enroll')).code, EXIT.usage);
  assert.equal((await collector(env, '--what')).code, EXIT.usage);
  assert.equal(readIdentity(dir), undefined);
  assert.equal((await collector(env)).code, EXIT.notEnrolled);
});

test('an enrolled PC keeps its identity to itself and is enrolled anew only on demand', async (t) => {
  const { ingest, dir, env } = await setUp(t);
  assert.equal((await collector(env, 'enroll', ingest.url, 'fresh-code', '--name', '経理のPC')).code, EXIT.ok);
  assert.equal(statSync(identityPath(dir)).mode & 0o777, 0o600);
  const first = readIdentity(dir);
  assert.equal(first?.deviceName, '経理のPC');
  const again = await collector(env, 'enroll', ingest.url, 'second-code');
  assert.deepEqual([again.code, /--replace/.test(again.text)], [EXIT.alreadyEnrolled, true]);
  assert.equal((await collector(env, 'enroll', ingest.url, 'second-code', '--replace')).code, EXIT.ok);
  assert.notEqual(readIdentity(dir)?.deviceId, first?.deviceId);
  assert.ok(statSync(join(dir, `identity-${first?.deviceId}.json`)).isFile());
});

test('one agent runs per folder, says how it is, survives a killed one, and ends within 5 s of SIGTERM', async (t) => {
  const { ingest, env } = await setUp(t);
  await collector(env, 'enroll', ingest.url, 'fresh-code');
  const killed = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => killed.kill('SIGKILL'));
  const changes = () =>
    [...ingest.facts.values()].flatMap((fact) => (fact.kind === 'sessionChange' ? [fact.change] : []));
  await until('the first agent reported', () => changes().includes('agentStart'));
  const second = await collector(env, 'run');
  assert.equal(second.code, EXIT.alreadyRunning);
  assert.match(second.text, new RegExp(`すでに動作しています（PID ${killed.pid}）`));
  const status = await collector(env, 'status');
  assert.match(status.text, new RegExp(`running \\(pid ${killed.pid}\\)`));
  // The sensor's child has to come up before it can say that it is blind.
  const tellsBlind = async () => /a sensor sees nothing|sensor is lost/.test((await collector(env, 'status')).text);
  await until('the status tells of the blind sensor', tellsBlind);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  assert.match((await collector(env, 'status')).text, /not running/);

  const agent = spawn(process.execPath, [MAIN, 'run'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => agent.kill('SIGKILL'));
  await until('the second agent reported', () => changes().filter((change) => change === 'agentStart').length === 2);
  const stoppedAt = performance.now();
  agent.kill('SIGTERM');
  const [code] = (await once(agent, 'exit')) as [number];
  assert.equal(code, 0);
  assert.ok(performance.now() - stoppedAt < 5_000);
  assert.equal(changes().at(-1), 'agentStop');
});
