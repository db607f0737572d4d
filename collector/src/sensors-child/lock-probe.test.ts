import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'node:test';
import { createLockProbe, readLockedHint } from './lock-probe.ts';

/** Runs the five checks of five seconds for each answer. */
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
    onHealth(state, reason) {
      const told = reason ? `${state} ${reason}` : state;
      if (health.at(-1) !== told) health.push(told);
    },
    now: () => now,
  });
  for (let count = answers.length; count > 0; count -= 1) {
    for (let second = 0; second < 5; second += 1) {
      probe.check();
      await nextTurn();
      now += 1_000;
    }
  }
  return { changes, health };
}

test('a lock and an unlock are told once each, at the moment when they were seen', async () => {
  assert.deepEqual((await hear([false, true, true, false, false])).changes, ['lock 105000', 'unlock 115000']);
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
