import { execFile } from 'node:child_process';
import type { HealthReason } from '../sensors/sensor-messages.ts';

/**
 * Is the screen locked? On Linux the login manager knows, if the desktop tells it (GNOME, KDE and others do, xscreensaver and i3lock do not).
 * Elsewhere it is not known, and health says so: an unknown lock is not "unlocked", the absence of input tells the rest.
 */
const ASK_EVERY_CHECKS = 5;
const TIMEOUT_MS = 2_000;

export type LockProbeDeps = {
  sessionId: string | undefined;
  platform: string;
  /** Null: the login manager does not know the session, or there is none. */
  readLocked(sessionId: string): Promise<boolean | null>;
  onChange(change: 'lock' | 'unlock', at: number): void;
  onHealth(state: 'ok' | 'blind', reason?: HealthReason, detail?: string): void;
  now(): number;
};
/** `check` is called once a second. */
export type LockProbe = { check(): void };

export function createLockProbe(deps: LockProbeDeps): LockProbe {
  const { sessionId, onHealth, now } = deps;
  let isLocked = false;
  let isAsking = false;
  let checksToGo = 0;

  function hear(answer: boolean | null): void {
    isAsking = false;
    if (answer === null) return onHealth('blind', 'probe_failed', 'loginctl does not know this session');
    onHealth('ok');
    if (answer === isLocked) return;
    isLocked = answer;
    deps.onChange(isLocked ? 'lock' : 'unlock', now());
  }

  return {
    check() {
      if (deps.platform !== 'linux') return onHealth('blind', 'unsupported_platform');
      if (!sessionId) return onHealth('blind', 'no_login_session', 'XDG_SESSION_ID is not set');
      checksToGo -= 1;
      if (isAsking || checksToGo >= 0) return;
      isAsking = true;
      checksToGo = ASK_EVERY_CHECKS - 1;
      void deps.readLocked(sessionId).then(hear, () => hear(null));
    },
  };
}

export function readLockedHint(sessionId: string): Promise<boolean | null> {
  const args = ['show-session', sessionId, '--property', 'LockedHint', '--value'];
  return new Promise((resolve) => {
    execFile('loginctl', args, { timeout: TIMEOUT_MS, killSignal: 'SIGKILL' }, (error, stdout) => {
      const hint = error ? '' : stdout.trim();
      resolve(hint === 'yes' ? true : hint === 'no' ? false : null);
    });
  });
}
