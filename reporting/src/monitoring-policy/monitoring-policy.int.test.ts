import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { readMonitoringPolicy, saveMonitoringPolicy } from '#domain/contract/monitoring-policy.ts';
import type { MonitoringPolicy } from '#domain/contract/monitoring-policy.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

const TEXT = {
  purpose: '勤務時間の客観的な把握',
  responsible: '人事部長。閲覧権限の付与と取消',
  rules: '承認者は担当グループだけを見る',
  checks: '半年ごとに監査ログを確認',
  retention: '勤務 5 年、PC 操作 1 年',
};
const read = async (browser: Client): Promise<MonitoringPolicy> => (await browser.call(readMonitoringPolicy)).json;

test('unwritten it says so to everyone, with what the tenant stores; written, every employee reads it, no other tenant does', async () => {
  const [administrator, employee] = [await portal.signedIn('administrator'), await portal.signedIn('employee')];
  const unwritten = await read(employee);
  assert.deepEqual([unwritten.text, unwritten.version, unwritten.isReviewDue], [null, 0, false]);
  assert.deepEqual(unwritten.collected, { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' });
  const body = { text: TEXT, version: 0 };
  assert.equal((await employee.call(saveMonitoringPolicy, { body })).status, 404);
  assert.equal((await administrator.call(saveMonitoringPolicy, { body })).status, 200);
  assert.deepEqual((await read(employee)).text, TEXT);
  assert.equal((await read(await portal.signedIn('employee', portal.otherHouse))).text, null);
});

test('the slower of two administrators is told; an empty paragraph is refused', async () => {
  const administrator = await portal.signedIn('administrator');
  const { version } = await read(administrator);
  assert.equal((await administrator.call(saveMonitoringPolicy, { body: { text: TEXT, version } })).status, 200);
  const late = await administrator.call(saveMonitoringPolicy, { body: { text: TEXT, version } });
  assert.equal(late.status, 409);
  const empty = { text: { ...TEXT, rules: ' ' }, version: version + 1 };
  assert.equal((await administrator.call(saveMonitoringPolicy, { body: empty })).status, 400);
});

test('a year after it was saved it is due for review; saving it unchanged confirms it', async () => {
  const administrator = await portal.signedIn('administrator');
  const readAt = async (age: string): Promise<MonitoringPolicy> => {
    await portal.records
      .updateTable('monitoring_policies')
      .set({ saved_at: sql`now() - ${age}::interval` })
      .execute();
    return read(administrator);
  };
  assert.equal((await readAt('364 days 23 hours')).isReviewDue, false);
  const due = await readAt('365 days');
  assert.equal(due.isReviewDue, true);
  await administrator.call(saveMonitoringPolicy, { body: { text: TEXT, version: due.version } });
  assert.equal((await read(administrator)).isReviewDue, false);
});
