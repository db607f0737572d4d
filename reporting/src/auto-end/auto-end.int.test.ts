import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { readOwnNotices } from '#domain/contract/notices.ts';
import { recordOperation } from '#domain/contract/operations.ts';
import { saveTenantSettings, readTenantSettings } from '#domain/contract/settings.ts';
import type { TenantSettings } from '#domain/contract/settings.ts';
import { createRecords } from '#platform/postgres.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { FaultPoint } from '../fault-point.ts';
import type { Tables } from '../records/schema.ts';
import { storeDay } from '../testkit/days.ts';
import { startTestPortal, TEST_NOW_MS } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { settleStartedDays } from './settle-started-days.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
beforeEach(async () => {
  portal.clock.nowMs = TEST_NOW_MS;
  for (const table of ['day_approvals', 'request_events', 'requests', 'operations', 'work_days'] as const)
    await portal.records.deleteFrom(table).execute();
  await portal.records.deleteFrom('mail_outbox').execute();
});
after(() => portal.stop());

/** 2026-03-10 is TEST_NOW_MS's date; it ends at 5:00 of the 11th. */
const DATE = '2026-03-10';
const BOUNDARY_MS = Date.parse('2026-03-11T05:00:00+09:00');
const settle = (records = portal.records, faultPoint: FaultPoint = () => undefined) =>
  settleStartedDays({
    records,
    analytics: portal.analytics,
    pepper: portal.deps.secrets.passwordPepper,
    nowMs: () => portal.clock.nowMs,
    faultPoint,
  });
const settleAt = (nowMs: number): Promise<void> => {
  portal.clock.nowMs = nowMs;
  return settle();
};
async function press(kind: 'start' | 'end'): Promise<void> {
  const employee = await portal.signedIn('employee');
  const answer = await employee.call(recordOperation, { body: { operationId: randomUUID(), kind } });
  assert.equal(answer.status, 200, answer.text);
}
const autoEnded = async () =>
  (await portal.records.selectFrom('auto_ended_days').select(['person_id', 'work_date']).execute()).map(
    (row) => `${row.person_id} ${row.work_date}`,
  );
const watched = async () =>
  (await portal.records.selectFrom('started_days').select('due_at').execute()).map(({ due_at }) => due_at);
const mailed = async () =>
  (await portal.records.selectFrom('mail_outbox').select(['person_id', 'kind']).execute()).filter(
    ({ kind }) => kind === 'autoEnded',
  );

test('a day that nobody ended is found once its work date is over: remembered once, its approver mailed once', async () => {
  const { employee, approver } = portal.house.people;
  await press('start');
  await settleAt(BOUNDARY_MS);
  assert.deepEqual(await autoEnded(), []);
  assert.deepEqual(await watched(), [new Date(BOUNDARY_MS + 60_000)]);
  await settleAt(BOUNDARY_MS + 60_000);
  assert.deepEqual(await autoEnded(), [`${employee} ${DATE}`]);
  assert.deepEqual(await mailed(), [{ person_id: approver, kind: 'autoEnded' }]);
  assert.deepEqual(await watched(), []);
  await settleAt(BOUNDARY_MS + 120_000);
  assert.equal((await mailed()).length, 1);
});

test('a day that was ended, also at the very boundary, is none', async () => {
  await press('start');
  portal.clock.nowMs = BOUNDARY_MS;
  await press('end');
  await settleAt(BOUNDARY_MS + 60_000);
  assert.deepEqual([await autoEnded(), await mailed(), await watched()], [[], [], []]);
});

test('a round that dies before its commit leaves neither row nor mail, and the next one finds the day', async () => {
  await press('start');
  portal.clock.nowMs = BOUNDARY_MS + 60_000;
  const dies: FaultPoint = (place) => {
    if (place === 'auto-end.before-commit') throw new Error('killed');
  };
  await assert.rejects(settle(portal.records, dies), /killed/);
  assert.deepEqual([await autoEnded(), await mailed(), (await watched()).length], [[], [], 1]);
  await settle();
  assert.deepEqual([(await autoEnded()).length, (await mailed()).length, await watched()], [1, 1, []]);
});

