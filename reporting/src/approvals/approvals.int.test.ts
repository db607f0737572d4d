import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { countWaiting, decideRequests, readDayHistory } from '#domain/contract/approvals.ts';
import type { ApprovalDay } from '#domain/contract/approvals.ts';
import { recordOperation } from '#domain/contract/operations.ts';
import { createCorrection } from '#domain/contract/requests.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { readDeclaredNow } from '../work-days/read-day-facts.ts';
import { clearWork } from '../testkit/clear-work.ts';
import type { Client } from '../testkit/client.ts';
import { addWaitingDay, approvalsOf, decideDays } from '../testkit/decisions.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { processDay } from '../testkit/process-day.ts';

let portal: TestPortal;
let approver: Client;
let parentApprover: Client;
before(async () => {
  portal = await startTestPortal();
  approver = await portal.signedIn('approver');
  parentApprover = await portal.signedIn('parentApprover');
});
after(() => portal.stop());
beforeEach(async () => {
  portal.clock.nowMs = Date.parse('2026-03-10T20:00:30+09:00');
  await clearWork(portal.records);
  await portal.records.deleteFrom('mail_outbox').execute();
  await portal.records
    .updateTable('people')
    .set({ mail: 'x@example.jp', status: 'active', task_at_start: 'optional' })
    .execute();
  await portal.analytics.command('TRUNCATE TABLE computed_days_v1');
});

const ORDINARY = [
  ['start', 540],
  ['end', 1080],
] as const;
const employee = (): string => portal.house.people.employee;
const process = (workDate: string, active?: readonly (readonly [number, number])[]) =>
  processDay(portal, portal.house.tenantId, employee(), workDate, active);
/** A day of the employee that waits, computed. */
const waitingDay = async (workDate: string, presses: Parameters<typeof addWaitingDay>[3] = ORDINARY) => {
  const ids = await addWaitingDay(portal, employee(), workDate, presses);
  await process(workDate);
  return ids;
};
const dayOf = (days: readonly ApprovalDay[], workDate: string): ApprovalDay => {
  const day = days.find((each) => each.workDate === workDate);
  assert.ok(day !== undefined, `${workDate} is in the list`);
  return day;
};
const declaredNow = (workDate: string) =>
  readDeclaredNow(portal.records, { tenantId: portal.house.tenantId, personId: employee() }, workDate as WorkDate);

test("a pressed button is on the approver's screen within two seconds", async () => {
  portal.clock.nowMs = Date.parse('2026-03-10T09:00:30+09:00');
  const browser = await portal.signedIn('employee');
  const startedMs = performance.now();
  await browser.call(recordOperation, { body: { operationId: randomUUID(), kind: 'start', workStyle: 'remote' } });
  const day = await waitFor(async () =>
    (await approvalsOf(approver)).days.find((each) => each.personId === employee()),
  );
  const tookMs = performance.now() - startedMs;
  assert.ok(tookMs < 2_000, `${Math.round(tookMs)} ms`);
  assert.deepEqual([day.requests[0]?.content.kind, day.isSettling, day.figures], ['start', true, null]);
});

