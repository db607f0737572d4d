import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readOwnRules, type OwnRules } from '#domain/contract/own-rules.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

const rulesOf = async (name: 'employee' | 'colleague'): Promise<OwnRules> => {
  const answer = await (await portal.signedIn(name)).call(readOwnRules);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};

test('a person sees their pattern, their modes and whom their requests reach', async () => {
  const { tenantId, people } = portal.house;
  await portal.records
    .updateTable('people')
    .set({ report_at_end: 'mandatory', end_notice: true })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', people.employee)
    .execute();
  const rules = await rulesOf('employee');
  assert.equal(rules.reportAtEnd, 'mandatory');
  assert.deepEqual([rules.endNotice, rules.breakNotice], [true, false]);
  assert.ok(rules.pattern.scheduledMinutes > 0);
  assert.deepEqual(rules.approverNames, ['approver 太郎'], 'neither the parent group’s nor the senior approver');
});

test('a period that begins tomorrow holds from tomorrow on', async () => {
  const { tenantId, people } = portal.house;
  const today = await rulesOf('colleague');
  const period = (from: string) => ({
    tenant_id: tenantId,
    person_id: people.colleague,
    effective_from: from,
    group_id: portal.house.groups.SALES1,
    pattern_id: null,
    start_approval: 'manual' as const,
  });
  await portal.records.insertInto('assignments').values(period('2999-01-01')).execute();
  assert.equal((await rulesOf('colleague')).groupName, today.groupName);
  await portal.records.insertInto('assignments').values(period(today.workDate)).execute();
  const after = await rulesOf('colleague');
  assert.equal(after.startApproval, 'manual');
  assert.notEqual(after.groupName, today.groupName);
});

test('nobody who may not sign in is named as an approver', async () => {
  const { tenantId, people } = portal.house;
  const suspend = (status: 'suspended' | 'active') =>
    portal.records
      .updateTable('people')
      .set({ status })
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', people.approver)
      .execute();
  await suspend('suspended');
  assert.deepEqual((await rulesOf('employee')).approverNames, []);
  await suspend('active');
});

test('admin, who has no month, has no rules of work', async () => {
  assert.equal((await (await portal.signedIn('admin')).call(readOwnRules)).status, 404);
});
