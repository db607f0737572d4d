import assert from 'node:assert/strict';
import test from 'node:test';
import { SECURITY_PROFILES } from '../contract/security.ts';
import type { PasswordPolicy, PasswordProblem } from '../contract/security.ts';
import { checkPassword } from './check-password.ts';

const GUIDE = SECURITY_PROFILES.guide.password;
const OWNER = { loginId: 'u01', name: '山田　太郎' };
const kinds = (changes: Partial<PasswordPolicy['kinds']>): PasswordPolicy['kinds'] => ({ ...GUIDE.kinds, ...changes });

const CASES: readonly (readonly [string, Partial<PasswordPolicy>, PasswordProblem[]])[] = [
  // 最小文字数, in code points
  ['kf7-Qzx', {}, ['too_short']],
  ['kf7-Qzxw', {}, []],
  ['𠮷野家7-Qx', {}, ['too_short']],
  ['𠮷野家7-Qxw', {}, []],
  ['が7-Qxwvk'.normalize('NFD'), { minLength: 9 }, ['too_short']],
  ['が7-Qxwvkm'.normalize('NFD'), { minLength: 9 }, []],
  ['kf7-Qzxwkf7-Qzxwkf7-Qzxw', { minLength: 64 }, ['too_short']],
  [`${'kf7-Qzxw'.repeat(15)}𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷`, {}, []],
  [`${'kf7-Qzxw'.repeat(16)}a`, {}, ['too_long']],
  // 文字種別
  ['kf7-Qzxw', { kinds: kinds({ symbol: 'forbidden' }) }, ['forbidden_kind']],
  ['kf7 Qzxw', { kinds: kinds({ symbol: 'forbidden' }) }, ['forbidden_kind']],
  ['kf7漢Qzxw', { kinds: kinds({ symbol: 'forbidden' }) }, ['forbidden_kind']],
  ['kf72Qzxw', { kinds: kinds({ symbol: 'forbidden' }) }, []],
  ['kf72Qzxw', { kinds: kinds({ symbol: 'required' }) }, ['missing_kind']],
  ['kf7あQzxw', { kinds: kinds({ symbol: 'required' }) }, []],
  ['kf7-zxwp', { kinds: kinds({ upper: 'required' }) }, ['missing_kind']],
  ['KF7-ZXWP', { kinds: kinds({ lower: 'required' }) }, ['missing_kind']],
  ['kfv-Qzxw', { kinds: kinds({ digit: 'required' }) }, ['missing_kind']],
  ['kfv-Qzxw', { kinds: kinds({ upper: 'forbidden', digit: 'required' }) }, ['forbidden_kind', 'missing_kind']],
  // 文字種組み合わせ数
  ['kfvmqzxw', {}, ['too_few_kinds']],
  ['kfvmqzxw', { minKinds: 1 }, []],
  ['kfvmQzxw', { minKinds: 3 }, ['too_few_kinds']],
  ['kfv7Qzxw', { minKinds: 4 }, ['too_few_kinds']],
  ['kfv7Qz-w', { minKinds: 4 }, []],
  // what the account's neighbours would try
  ['kf7-U01-Qz', {}, ['holds_own_id']],
  ['kf7-ｕ０１-Qz', {}, ['holds_own_id']],
  ['kf7-山田-Qz', {}, ['holds_own_name']],
  ['kf7-太郎-Qz', {}, ['holds_own_name']],
  // what everybody tries first
  ['P@ssw0rd', {}, ['common']],
  ['p4$$w0rd2026', {}, ['common']],
  ['Ｐassword１', {}, ['common']],
  ['qwerty123', {}, ['common']],
  ['1q2w3e4r', {}, ['common']],
  ['Abcd1234', {}, ['common']],
  ['Aaaaaaaa1', {}, []],
  ['abAB1abAB1', {}, []],
  ['1a2b1a2b1a2b', {}, ['common']],
  ['Iloveyou!', {}, ['common']],
  ['Kinmu2026!', {}, ['common']],
  ['Sakura01', {}, ['common']],
  ['Love20262026', {}, ['common']],
  ['love8350219467', {}, []],
  ['short1', {}, ['too_short']],
  ['aaaaaa', {}, ['too_short', 'too_few_kinds', 'common']],
  ['', {}, ['too_short', 'too_few_kinds']],
];

for (const [password, changes, expected] of CASES) {
  const shown = password.length > 30 ? `${password.slice(0, 12)}… (${[...password].length})` : password;
  test(`"${shown}" under ${JSON.stringify(changes)}: ${expected.join(', ') || 'fine'}`, () =>
    assert.deepEqual(checkPassword(password, { ...GUIDE, ...changes }, OWNER), expected));
}

test('an id of two characters counts only as the whole password; parts of a Latin name from three letters on', () => {
  const owner = { loginId: 'k7', name: 'Al Smith' };
  assert.deepEqual(checkPassword('vk7-Qzalw', GUIDE, owner), []);
  assert.deepEqual(checkPassword('vK9-SMITH', GUIDE, owner), ['holds_own_name']);
});

test('the NIST profile asks for length alone', () => {
  const nist = SECURITY_PROFILES.nist.password;
  assert.deepEqual(checkPassword('kfvmqzxwkfvmqzp', nist, OWNER), []);
  assert.deepEqual(checkPassword('kfv7Qz-wkfvmqz', nist, OWNER), ['too_short']);
  assert.deepEqual(checkPassword('馬の電池が正しくホチキスされる夜', nist, OWNER), []);
});
