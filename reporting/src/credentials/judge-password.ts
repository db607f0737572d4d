import type { PasswordPolicy, PasswordProblem } from '#domain/contract/security.ts';
import { checkPassword } from '#domain/security/check-password.ts';
import type { PasswordOwner } from '#domain/security/check-password.ts';
import { TOP_PASSWORDS } from './top-passwords.ts';

/**
 * What is wrong with a password as the portal judges it: the rules that the screen knows too, and the list of leaked passwords, which would be
 * too large for it. Case and width do not make a leaked password a new one.
 */
export function judgePassword(password: string, policy: PasswordPolicy, owner: PasswordOwner): PasswordProblem[] {
  const problems = checkPassword(password, policy, owner);
  const isListed = TOP_PASSWORDS.has(password.normalize('NFKC').toLowerCase());
  return isListed && !problems.includes('common') ? [...problems, 'common'] : problems;
}
