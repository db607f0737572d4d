import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECURITY_PROFILES } from '#domain/contract/security.ts';
import { formOf, profileOf, readForm } from './security-form.ts';

for (const name of ['guide', 'nist'] as const) {
  test(`a profile passes through the form unchanged: ${name}`, () => {
    const { settings, wrong } = readForm(formOf(SECURITY_PROFILES[name]));
    assert.deepEqual(settings, SECURITY_PROFILES[name]);
    assert.deepEqual(wrong, []);
    assert.equal(profileOf(settings), name);
  });
}

test('one changed number is no profile any more', () => {
  const { settings } = readForm({ ...formOf(SECURITY_PROFILES.guide), failures: '6' });
  assert.equal(profileOf(settings), undefined);
  assert.equal(profileOf(undefined), undefined);
});

test('wide digits are read, what is no whole number is named by its field', () => {
  const form = formOf(SECURITY_PROFILES.guide);
  assert.equal(readForm({ ...form, minLength: '１２' }).settings?.password.minLength, 12);
  assert.deepEqual(readForm({ ...form, minLength: '', failures: '1.5' }).wrong, ['minLength', 'failures']);
  assert.deepEqual(readForm({ ...form, minLength: '7' }).wrong, ['minLength']);
});

test('what contradicts itself is named: more kinds than allowed, an age as long as the validity', () => {
  const form = formOf(SECURITY_PROFILES.guide);
  const kinds = { upper: 'forbidden', lower: 'forbidden', digit: 'forbidden', symbol: 'allowed' } as const;
  assert.deepEqual(readForm({ ...form, kinds }).wrong, ['minKinds']);
  assert.deepEqual(readForm({ ...form, minAgeDays: '90' }).wrong, ['minAgeDays']);
});

test('no limit ignores what stands in its field', () => {
  const form = { ...formOf(SECURITY_PROFILES.guide), hasValidity: false, validDays: 'x' };
  assert.equal(readForm(form).settings?.password.validDays, null);
});
