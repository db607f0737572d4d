import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, curlOf, newForm, stateOf, wrongFields } from './token-form.ts';

const form = { ...newForm(new Date(2026, 10, 5)), name: ' 給与 ' };

test('a new form proposes a year from this month on, and only the name is missing', () => {
  assert.deepEqual([form.firstMonth, form.lastMonth], ['202611', '202711']);
  assert.deepEqual(wrongFields(newForm(new Date(2026, 10, 5))), ['name']);
  assert.deepEqual(wrongFields(form), []);
});

test('months must be months in order, days a year at most', () => {
  assert.deepEqual(wrongFields({ ...form, firstMonth: '202613' }), ['months']);
  assert.deepEqual(wrongFields({ ...form, firstMonth: '202712' }), ['months']);
  for (const validDays of ['0', '367', '', '1.5', '-1'])
    assert.deepEqual(wrongFields({ ...form, validDays }), ['validDays']);
  assert.deepEqual(wrongFields({ ...form, name: 'x'.repeat(65) }), ['name']);
});

test('the body has the trimmed name, and null for everyone', () => {
  assert.deepEqual(bodyOf(form), {
    name: '給与',
    firstMonth: '202611',
    lastMonth: '202711',
    validDays: 365,
    groupIds: null,
  });
  assert.deepEqual(bodyOf({ ...form, groupId: 'g' })?.groupIds, ['g']);
});

test('revoked goes before expired', () => {
  const token = { expiresAt: 100, revokedAt: null } as Parameters<typeof stateOf>[0];
  assert.equal(stateOf(token, 99), 'active');
  assert.equal(stateOf(token, 100), 'expired');
  assert.equal(stateOf({ ...token, revokedAt: 1 }, 100), 'revoked');
});

test('the example calls the endpoint with the token', () => {
  assert.equal(
    curlOf('https://kinmu.example', '202611', 'kinmu_x'),
    "curl -H 'Authorization: Bearer kinmu_x' \\\n  'https://kinmu.example/api/v1/attendance?month=202611'",
  );
});
