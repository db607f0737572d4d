import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_RETENTION, saveRetention } from '#domain/contract/retention.ts';
import { bodyOf, formOf, isShortForLaw, wrongFields } from './retention-form.ts';

const form = formOf({ settings: DEFAULT_RETENTION, version: 3, runs: [], lastCheckedAt: null });

test('what is shown is saved as it was', () => {
  assert.deepEqual(wrongFields(form), []);
  assert.deepEqual(bodyOf(form, 3), { settings: DEFAULT_RETENTION, version: 3 });
});

test('the fields are wrong exactly where the portal would refuse them', () => {
  for (const days of ['', '61', '62', '90.5', '３６６', '3660', '3661', 'x']) {
    const typed = { ...form, days: { ...form.days, presence: days } };
    const isTaken = saveRetention.body?.safeParse(bodyOf(typed, 0)).success === true;
    assert.deepEqual(wrongFields(typed), isTaken ? [] : ['presence'], days);
  }
});

test('years of the record of work: none below what the law allows, and a word where they are fewer than it asks for', () => {
  for (const workYears of ['', '2', '3', '4.5', '5', '30', '31', '５']) {
    const typed = { ...form, workYears };
    const isTaken = saveRetention.body?.safeParse(bodyOf(typed, 0)).success === true;
    assert.deepEqual(wrongFields(typed), isTaken ? [] : ['workYears'], workYears);
    assert.equal(isShortForLaw(typed), ['3'].includes(workYears), workYears);
  }
});

test('a hold asks for its reason; without a hold no reason is kept', () => {
  assert.deepEqual(wrongFields({ ...form, isOnHold: true, holdReason: ' ' }), ['holdReason']);
  assert.deepEqual(wrongFields({ ...form, isOnHold: true, holdReason: '調査' }), []);
  assert.equal(bodyOf({ ...form, holdReason: '調査' }, 0)?.settings.holdReason, '');
});
