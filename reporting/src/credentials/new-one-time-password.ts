import { randomInt } from 'node:crypto';
import { CHARACTER_KINDS } from '#domain/contract/security.ts';
import type { CharacterKind, PasswordPolicy } from '#domain/contract/security.ts';
import type { PasswordOwner } from '#domain/security/check-password.ts';
import { kindOf } from '#domain/security/password-kinds.ts';
import { judgePassword } from './judge-password.ts';

/** No look-alikes (0 O 1 l I), and no symbol that a mail, a table or a reader takes for something else. */
const READABLE: Readonly<Record<CharacterKind, string>> = {
  upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ',
  lower: 'abcdefghijkmnopqrstuvwxyz',
  digit: '23456789',
  symbol: '#%?_!',
};

/** Enough that a fast hash of it cannot be searched through (one-time-password.ts). */
const MIN_BITS = 90;

/**
 * A random password that meets the tenant's policy and can be read off a screen and typed. It begins with a letter or digit where the policy
 * has any: the guide warns of its own that begin with ； or ： (G:340-341).
 */
export function newOneTimePassword(policy: PasswordPolicy, owner: PasswordOwner): string {
  const kinds = kindsToUse(policy);
  const alphabet = kinds.map((kind) => READABLE[kind]).join('');
  const length = Math.max(policy.minLength, Math.ceil(MIN_BITS / Math.log2(alphabet.length)));
  for (;;) {
    const password = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
    const present = new Set([...password].map(kindOf));
    const beginsWell = kinds.length === 1 || kindOf(password.charAt(0)) !== 'symbol';
    if (beginsWell && present.size === kinds.length && judgePassword(password, policy, owner).length === 0)
      return password;
  }
}

/** Letters and digits as far as they are allowed; symbols only where the policy asks for them. */
function kindsToUse(policy: PasswordPolicy): CharacterKind[] {
  const usable = CHARACTER_KINDS.filter((kind) => policy.kinds[kind] !== 'forbidden');
  const plain = usable.filter((kind) => kind !== 'symbol');
  const needsSymbol = policy.kinds.symbol === 'required' || plain.length < Math.max(1, policy.minKinds);
  return needsSymbol ? usable : plain;
}
