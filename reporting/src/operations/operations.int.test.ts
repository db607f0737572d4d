import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { ApiError } from '#domain/contract/api-errors.ts';
import { readToday, recordOperation } from '#domain/contract/operations.ts';
import type { Today } from '#domain/contract/operations.ts';
import type { WorkOperation } from '#domain/contract/work-rules.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { Client } from '../testkit/client.ts';
import { clearWork } from '../testkit/clear-work.ts';
import { workFactsOf } from '../testkit/facts.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let browser: Client;
before(async () => {
  portal = await startTestPortal();
  browser = await portal.signedIn('employee');
});
after(() => portal.stop());
beforeEach(() => clearWork(portal.records));

/** Tokyo; `2026-03-11 03:00` is the 10th, 27:00. */
const at = (text: string): void => {
  portal.clock.nowMs = Date.parse(`${text.replace(' ', 'T')}:30+09:00`);
};
const press = (kind: WorkOperation, more: object = {}) =>
  browser.call(recordOperation, { body: { operationId: randomUUID(), kind, ...more } });
const today = async (): Promise<Today> => (await browser.call(readToday)).json;
const pressed = async (kind: WorkOperation, more: object = {}): Promise<Today> => {
  const answer = await press(kind, more);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};

test('the four buttons move the day, each taken at its minute', async () => {
  at('2026-03-10 09:00');
  assert.deepEqual(await today(), {
    workDate: '2026-03-10',
    dayState: 'notStarted',
    allowed: ['start'],
    nextOperation: 'start',
    workVersion: 0,
    isHolidayWork: false,
    workStyle: 'regular',
    halfDay: null,
    scheduledMinutes: null,
    isFirstStart: true,
    lastOperationClock: null,
    nowClock: 540,
    spans: [],
    requests: [],
    warnings: [],
    pattern: {
      name: '標準',
      breaks: [{ startClock: 720, endClock: 780 }],
      scheduledMinutes: 480,
      morningMinutes: 180,
      autoEndClock: 300,
    },
    needsApproval: { start: { regular: false, offsite: false, remote: true }, end: false },
    isTaskRequired: { regular: false, offsite: false, remote: true },
    isReportRequired: false,
    missingReports: [],
    hasTaskToday: false,
  });
  assert.equal((await pressed('start', { workStyle: 'offsite' })).dayState, 'working');
  at('2026-03-10 12:00');
  assert.deepEqual((await pressed('break')).allowed, ['resume', 'end']);
  at('2026-03-10 12:45');
  assert.equal((await pressed('resume')).dayState, 'working');
  at('2026-03-10 18:09');
  const ended = await pressed('end');
  assert.deepEqual(
    [ended.dayState, ended.lastOperationClock, ended.workVersion, ended.workStyle],
    ['ended', 1089, 4, 'offsite'],
  );
  assert.deepEqual(await today(), ended);
});

test('what the present state does not allow is refused and leaves no trace', async () => {
  at('2026-03-10 09:00');
  const answer = await press('break');
  assert.deepEqual([answer.status, answer.code], [409, 'operation_not_possible_now']);
  await pressed('start');
  assert.equal((await press('start')).status, 409);
  assert.equal((await today()).workVersion, 1);
});

test('a repeated press answers the first one and adds nothing', async () => {
  at('2026-03-10 09:00');
  const body = { operationId: randomUUID(), kind: 'start' };
  const first = await browser.call(recordOperation, { body });
  const second = await browser.call(recordOperation, { body });
  assert.deepEqual([second.status, second.json], [200, first.json]);
  assert.equal((await portal.records.selectFrom('operations').selectAll().execute()).length, 1);
});

test('of two presses at once one is taken; of one press sent twice at once both get its result', async () => {
  at('2026-03-10 09:00');
  const two = await Promise.all([press('start'), press('start')]);
  assert.deepEqual(two.map((answer) => answer.status).sort(), [200, 409]);
  at('2026-03-10 18:00');
  const body = { operationId: randomUUID(), kind: 'end' };
  const same = await Promise.all(Array.from({ length: 5 }, () => browser.call(recordOperation, { body })));
  assert.ok(same.every((answer) => answer.status === 200));
  assert.equal((await today()).workVersion, 2);
});

