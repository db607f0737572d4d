import type { LockPolicy } from '../contract/security.ts';

/** Consecutive failures after which no setting lets anyone try again: only a reissue or a changed password does (NIST SP 800-63B-4, 3.2.2). */
export const FAILURE_FLOOR = 100;

const MINUTE_MS = 60_000;

/**
 * アカウントロック (guide table 6-2): whether one counter of an account refuses sign-ins now. `failedAts` are its failures since the last
 * success, oldest first; attempts during a lock are not among them, or an attacker would hold it locked for ever.
 *
 *   failures = 3, windowMinutes = 15, lockMinutes = 10
 *   10:00 ✗   10:05 ✗   10:14 ✗ ── locked ── 10:24   ✗ … the count begins anew
 *
 * All of `failures` lie within less than the window; the lock runs from the last of them; lockMinutes null is 無期限.
 * A setting that is changed holds at once, also for failures of before. No setting removes the floor.
 */
export function isLocked(failedAts: readonly number[], lock: LockPolicy, nowMs: number): boolean {
  if (failedAts.length >= FAILURE_FLOOR) return true;
  if (!lock.isOn) return false;
  let counted: number[] = [];
  for (const failedAt of failedAts) {
    counted = [...counted, failedAt].slice(-lock.failures);
    if (!isFull(counted, lock)) continue;
    if (lock.lockMinutes === null || nowMs < failedAt + lock.lockMinutes * MINUTE_MS) return true;
    counted = [];
  }
  return false;
}

function isFull(counted: readonly number[], lock: LockPolicy): boolean {
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined || counted.length < lock.failures) return false;
  return last - first < lock.windowMinutes * MINUTE_MS;
}