test('a day is approved whole: its declared figures are fixed, its person is told, the history says by whom', async () => {
  await waitingDay('2026-03-09');
  const { days } = await approvalsOf(approver);
  assert.deepEqual([days.length, days[0]?.attention, days[0]?.figures?.workedMinutes], [1, [], 480]);
  const results = await decideDays(approver, days);
  assert.deepEqual(
    results.map(({ outcome, isDayApproved, now }) => [outcome, isDayApproved, now?.state, now?.changedByName]),
    Array.from({ length: 2 }, () => ['done', true, 'approved', 'approver 太郎']),
  );
  const { approval, version } = await declaredNow('2026-03-09');
  assert.deepEqual(
    [approval?.holds, approval?.approverId, approval?.spans.length],
    [true, portal.house.people.approver, 1],
  );
  assert.equal(version, 2);
  const shown = await process('2026-03-09');
  assert.deepEqual([shown.isProvisional, shown.approval?.holds, shown.workedMinutes], [false, true, 480]);
  assert.deepEqual((await approvalsOf(approver)).days, []);
  assert.equal((await approvalsOf(approver, { state: 'decided' })).days.length, 1);
  const mails = await portal.records.selectFrom('mail_outbox').select(['person_id', 'kind']).execute();
  assert.deepEqual(mails, [{ person_id: employee(), kind: 'requestDecided' }]);
  const params = { personId: 'me', workDate: '2026-03-09' };
  const browser = await portal.signedIn('employee');
  const history = (await browser.call(readDayHistory, { params })).json as {
    requests: { events: { action: string; actorName: string }[] }[];
    approval: { approverName: string };
    maySettle: boolean;
  };
  assert.deepEqual(
    history.requests[0]?.events.map(({ action, actorName }) => [action, actorName === 'approver 太郎']),
    [
      ['submitted', false],
      ['approved', true],
    ],
  );
  assert.deepEqual([history.approval.approverName, history.maySettle], ['approver 太郎', false]);
});

test('whoever may not sign in any more gets no mail, and their requests can be decided', async () => {
  await waitingDay('2026-03-09');
  await portal.records.updateTable('people').set({ status: 'suspended' }).where('person_id', '=', employee()).execute();
  const results = await decideDays(approver, (await approvalsOf(approver)).days);
  assert.deepEqual(
    results.map(({ outcome }) => outcome),
    ['done', 'done'],
  );
  assert.deepEqual(await portal.records.selectFrom('mail_outbox').selectAll().execute(), []);
});

test('a return needs a comment; what is returned leaves the list and fixes nothing', async () => {
  await waitingDay('2026-03-09');
  const { days } = await approvalsOf(approver);
  const { requestId = '', version } = days[0]?.requests[0] ?? {};
  const body = { decisions: [{ requestId, version, decision: 'return', comment: ' ' }] };
  assert.equal((await approver.call(decideRequests, { body })).code, 'invalid_input');
  const results = await decideDays(approver, days, 'return', '時刻を確かめてください');
  assert.ok(
    results.every(
      ({ outcome, now, isDayApproved }) => outcome === 'done' && now?.state === 'returned' && !isDayApproved,
    ),
  );
  const { approval, operations } = await declaredNow('2026-03-09');
  assert.deepEqual([approval, operations.map(({ requestState }) => requestState)], [null, ['returned', 'returned']]);
  assert.deepEqual((await approvalsOf(approver)).days, []);
});

test('a start is approved while its person works: nothing whole is fixed, and no figures are waited for', async () => {
  portal.clock.nowMs = Date.parse('2026-03-10T12:00:30+09:00');
  await addWaitingDay(portal, employee(), '2026-03-10', [['start', 540]]);
  const results = await decideDays(approver, (await approvalsOf(approver)).days);
  assert.deepEqual(
    results.map(({ outcome, isDayApproved }) => [outcome, isDayApproved]),
    [['done', false]],
  );
  assert.equal((await declaredNow('2026-03-10')).approval, null);
});

test('of two approvers at once one decides, the other is told who did', async () => {
  await waitingDay('2026-03-09');
  const { days } = await approvalsOf(approver);
  const both = await Promise.all([
    decideDays(approver, days),
    decideDays(parentApprover, days, 'return', '早すぎます'),
  ]);
  const outcomes = both.map((results) => new Set(results.map(({ outcome }) => outcome)));
  assert.deepEqual(outcomes.map((each) => [...each].join()).sort(), ['changed', 'done']);
  const winner = both.findIndex((results) => results[0]?.outcome === 'done');
  const loser = both[1 - winner] ?? [];
  const name = winner === 0 ? 'approver 太郎' : 'parentApprover 太郎';
  assert.ok(loser.every(({ now }) => now?.changedByName === name && now.version === 2));
  const events = await portal.records
    .selectFrom('request_events')
    .selectAll()
    .where('action', '<>', 'submitted')
    .execute();
  assert.equal(events.length, 2);
});

