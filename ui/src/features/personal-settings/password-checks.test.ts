import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SECURITY_PROFILES, type PasswordPolicy } from '#domain/contract/security.ts';
import { checkPassword } from '#domain/security/check-password.ts';
import { passwordChecks } from './password-checks.ts';

const GUIDE = SECURITY_PROFILES.guide.password;
const OWNER = { loginId: 'U00001', name: '日電 花子' };
const unmet = (password: string, policy: PasswordPolicy = GUIDE): string[] =>
  passwordChecks(password, policy, OWNER).flatMap((check) => (check.isMet ? [] : [check.rule]));

test('before the first key nothing is ticked', () => {
  assert.deepEqual(unmet(''), ['length', 'minKinds', 'ownWords', 'notCommon']);
});

test('lines are ticked one after the other', () => {
  assert.deepEqual(unmet('kumo'), ['length', 'minKinds']);
  assert.deepEqual(unmet('kumo-no-ue'), []);
  assert.deepEqual(unmet('u00001-kumo'), ['ownWords']);
  assert.deepEqual(unmet('Passw0rd!'), ['notCommon']);
});

test('a profile without combinations has no line for them', () => {
  const rules = passwordChecks('', SECURITY_PROFILES.nist.password, OWNER).map((check) => check.rule);
  assert.deepEqual(rules, ['length', 'ownWords', 'notCommon']);
});

test('kinds that must or must not be there have a line each', () => {
  const policy = { ...GUIDE, kinds: { ...GUIDE.kinds, digit: 'required', symbol: 'forbidden' } } as const;
  assert.deepEqual(unmet('kumonoue!', policy), ['required', 'forbidden']);
  assert.deepEqual(unmet('kumonoue7', policy), []);
});

test('all lines ticked is what the portal accepts, and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 140, unit: 'grapheme' }), (password) => {
      assert.equal(unmet(password).length === 0, checkPassword(password, GUIDE, OWNER).length === 0);
    }),
  );
});
