import assert from 'node:assert/strict';
import test from 'node:test';
import { SECURITY_PROFILES } from '#domain/contract/security.ts';
import { judgePassword } from './judge-password.ts';
import { TOP_PASSWORDS } from './top-passwords.ts';

const OWNER = { loginId: 'u01', name: '山田　太郎' };
const LENIENT = { ...SECURITY_PROFILES.guide.password, minKinds: 1 };

test('the list is 3,000 different passwords that a policy of eight characters would let through', () => {
  assert.equal(TOP_PASSWORDS.size, 3000);
  for (const password of TOP_PASSWORDS) assert.ok([...password].length >= 8, password);
});

test('each of the 3,000 most usual passwords is refused as common, in capitals and wide letters too', () => {
  for (const password of TOP_PASSWORDS) {
    const wide = password.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
    for (const form of [password, password.toUpperCase(), wide])
      assert.ok(judgePassword(form, LENIENT, OWNER).includes('common'), form);
  }
});

test('common is said once, and a good password is none', () => {
  assert.deepEqual(judgePassword('password1', LENIENT, OWNER), ['common']);
  assert.deepEqual(judgePassword('kfvmqzxwpd', LENIENT, OWNER), []);
});
