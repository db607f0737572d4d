import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'node:test';
import { createLockProbe, readLockedHint } from './lock-probe.ts';

/** Runs one check for each answer, ten seconds apart. */
async function hear(
  answers: (boolean | null)[],
  options: { sessionId?: string; platform?: string } = { sessionId: '2' },
) {
  const changes: string[] = [];
  const health: string[] = [];
  let now = 100_000;
  const probe = createLockProbe({
    sessionId: options.sessionId,
    platform: options.platform ?? 'linux',
    readLocked: async () => answers.shift() ?? null,
    onChange: (change, at) => changes.push(`${change} ${at}`),
    onHealth: (state, reason) => health.push(reason ? `${state} ${reason}` : state),
    now: () => now,
  });
  for (let count = answers.length; count > 0; count -= 1) {
    probe.check();
    await nextTurn();
    now += 10_000;
  }
  return { changes, health };
}

test('a lock and an unlock are told once each, at the moment when they were seen', async () => {
  assert.deepEqual((await hear([false, true, true, false, false])).changes, ['lock 110000', 'unlock 130000']);
});

test('an agent that starts behind a locked screen tells the lock', async () => {
  assert.deepEqual((await hear([true])).changes, ['lock 100000']);
});

test('an answer that is missing for a moment is no unlock', async () => {
  const { changes, health } = await hear([true, null, true]);
  assert.deepEqual(changes, ['lock 100000']);
  assert.deepEqual(health, ['ok', 'blind probe_failed', 'ok']);
});

test('where nobody can know, health says so and nothing is told', async () => {
  assert.deepEqual(await hear([true], {}), { changes: [], health: ['blind no_login_session'] });
  assert.deepEqual(await hear([true], { platform: 'win32' }), { changes: [], health: ['blind unsupported_platform'] });
});

test('a session that the login manager does not know is unknown, not unlocked', async () => {
  assert.equal(await readLockedHint('no-such-session'), null);
});