test('several instances at once find each day once', async () => {
  await press('start');
  portal.clock.nowMs = BOUNDARY_MS + 60_000;
  const others = Array.from({ length: 4 }, () => createRecords<Tables>(portal.postgresUrl));
  await Promise.all([settle(), ...others.map((records) => settle(records))]);
  await Promise.all(others.map((records) => records.destroy()));
  assert.deepEqual([(await autoEnded()).length, (await mailed()).length], [1, 1]);
});

test('no mail where the tenant sends none, and none about days that ended long ago; both are remembered', async () => {
  const setMail = (sends: boolean) =>
    portal.records.updateTable('tenants').set({ sends_request_mail: sends }).where('code', '=', 'demo').execute();
  await setMail(false);
  await press('start');
  await settleAt(BOUNDARY_MS + 60_000);
  await setMail(true);
  assert.deepEqual([(await autoEnded()).length, (await mailed()).length], [1, 0]);

  portal.clock.nowMs = TEST_NOW_MS + 86_400_000;
  await press('start');
  await settleAt(TEST_NOW_MS + 30 * 86_400_000);
  assert.deepEqual([(await autoEnded()).length, (await mailed()).length], [2, 0]);
});

test('a moved boundary is followed: a day that still runs is asked for again', async () => {
  await press('start');
  await portal.records.updateTable('work_patterns').set({ auto_end_clock: 480 }).execute();
  await settleAt(BOUNDARY_MS + 60_000);
  assert.deepEqual([await autoEnded(), (await watched())[0]?.getTime()], [[], BOUNDARY_MS + 3 * 3_600_000 + 60_000]);
  await portal.records.updateTable('work_patterns').set({ auto_end_clock: 300 }).execute();
});

test('with auto-recording on, activity after the start is the end: only a computed day without it is an auto-end', async () => {
  const administrator = await portal.signedIn('administrator');
  const settings: TenantSettings = (await administrator.call(readTenantSettings)).json;
  const { autoRecording: _, usedLicences: __, isZoneEffectiveDated: ___, ...kept } = settings;
  const body = { ...kept, autoRecording: { isOn: true } };
  assert.equal((await administrator.call(saveTenantSettings, { body })).status, 200);
  await press('start');
  const { tenantId, people } = portal.house;
  await settleAt(BOUNDARY_MS + 60_000);
  assert.deepEqual([await autoEnded(), (await watched()).length], [[], 1], 'the figures are not there yet');
  await storeDay(portal, tenantId, people.employee, {
    workDate: DATE,
    presses: [['start', '10:00']],
    active: [['10:05', '17:00']],
  });
  await portal.records.updateTable('work_days').set({ version: 1 }).execute();
  await settleAt(BOUNDARY_MS + 180_000);
  assert.deepEqual([await autoEnded(), await watched()], [[], []]);
});

test('the person sees the days that were ended automatically and not corrected; nobody else does', async () => {
  const { tenantId, people } = portal.house;
  await storeDay(portal, tenantId, people.colleague, { workDate: '2026-03-05', presses: [['start', '9:00']] });
  const workDate = '2026-03-06';
  await storeDay(portal, tenantId, people.colleague, {
    workDate,
    presses: [
      ['start', '8:30'],
      ['end', '17:00'],
    ],
  });
  const colleague = await portal.signedIn('colleague');
  const notices = await waitFor(
    async () => (await colleague.call(readOwnNotices)).json as { autoEndedDays: unknown[] },
  );
  assert.deepEqual(notices, { autoEndedDays: [{ workDate: '2026-03-05', startClock: 540 }], lostTime: null });
  const employee = await portal.signedIn('employee');
  assert.deepEqual((await employee.call(readOwnNotices)).json, { autoEndedDays: [], lostTime: null });
});
