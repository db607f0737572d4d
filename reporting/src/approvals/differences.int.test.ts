import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readDayHistory, resolveDifference } from '#domain/contract/approvals.ts';
import { clearWork } from '../testkit/clear-work.ts';
import type { Client } from '../testkit/client.ts';
import { addWaitingDay, approvalsOf, decideDays } from '../testkit/decisions.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { processDay } from '../testkit/process-day.ts';

const WORK_DATE = '2026-03-09';
let portal: TestPortal;
let approver: Client;
before(async () => {
  portal = await startTestPortal();
  approver = await portal.signedIn('approver');
  const { tenantId } = portal.house;
  const period = { tenant_id: tenantId, effective_from: '2026-01-01' as never, is_on: true };
  await portal.records.insertInto('auto_recording_periods').values(period).execute();
});
after(() => portal.stop());
beforeEach(async () => {
  await clearWork(portal.records);
  for (const table of ['computed_days_v1', 'raw_input_minutes_v1', 'person_minutes_v1'])
    await portal.analytics.command(`TRUNCATE TABLE ${table}`);
});

const process = (active?: readonly (readonly [number, number])[]) =>
  processDay(portal, portal.house.tenantId, portal.house.people.employee, WORK_DATE, active);
const params = () => ({ personId: portal.house.people.employee, workDate: WORK_DATE });
const settle = (browser: Client, resolution: 'take' | 'decline', figures: unknown, comment = 'PCのログのとおり') =>
  browser.call(resolveDifference, { params: params(), body: { resolution, comment, figures } });

/** 9:00-18:00 with eight active hours, approved; then an offline PC brings another hour, which auto-recording counts as overtime. */
async function lateData() {
  await addWaitingDay(portal, portal.house.people.employee, WORK_DATE, [
    ['start', 540],
    ['end', 1080],
  ]);
  await process([
    [540, 720],
    [780, 1080],
  ]);
  const results = await decideDays(approver, (await approvalsOf(approver)).days);
  assert.ok(results.every(({ isDayApproved }) => isDayApproved));
  const approved = await process();
  assert.deepEqual([approved.overtimeMinutes, approved.difference], [0, null]);
  const late = await process([[1080, 1140]]);
  assert.deepEqual([late.overtimeMinutes, late.difference?.figures.overtimeMinutes], [0, 60]);
  assert.deepEqual([late.difference?.reasons, late.pcActiveMinutes], [['pcData'], 540]);
  return late.difference?.figures;
}

test('late data after the approval changes no declared figure and stands in the list until somebody settles it', async () => {
  const figures = await lateData();
  const { days, groups } = await approvalsOf(approver);
  assert.deepEqual(
    days.map(({ workDate, attention, difference, figures: shown }) => [
      workDate,
      attention[0]?.flag,
      difference?.figures,
      shown?.overtimeMinutes,
    ]),
    [[WORK_DATE, 'difference', figures, 0]],
  );
  assert.equal(groups.find(({ code }) => code === 'SALES1')?.differenceDays, 1);
});

test('taken, the figures of now are the approved ones', async () => {
  const figures = await lateData();
  const answer = await settle(approver, 'take', figures);
  assert.equal(answer.status, 200, answer.text);
  const day = await process();
  assert.deepEqual([day.overtimeMinutes, day.difference, day.approval?.holds], [60, null, true]);
  assert.deepEqual((await approvalsOf(approver)).days, []);
});

test('declined, what was approved stays, until the figures move again', async () => {
  const figures = await lateData();
  assert.equal((await settle(approver, 'decline', figures, '業務外です')).status, 200);
  const day = await process();
  assert.deepEqual([day.overtimeMinutes, day.difference], [0, null]);
  const history = (await approver.call(readDayHistory, { params: params() })).json as { settlements: object[] };
  assert.partialDeepStrictEqual(history.settlements, [
    { actorName: 'approver 太郎', resolution: 'decline', comment: '業務外です' },
  ]);
  const moved = await process([[1140, 1150]]);
  assert.equal(moved.difference?.figures.overtimeMinutes, 70);
});

test('of two who settle at once the second is told that there is no such difference any more', async () => {
  const figures = await lateData();
  const parentApprover = await portal.signedIn('parentApprover');
  const first = await settle(approver, 'decline', figures);
  await process();
  const second = await settle(parentApprover, 'take', figures);
  assert.deepEqual([first.status, second.status, second.code], [200, 409, 'difference_changed']);
});

test('other figures than those seen are not settled, and nobody settles their own', async () => {
  const figures = await lateData();
  const others = await settle(approver, 'take', { ...figures, overtimeMinutes: 59 });
  assert.equal(others.code, 'difference_changed');
  assert.equal((await settle(await portal.signedIn('employee'), 'take', figures)).status, 404);
});