test('03:00 of the next day belongs to the night shift that is still open', async () => {
  at('2026-03-10 22:00');
  await pressed('start');
  at('2026-03-11 03:00');
  const answer = await pressed('end');
  assert.deepEqual([answer.workDate, answer.lastOperationClock, answer.dayState], ['2026-03-10', 1620, 'ended']);
});

test('an end pressed exactly at the boundary ends the old date', async () => {
  at('2026-03-10 22:00');
  await pressed('start');
  at('2026-03-11 05:00');
  assert.equal((await pressed('end')).workDate, '2026-03-11');
  const rows = await portal.records
    .selectFrom('operations')
    .select(['kind', 'work_date'])
    .orderBy('position')
    .execute();
  assert.deepEqual(rows, [
    { kind: 'start', work_date: '2026-03-10' },
    { kind: 'end', work_date: '2026-03-10' },
  ]);
});

test('a forgotten end blocks no start of a later date, and cannot be pressed later', async () => {
  at('2026-03-10 09:00');
  await pressed('start');
  at('2026-03-11 05:01');
  assert.equal((await press('end')).status, 409);
  at('2026-03-11 09:00');
  assert.equal((await pressed('start')).workDate, '2026-03-11');
});

test('presses that another writer numbered with gaps are continued', async () => {
  at('2026-03-10 09:00');
  await pressed('start');
  await portal.records.updateTable('operations').set({ position: 7 }).execute();
  at('2026-03-10 12:00');
  assert.equal((await pressed('break')).dayState, 'onBreak');
  const rows = await portal.records.selectFrom('operations').select('position').orderBy('position').execute();
  assert.deepEqual(
    rows.map((row) => row.position),
    [7, 8],
  );
});

test('holiday work is a choice of the first start of the day only', async () => {
  at('2026-03-14 09:00');
  assert.equal((await pressed('start', { isHolidayWork: true })).isHolidayWork, true);
  at('2026-03-14 10:00');
  await pressed('end', { isHolidayWork: false, workStyle: 'offsite' });
  await pressed('start', { isHolidayWork: false });
  const rows = await portal.records
    .selectFrom('operations')
    .select(['is_holiday_work', 'work_style'])
    .orderBy('position')
    .execute();
  assert.deepEqual(
    rows.map((row) => row.is_holiday_work),
    [true, false, false],
  );
  assert.equal((await today()).isHolidayWork, true);
});

test('each press reaches the broker as the whole day, at once and not at the next poll', async () => {
  at('2026-03-12 09:00');
  const { tenantId, people } = portal.house;
  const startedMs = performance.now();
  await pressed('start');
  const facts = await waitFor(
    async () =>
      (await workFactsOf(portal.jsm, tenantId, people.employee)).filter((day) => day.workDate === '2026-03-12').at(-1),
    { intervalMs: 2 },
  );
  const tookMs = performance.now() - startedMs;
  assert.ok(tookMs < 900, `took ${Math.round(tookMs)} ms, the poll of 1 s is not what carried it`);
  assert.deepEqual(
    facts.operations.map((operation) => [operation.kind, operation.atMinute]),
    [['start', Math.floor(portal.clock.nowMs / 60_000)]],
  );
  at('2026-03-12 12:00');
  await pressed('break');
  const whole = await waitFor(async () =>
    (await workFactsOf(portal.jsm, tenantId, people.employee)).find(
      (day) => day.workDate === '2026-03-12' && day.version === 2,
    ),
  );
  assert.deepEqual(
    whole.operations.map((operation) => operation.kind),
    ['start', 'break'],
  );
});

test('the press, its fact and its audit row are one transaction', async () => {
  at('2026-03-10 09:00');
  await pressed('start');
  const audit = await portal.records
    .selectFrom('audit_entries')
    .selectAll()
    .orderBy('audit_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  assert.deepEqual(
    [audit.action, audit.detail],
    ['operation.recorded', { kind: 'start', workDate: '2026-03-10', version: 1 }],
  );
  assert.ok(audit.request_id !== null);
});

test('admin, who has no own month, presses nothing', async () => {
  const admin = await portal.signedIn('admin');
  assert.equal((await admin.call(readToday)).status, 404);
  const answer = await admin.call(recordOperation, { body: { operationId: randomUUID(), kind: 'start' } });
  assert.equal(answer.status, 404);
});

