import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { readDay, readMonth } from '#domain/contract/months.ts';
import type { DayAnswer, MonthAnswer } from '#domain/contract/months.ts';
import { createTask } from '#domain/contract/tasks.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { storeDay, storeWindows, TEST_DEVICE } from '../testkit/days.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

const workDate = '2026-03-02' as WorkDate;
let portal: TestPortal;
before(async () => (portal = await startTestPortal()));
after(() => portal.stop());

const readBoth = async (): Promise<{ day: DayAnswer; month: MonthAnswer }> => {
  const employee = await portal.signedIn('employee');
  const day: DayAnswer = (await employee.call(readDay, { params: { personId: 'me', workDate } })).json;
  const month: MonthAnswer = (await employee.call(readMonth, { params: { personId: 'me', month: '202603' } })).json;
  return { day, month };
};

test('a day without anything has empty lists, never missing ones', async () => {
  const { day, month } = await readBoth();
  assert.deepEqual(
    [day.day, day.tasks, day.unrequestedBlocks, day.requests, day.changes, day.approverName],
    [null, [], [], [], [], null],
  );
  assert.deepEqual(month.days[1], {
    workDate,
    dayOff: null,
    requests: [],
    unrequestedBlocks: { total: 0, unanswered: 0 },
    day: null,
  });
});

test('the detail has the titles of the tasks, the requests with who decided, and the name behind the approval', async () => {
  const { tenantId, people } = portal.house;
  const employee = await portal.signedIn('employee');
  const task = { taskId: randomUUID(), workDate, kind: 'task', title: '見積', startClock: 600, endClock: 660 };
  assert.equal((await employee.call(createTask, { body: task })).status, 200);
  const key = { tenant_id: tenantId, person_id: people.employee, work_date: workDate };
  const [first, second] = [randomUUID(), randomUUID()];
  const request = { ...key, state: 'submitted' as const, created_at: new Date('2026-03-02T00:00Z') };
  await portal.records
    .insertInto('requests')
    .values([
      { ...request, request_id: first, kind: 'start', mode: 'automatic', state: 'approved' },
      { ...request, request_id: second, kind: 'correction', mode: 'manual', created_at: new Date('2026-03-03T00:00Z') },
    ])
    .execute();
  const decided = {
    state: 'returned' as const,
    decided_by: people.approver,
    decided_at: new Date('2026-03-04T00:00Z'),
  };
  await portal.records.updateTable('requests').set(decided).where('request_id', '=', second).execute();
  const computed = await storeDay(portal, tenantId, people.employee, { workDate, active: [['10:00', '10:05']] });
  const approval = { approvedAt: 1, approverId: people.approver, holds: true };
  await portal.analytics.insertRows(
    'computed_days_v1',
    ['tenant_id', 'person_id', 'work_date', 'version', 'day'],
    [[tenantId, people.employee, workDate, 2, JSON.stringify({ ...computed, approval })]],
  );

  const { day, month } = await readBoth();
  assert.deepEqual(
    day.tasks.map((each) => [each.title, each.startClock]),
    [['見積', 600]],
  );
  assert.deepEqual(
    day.requests.map((each) => [each.requestId, each.kind, each.mode, each.state, each.decidedByName]),
    [
      [first, 'start', 'automatic', 'approved', null],
      [second, 'correction', 'manual', 'returned', 'approver 太郎'],
    ],
  );
  assert.equal(day.approverName, 'approver 太郎');
  assert.deepEqual(month.days[1]?.requests, [
    { requestId: first, kind: 'start', mode: 'automatic', state: 'approved' },
    { requestId: second, kind: 'correction', mode: 'manual', state: 'returned' },
  ]);
});

test('what changed of the day afterwards is told, the newest first, once each', async () => {
  const { tenantId, people } = portal.house;
  const figures = {
    ...{ clockInClock: 540, clockOutClock: 1080, scheduledMinutes: 480, workedMinutes: 480, breakMinutes: 60 },
    ...{ overtimeMinutes: 0, holidayWorkMinutes: 0, lateNightMinutes: 0, unrequestedMinutes: 0, pcActiveMinutes: 300 },
  };
  const columns = ['tenant_id', 'person_id', 'work_date', 'version', 'changed_at', 'reasons', 'before', 'after'];
  const change = (version: number, reason: string, pcActiveMinutes: number) => [
    ...[tenantId, people.employee, workDate, version, `2026-03-0${version}T00:00:00.000Z`, [reason]],
    ...[JSON.stringify(figures), JSON.stringify({ ...figures, pcActiveMinutes })],
  ];
  const rows = [change(3, 'pcData', 355), change(4, 'declaration', 300)];
  await portal.analytics.insertRows('day_changes_v1', columns, rows);
  await portal.analytics.insertRows('day_changes_v1', columns, rows.slice(0, 1));
  const { day } = await readBoth();
  assert.deepEqual(
    day.changes.map((each) => [each.changedAt, each.reasons, each.before.pcActiveMinutes, each.after.pcActiveMinutes]),
    [
      [Date.parse('2026-03-04T00:00Z'), ['declaration'], 300, 300],
      [Date.parse('2026-03-03T00:00Z'), ['pcData'], 300, 355],
    ],
  );
});

test('a slice of a window says from which PC it comes', async () => {
  const { tenantId, people } = portal.house;
  const { day: before } = await readBoth();
  await storeWindows(portal.analytics, tenantId, people.employee, (before.day?.startMinute ?? 0) + 300);
  const { day } = await readBoth();
  assert.deepEqual(
    [day.slices.map((slice) => slice.devices), day.minutes[0]?.devices],
    [[[TEST_DEVICE], [TEST_DEVICE]], [TEST_DEVICE]],
  );
});