test('fifty ordinary days and three odd ones: the odd ones stand first, the rest is approved in one action', async () => {
  // Mondays to Fridays: nobody passes a legal cap.
  const dates = Array.from({ length: 53 }, (_, index) =>
    addDays('2025-12-01' as WorkDate, Math.floor(index / 5) * 7 + (index % 5)),
  );
  for (const [index, workDate] of dates.entries()) {
    if (index === 10)
      await waitingDay(workDate, [
        ['start', 540],
        ['end', 1_380],
      ]);
    else await waitingDay(workDate);
  }
  // Two hours of PC use after the declared end, and a correction.
  await process(dates[20] ?? '', [[1_100, 1_220]]);
  const browser = await portal.signedIn('employee');
  const day = { spans: [], isHolidayWork: false, halfDay: null, scheduledMinutes: null };
  const correction = { requestId: randomUUID(), workDate: dates[30], day, reason: '有給休暇でした' };
  assert.equal((await browser.call(createCorrection, { body: correction })).status, 200);
  await process(dates[30] ?? '');

  const { days, totalDays } = await approvalsOf(approver);
  assert.deepEqual([days.length, totalDays], [53, 53]);
  const odd = days.slice(0, 3);
  assert.deepEqual(
    odd.map(({ workDate, attention }) => [workDate, attention.map(({ flag }) => flag)]),
    [
      [dates[30], ['correction']],
      [dates[20], ['deviation', 'unansweredUnrequested']],
      [dates[10], ['lateNight']],
    ],
  );
  assert.ok(days.slice(3).every(({ attention }) => attention.length === 0));
  const results = await decideDays(approver, days.slice(3));
  assert.ok(results.every(({ outcome, isDayApproved }) => outcome === 'done' && isDayApproved));
  assert.equal((await approvalsOf(approver)).days.length, 3);
});

test('nobody approves figures that they have not seen, or that have not been computed', async () => {
  await waitingDay('2026-03-09');
  const seen = (await approvalsOf(approver)).days;
  const other = seen.map((day) => ({ ...day, seenFigures: 'others' }));
  assert.deepEqual(
    new Set((await decideDays(approver, other)).map(({ outcome }) => outcome)),
    new Set(['figuresChanged']),
  );
  await portal.records.updateTable('work_days').set({ version: 9 }).execute();
  const late = await decideDays(approver, seen);
  assert.deepEqual(new Set(late.map(({ outcome }) => outcome)), new Set(['figuresNotReady']));
  await process('2026-03-09');
  assert.deepEqual(new Set((await decideDays(approver, seen)).map(({ outcome }) => outcome)), new Set(['done']));
});

test('figures that come while somebody waits for them are approved', async () => {
  await addWaitingDay(portal, employee(), '2026-03-09', ORDINARY);
  const { days } = await approvalsOf(approver);
  const deciding = decideDays(
    approver,
    days.map((day) => ({ ...day, seenFigures: undefined as never })),
  );
  await process('2026-03-09');
  assert.ok((await deciding).every(({ outcome, isDayApproved }) => outcome === 'done' && isDayApproved));
});

