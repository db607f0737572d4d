import assert from 'node:assert/strict';
import test from 'node:test';
import { SECURITY_PROFILES } from '../contract/security.ts';
import { isPasswordExpired } from './is-password-expired.ts';
import { mayChangePassword } from './may-change-password.ts';
import type { ChangeReason } from './may-change-password.ts';
import { passwordStanding } from './password-standing.ts';

const DAY = 86_400_000;

for (const [validDays, age, expected] of [
  [90, 89.999, false],
  [90, 90, true],
  [1, 0, false],
  [1, 1, true],
  [3650, 3649, false],
  [null, 100_000, false],
] as const) {
  test(`valid for ${validDays} days, set ${age} days ago: ${expected ? 'expired' : 'valid'}`, () =>
    assert.equal(isPasswordExpired(0, validDays, age * DAY), expected));
}

const AGES: readonly (readonly [number | null, number, ChangeReason, boolean])[] = [
  [1, 0.999, 'chosen', false],
  [1, 1, 'chosen', true],
  [30, 29, 'chosen', false],
  [null, 0, 'chosen', true],
  [30, 0, 'forced', true],
  [30, 0, 'leaked', true],
];
for (const [minAgeDays, age, reason, expected] of AGES) {
  test(`no change for ${minAgeDays} days, ${age} days after the last, ${reason}: ${expected ? 'may' : 'may not'}`, () =>
    assert.equal(mayChangePassword(0, minAgeDays, reason, age * DAY), expected));
}

const policyOf = (validDays: number | null) => ({ ...SECURITY_PROFILES.guide.password, validDays });
const FRESH = { setAt: 0, isOneTime: false, isOutsidePolicy: false };

for (const [name, facts, validDays, age, mustChange, reason] of [
  ['a fresh password', FRESH, 90, 1, false, undefined],
  ['a one-time password', { ...FRESH, isOneTime: true }, null, 0, true, 'one_time'],
  ['a one-time password beside an expired one', { ...FRESH, isOneTime: true }, 90, 91, true, 'one_time'],
  ['an expired password', FRESH, 90, 90, true, 'expired'],
  ['one that is both expired and outside the policy', { ...FRESH, isOutsidePolicy: true }, 90, 90, true, 'expired'],
  ['one outside a policy that was tightened', { ...FRESH, isOutsidePolicy: true }, 90, 80, false, 'policy'],
  ['two weeks before the end', FRESH, 90, 76, false, 'expires_soon'],
  ['just before the last two weeks', FRESH, 90, 75.999, false, undefined],
  ['the last third of a short validity', FRESH, 3, 2, false, 'expires_soon'],
  ['before the last third of a short validity', FRESH, 3, 1.999, false, undefined],
  ['no validity', FRESH, null, 9_999, false, undefined],
] as const) {
  test(`${name}: ${mustChange ? 'must change' : 'goes on'}${reason === undefined ? '' : `, ${reason}`}`, () => {
    const standing = passwordStanding(facts, policyOf(validDays), age * DAY);
    assert.equal(standing.mustChange, mustChange);
    assert.equal(standing.notice?.reason, reason);
  });
}
