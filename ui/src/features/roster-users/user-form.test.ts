import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveRosterUser } from '#domain/contract/roster.ts';
import { bodyOf, emptyForm, formOf, missingFields, needsDate } from './user-form.ts';

const GROUP = '00000000-0000-4000-8000-000000000100';
const filled = { ...emptyForm(GROUP, ''), employeeNumber: '10001', name: '日電太郎', mail: 'a@example.com' };

test('the body of a form is what the contract takes, whatever else the answer held', () => {
  const answer = { ...bodyOf(filled), personId: GROUP, loginId: 'U1', status: 'active', rosterVersion: 3, periods: [] };
  const body = { ...bodyOf(formOf(answer)), rosterVersion: 3 };
  assert.deepEqual(saveRosterUser.body?.parse(body), body);
});

test('a person without group or pattern opens with empty choices', () => {
  const form = formOf({ ...bodyOf(filled), groupId: null, patternId: null });
  assert.deepEqual([form.groupId, form.patternId], ['', '']);
  assert.equal(bodyOf(form).patternId, null);
});

test('what the guide calls mandatory must be filled', () => {
  assert.deepEqual(missingFields(emptyForm('', '')), ['employeeNumber', 'name', 'mail', 'groupId']);
  assert.deepEqual(missingFields({ ...filled, name: '　' }), ['name']);
  assert.deepEqual(missingFields(filled), []);
});

test('only a change of group, pattern or approval asks from when it holds', () => {
  assert.equal(needsDate(filled, { ...filled, name: '日電花子', mail: 'b@example.com' }), false);
  assert.equal(needsDate(filled, { ...filled, endApproval: 'manual' }), true);
  assert.equal(needsDate(filled, { ...filled, patternId: GROUP }), true);
});
