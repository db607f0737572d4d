import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'node:test';
import { QUIET_HOOK_MS, createIdleWatch } from './idle-watch.ts';

/** Runs a minute of seconds; the hook was last heard at 0 unless `heardMs` says otherwise. */
async function watchMinute(idleAt: (nowMs: number) => number | null, heardMs: (nowMs: number) => number = () => 0) {
  let nowMs = 0;
  let silences = 0;
  let asked = 0;
  const watch = createIdleWatch({
    readIdleMs: async () => {
      asked += 1;
      return idleAt(nowMs);
    },
    onSilentHook: () => (silences += 1),
    now: () => nowMs,
  });
  for (nowMs = 1_000; nowMs <= 60_000; nowMs += 1_000) {
    watch.check(heardMs(nowMs));
    await nextTurn();
  }
  return { silences, asked };
}

test('a hook that stays quiet while the system sees input all the time is silent', async () => {
  assert.ok((await watchMinute(() => 300)).silences >= 1);
});

test('a hook that is quiet because nobody works is not', async () => {
  assert.equal((await watchMinute((nowMs) => nowMs)).silences, 0);
});

test('a video player that resets the idle time every 30 s does not make it so', async () => {
  assert.equal((await watchMinute((nowMs) => nowMs % 30_000)).silences, 0);
});

test('the system is not asked while the hook is heard', async () => {
  assert.deepEqual(
    await watchMinute(
      () => 0,
      (nowMs) => nowMs - QUIET_HOOK_MS + 1,
    ),
    { silences: 0, asked: 0 },
  );
});

test('where the idle time cannot be known it is asked for once', async () => {
  assert.deepEqual(await watchMinute(() => null), { silences: 0, asked: 1 });
});