test('nobody decides about their own day, unless nobody else can', async () => {
  const { tenantId, groups, people } = portal.house;
  await addWaitingDay(portal, people.senior, '2026-03-09', ORDINARY);
  await processDay(portal, tenantId, people.senior, '2026-03-09');
  const senior = await portal.signedIn('senior');
  const row = { tenant_id: tenantId, group_id: groups.HQ, person_id: people.approver };
  await portal.records.insertInto('group_approvers').values(row).execute();
  const [own] = (await approvalsOf(senior)).days;
  assert.equal(own?.mayDecide, false);
  const refused = await decideDays(senior, own === undefined ? [] : [own]);
  assert.ok(refused.every(({ outcome, now }) => outcome === 'ownRequest' && now?.state === 'submitted'));
  // The other approver may not sign in any more: now nobody else can.
  await portal.records
    .updateTable('people')
    .set({ status: 'suspended' })
    .where('person_id', '=', people.approver)
    .execute();
  const [alone] = (await approvalsOf(senior)).days;
  assert.equal(alone?.mayDecide, true);
  assert.ok((await decideDays(senior, [alone])).every(({ outcome }) => outcome === 'done'));
  await portal.records
    .deleteFrom('group_approvers')
    .where('person_id', '=', people.approver)
    .where('group_id', '=', groups.HQ)
    .execute();
});

test('the group of the work date gives the right, and those above it; senior approvers find it without being told', async () => {
  await waitingDay('2026-03-09');
  const counts = async (name: 'approver' | 'parentApprover' | 'siblingApprover' | 'senior') => {
    const browser = await portal.signedIn(name);
    const { waitingDays } = (await browser.call(countWaiting)).json as { waitingDays: number };
    return [waitingDays, (await approvalsOf(browser)).days.length];
  };
  assert.deepEqual(await counts('approver'), [1, 1]);
  assert.deepEqual(await counts('parentApprover'), [1, 1]);
  assert.deepEqual(await counts('senior'), [0, 1]);
  assert.deepEqual(await counts('siblingApprover'), [0, 0]);
  const { groups } = portal.house;
  const only = await approvalsOf(parentApprover, { groupId: groups.SALES, includeBelow: 'false' });
  assert.deepEqual(
    [only.days.length, only.groups.map(({ code, waitingDays }) => [code, waitingDays])],
    [
      0,
      [
        ['SALES', 0],
        ['SALES1', 1],
      ],
    ],
  );
  const browser = await portal.signedIn('employee');
  assert.partialDeepStrictEqual((await browser.call(countWaiting)).json, { isApprover: false, ownWaiting: 2 });
});

test('a press on an approved day waits and puts the approval aside; returned, it gives the approval back', async () => {
  await waitingDay('2026-03-10');
  await decideDays(approver, (await approvalsOf(approver)).days);
  assert.equal((await declaredNow('2026-03-10')).approval?.holds, true);
  const browser = await portal.signedIn('employee');
  const answer = await browser.call(recordOperation, { body: { operationId: randomUUID(), kind: 'start' } });
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await declaredNow('2026-03-10')).approval?.holds, false);
  await process('2026-03-10');
  const { days } = await approvalsOf(approver);
  const [day] = days;
  assert.deepEqual([day?.approval?.holds, day?.requests.at(-1)?.mode], [false, 'manual']);
  await decideDays(approver, days, 'return', '終業後です');
  assert.equal((await declaredNow('2026-03-10')).approval?.holds, true);
});

test('a correction of an approved day, approved, is the new approval', async () => {
  await waitingDay('2026-03-09');
  await decideDays(approver, (await approvalsOf(approver)).days);
  const browser = await portal.signedIn('employee');
  const spans = [{ startClock: 540, endClock: 1_200, workStyle: 'regular', breaks: [] }];
  const day = { spans, isHolidayWork: false, halfDay: null, scheduledMinutes: null };
  const body = { requestId: randomUUID(), workDate: '2026-03-09', day, reason: '打刻漏れ' };
  assert.equal((await browser.call(createCorrection, { body })).status, 200);
  assert.equal((await process('2026-03-09')).isProvisional, true);
  const { days } = await approvalsOf(approver);
  assert.deepEqual(
    dayOf(days, '2026-03-09').attention.map(({ flag }) => flag),
    ['correction'],
  );
  assert.ok((await decideDays(approver, days)).every(({ isDayApproved }) => isDayApproved));
  const shown = await process('2026-03-09');
  assert.deepEqual([shown.approval?.holds, shown.workedMinutes, shown.isProvisional], [true, 600, false]);
});
