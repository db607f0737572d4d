import type { PasswordNotice } from '../contract/session.ts';
import type { PasswordPolicy } from '../contract/security.ts';
import { expiresSoon, isPasswordExpired, passwordExpiresAt } from './is-password-expired.ts';

/** What is known of the password of a session. */
export interface PasswordFacts {
  readonly setAt: number;
  /** The session was begun with a one-time password. */
  readonly isOneTime: boolean;
  /** At the sign-in it did not meet the policy of then. */
  readonly isOutsidePolicy: boolean;
}

export interface PasswordStanding {
  readonly mustChange: boolean;
  readonly notice: PasswordNotice | null;
}

/**
 * Whether a session may only change its password, and what the screen says. The first that applies:
 *
 *   one-time password        must change
 *   有効期間 is over          must change
 *   outside today's policy   a word on the home screen, nothing is refused (guide chapter 6.1: 変更を促します)
 *   ends within two weeks    a word on the home screen
 */
export function passwordStanding(facts: PasswordFacts, policy: PasswordPolicy, nowMs: number): PasswordStanding {
  const { validDays } = policy;
  const expiresAt = passwordExpiresAt(facts.setAt, validDays);
  if (facts.isOneTime) return { mustChange: true, notice: { reason: 'one_time', expiresAt: null } };
  if (isPasswordExpired(facts.setAt, validDays, nowMs))
    return { mustChange: true, notice: { reason: 'expired', expiresAt } };
  if (facts.isOutsidePolicy) return { mustChange: false, notice: { reason: 'policy', expiresAt: null } };
  if (expiresSoon(facts.setAt, validDays, nowMs))
    return { mustChange: false, notice: { reason: 'expires_soon', expiresAt } };
  return { mustChange: false, notice: null };
}
