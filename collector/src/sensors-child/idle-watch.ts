import { execFile } from 'node:child_process';

/**
 * Does the hook still see what the system sees? Only asked while the hook is quiet, and only where `xprintidle` is installed: the library tells
 * no idle time. A hook that is quiet while X says again and again that input came this very moment is dead.
 *
 * One such answer proves nothing: a video player resets the idle time about every 30 s, so three checks in a row must say so.
 */
export const QUIET_HOOK_MS = 15_000;
const CHECK_EVERY_MS = 5_000;
const FRESH_INPUT_MS = 2_000;
const SUSPICIONS = 3;

export type IdleWatchDeps = {
  /** Milliseconds since the last input as the system knows it; null: it cannot be known here. */
  readIdleMs(): Promise<number | null>;
  onSilentHook(): void;
  /** Monotonic milliseconds. */
  now(): number;
};
export type IdleWatch = { check(lastHookEventMs: number): void };

export function createIdleWatch({ readIdleMs, onSilentHook, now }: IdleWatchDeps): IdleWatch {
  let suspicions = 0;
  let askedMs = 0;
  let isKnowable = true;

  function judge(idleMs: number | null): void {
    if (idleMs === null) isKnowable = false;
    suspicions = idleMs !== null && idleMs < FRESH_INPUT_MS ? suspicions + 1 : 0;
    if (suspicions < SUSPICIONS) return;
    suspicions = 0;
    onSilentHook();
  }

  return {
    check(lastHookEventMs) {
      if (now() - lastHookEventMs < QUIET_HOOK_MS) suspicions = 0;
      else if (isKnowable && now() - askedMs >= CHECK_EVERY_MS) {
        askedMs = now();
        void readIdleMs().then(judge, () => (isKnowable = false));
      }
    },
  };
}

export function readX11IdleMs(): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('xprintidle', { timeout: 2_000, killSignal: 'SIGKILL' }, (error, stdout) => {
      const idleMs = error ? Number.NaN : Number.parseInt(stdout, 10);
      resolve(Number.isFinite(idleMs) ? idleMs : null);
    });
  });
}