test("another person's operation id takes nothing over", async () => {
  at('2026-03-10 09:00');
  const body = { operationId: randomUUID(), kind: 'start' };
  await browser.call(recordOperation, { body });
  const colleague = await portal.signedIn('colleague');
  assert.equal((await colleague.call(recordOperation, { body })).status, 409);
});

/** A phone whose clock is 40 minutes fast: only how long ago the press was counts. */
const late = (pressed: string, sent: string) => {
  const clockOf = (text: string) => Date.parse(`${text.replace(' ', 'T')}:30+09:00`) + 40 * 60_000;
  at(sent);
  const { employee: personId } = portal.house.people;
  return { offline: { personId, pressedAt: clockOf(pressed), sentAt: clockOf(sent) } };
};

test('presses made without a connection are taken at their minutes, once, and say when they came in', async () => {
  const first = { operationId: randomUUID(), kind: 'start', ...late('2026-03-10 09:00', '2026-03-10 12:47') };
  for (const answer of [
    await browser.call(recordOperation, { body: first }),
    await browser.call(recordOperation, { body: first }),
  ])
    assert.equal(answer.status, 200, answer.text);
  await pressed('break', late('2026-03-10 12:00', '2026-03-10 12:47'));
  const now = await today();
  assert.deepEqual([now.spans[0]?.startClock, now.spans[0]?.breaks[0]?.startClock, now.workVersion], [540, 720, 2]);
  assert.ok(now.requests.every((request) => request.receivedLateAt !== null));
  at('2026-03-10 12:50');
  await pressed('resume');
  const rows = await portal.records.selectFrom('operations').select(['kind', 'is_late']).orderBy('position').execute();
  assert.deepEqual(
    rows.map((row) => [row.kind, row.is_late]),
    [
      ['start', true],
      ['break', true],
      ['resume', false],
    ],
  );
  const { detail } = await portal.records
    .selectFrom('audit_entries')
    .select('detail')
    .where('action', '=', 'operation.recorded')
    .where('detail', '@>', JSON.stringify({ kind: 'break' }) as never)
    .orderBy('audit_id', 'desc')
    .executeTakeFirstOrThrow();
  assert.deepEqual(detail, {
    ...{ kind: 'break', workDate: '2026-03-10', version: 2, clockSkewSeconds: 2_400 },
    ...{ pressedAt: '2026-03-10T03:00:00.000Z', receivedAt: '2026-03-10T03:47:30.000Z' },
  });
});

const dateOf = (answer: ApiError): string | undefined => answer.error.workDate;

test('an offline press that something has overtaken, or whose work date is over, is refused with the date to correct', async () => {
  at('2026-03-10 09:30');
  await pressed('start');
  const overtaken = await press('start', late('2026-03-10 09:00', '2026-03-10 10:00'));
  assert.deepEqual([overtaken.code, dateOf(overtaken.json)], ['press_overtaken', '2026-03-10']);
  const tooLate = await press('end', late('2026-03-10 18:00', '2026-03-11 08:00'));
  assert.deepEqual([tooLate.code, dateOf(tooLate.json)], ['press_came_too_late', '2026-03-10']);
  assert.equal((await portal.records.selectFrom('operations').select('kind').execute()).length, 1);
});

test('a press is never taken for somebody else who has signed in meanwhile', async () => {
  const body = { operationId: randomUUID(), kind: 'start', ...late('2026-03-10 09:00', '2026-03-10 09:30') };
  const colleague = await portal.signedIn('colleague');
  const answer = await colleague.call(recordOperation, { body });
  assert.deepEqual([answer.status, answer.code], [409, 'other_person_signed_in']);
  assert.equal((await portal.records.selectFrom('operations').select('kind').execute()).length, 0);
});

test('a press of the night comes late within its work date', async () => {
  at('2026-03-10 22:00');
  await pressed('start');
  const answer = await pressed('end', late('2026-03-10 23:50', '2026-03-11 02:00'));
  assert.deepEqual([answer.workDate, answer.lastOperationClock, answer.dayState], ['2026-03-10', 1430, 'ended']);
});
