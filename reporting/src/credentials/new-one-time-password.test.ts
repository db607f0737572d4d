import assert from 'node:assert/strict';
import test from 'node:test';
import { SECURITY_PROFILES } from '#domain/contract/security.ts';
import type { PasswordPolicy } from '#domain/contract/security.ts';
import { checkPassword } from '#domain/security/check-password.ts';
import { newOneTimePassword } from './new-one-time-password.ts';

const OWNER = { loginId: 'u01', name: '山田 太郎' };
const GUIDE = SECURITY_PROFILES.guide.password;
const kinds = (changes: Partial<PasswordPolicy['kinds']>): PasswordPolicy['kinds'] => ({ ...GUIDE.kinds, ...changes });

for (const [name, policy] of [
  ['the guide', GUIDE],
  ['NIST', SECURITY_PROFILES.nist.password],
  ['four kinds', { ...GUIDE, minKinds: 4 }],
  ['symbols required', { ...GUIDE, kinds: kinds({ symbol: 'required' }) }],
  [
    'digits alone',
    { ...GUIDE, minKinds: 1, kinds: kinds({ upper: 'forbidden', lower: 'forbidden', symbol: 'forbidden' }) },
  ],
  [
    'symbols alone',
    { ...GUIDE, minKinds: 1, kinds: kinds({ upper: 'forbidden', lower: 'forbidden', digit: 'forbidden' }) },
  ],
  ['64 characters', { ...GUIDE, minLength: 64 }],
] as const) {
  test(`ten thousand one-time passwords of ${name} meet the policy, are different and hold no look-alike`, () => {
    const all = new Set(Array.from({ length: 10_000 }, () => newOneTimePassword(policy, OWNER)));
    assert.equal(all.size, 10_000);
    for (const password of all) {
      assert.deepEqual(checkPassword(password, policy, OWNER), [], password);
      assert.doesNotMatch(password, /[0O1lI；：;:]/, password);
      assert.ok(name === 'symbols alone' || /^[A-Za-z0-9]/.test(password), password);
    }
  });
}
