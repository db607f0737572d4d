import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { decideRequests } from '#domain/contract/approvals.ts';
import { readToday, recordOperation } from '#domain/contract/operations.ts';
import type { Today } from '#domain/contract/operations.ts';
import {
  createCorrection,
  createOvertimeRequest,
  listRequests,
  previewCorrection,
  readRequest,
  resendRequest,
  withdrawRequest,
} from '#domain/contract/requests.ts';
import type { CorrectedDay, RequestWithHistory, WorkRequest } from '#domain/contract/requests.ts';
import { openMail } from '../mail/seal.ts';
import { clearWork } from '../testkit/clear-work.ts';
import type { Answer, Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { processDay } from '../testkit/process-day.ts';

let portal: TestPortal;
let browser: Client;
let approver: Client;
before(async () => {
  portal = await startTestPortal();
  browser = await portal.signedIn('employee');
  approver = await portal.signedIn('approver');
});
after(() => portal.stop());
beforeEach(async () => {
  const { records, house } = portal;
  await clearWork(records);
  await records.deleteFrom('tasks').execute();
  await records.deleteFrom('mail_outbox').execute();
  const defaults = { start_approval: 'byWorkStyle', end_approval: 'byWorkStyle' } as const;
  await records.updateTable('assignments').set(defaults).execute();
  await records
    .updateTable('people')
    .set({ task_at_start: 'optional', report_at_end: 'optional', status: 'active', mail: 'x@example.jp' })
    .where('tenant_id', '=', house.tenantId)
    .execute();
  await records.updateTable('tenants').set({ sends_request_mail: true }).execute();
});

/** Tokyo. */
const at = (text: string): void => {
  portal.clock.nowMs = Date.parse(`${text.replace(' ', 'T')}:30+09:00`);
};
const press = (kind: string, more: object = {}): Promise<Answer> =>
  browser.call(recordOperation, { body: { operationId: randomUUID(), kind, ...more } });
const pressed = async (kind: string, more: object = {}): Promise<Today> => {
  const answer = await press(kind, more);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const today = async (): Promise<Today> => (await browser.call(readToday)).json;
const requestOf = (answer: Answer): RequestWithHistory => {
  assert.equal(answer.status, 200, answer.text);
  return (answer.json as { request: RequestWithHistory }).request;
};
const reread = async ({ requestId }: WorkRequest): Promise<RequestWithHistory> =>
  requestOf(await browser.call(readRequest, { params: { requestId } }));
const sendBack = async ({ requestId, version }: WorkRequest, comment = '理由を書いてください'): Promise<void> => {
  const answer = await approver.call(decideRequests, {
    body: { decisions: [{ requestId, version, decision: 'return', comment }] },
  });
  assert.equal(answer.status, 200, answer.text);
};
const overtime = (requestId: string = randomUUID(), more: object = {}): Promise<Answer> =>
  browser.call(createOvertimeRequest, {
    body: { requestId, workDate: '2026-03-10', expectedEndClock: 1200, reason: '月次の締め', ...more },
  });
const DAY: CorrectedDay = {
  spans: [{ startClock: 540, endClock: 1080, workStyle: 'regular', breaks: [] }],
  ...{ isHolidayWork: false, halfDay: null, scheduledMinutes: null },
};
const correct = (workDate: string, day: CorrectedDay = DAY, requestId: string = randomUUID()): Promise<Answer> =>
  browser.call(createCorrection, { body: { requestId, workDate, day, reason: '押し忘れ' } });
/** To whom a mail waits, and what it tells. */
async function mails() {
  const rows = await portal.records.selectFrom('mail_outbox').selectAll().orderBy('created_at').execute();
  const nameOf = new Map(Object.entries(portal.house.people).map(([name, id]) => [id, name]));
  return rows.map((row) => {
    const secret = row.sealed && openMail(portal.deps.secrets.passwordPepper, row.mail_id, row.sealed);
    return [
      nameOf.get(row.person_id),
      row.kind,
      secret !== null && 'notice' in secret ? secret.notice : undefined,
    ] as const;
  });
}

test('regular work asks nobody, remote work waits for an approver: start and end', async () => {
  at('2026-03-10 09:00');
  const [automatic] = (await pressed('start')).requests;
  assert.deepEqual(
    [automatic?.mode, automatic?.state, automatic?.content.kind, automatic?.decidedByName],
    ['automatic', 'approved', 'start', null],
  );
  const events = await reread(automatic as WorkRequest);
  assert.deepEqual(
    events.events.map(({ action, actorName }) => [action, actorName === null]),
    [
      ['submitted', false],
      ['approvedAutomatically', true],
    ],
  );
  await clearWork(portal.records);
  await pressed('start', { workStyle: 'remote', reason: '在宅勤務' });
  at('2026-03-10 18:00');
  const { requests } = await pressed('end');
  assert.deepEqual(
    requests.map(({ content, mode, state, reason }) => [content.kind, mode, state, reason]),
    [
      ['start', 'manual', 'submitted', '在宅勤務'],
      ['end', 'manual', 'submitted', ''],
    ],
  );
});

test('the approvers of the group are told, not the senior one, not those above, and nobody who may not sign in', async () => {
  at('2026-03-10 09:00');
  await pressed('start', { workStyle: 'remote', reason: 'a\nb' });
  assert.deepEqual(
    (await mails()).map(([to, kind, notice]) => [to, kind, notice?.kind === 'requestWaiting' && notice.request]),
    [['approver', 'requestWaiting', 'start']],
  );
  await portal.records.deleteFrom('mail_outbox').execute();
  await portal.records
    .updateTable('people')
    .set({ status: 'suspended' })
    .where('person_id', '=', portal.house.people.approver)
    .execute();
  await overtime();
  assert.deepEqual(await mails(), []);
});

test('a tenant that sends no request mail sends none', async () => {
  await portal.records.updateTable('tenants').set({ sends_request_mail: false }).execute();
  at('2026-03-10 09:00');
  await overtime();
  assert.deepEqual(await mails(), []);
});

test('an overtime request makes the end of its day wait, until it is withdrawn', async () => {
  at('2026-03-10 09:00');
  await pressed('start');
  const request = requestOf(await overtime());
  assert.equal((await today()).needsApproval.end, true);
  const withdrawn = requestOf(
    await browser.call(withdrawRequest, { params: { requestId: request.requestId }, body: { version: 1 } }),
  );
  assert.deepEqual([withdrawn.state, withdrawn.version, withdrawn.mayWithdraw], ['withdrawn', 2, false]);
  assert.equal((await today()).needsApproval.end, false);
  requestOf(await overtime());
  at('2026-03-10 20:00');
  const { requests } = await pressed('end');
  assert.deepEqual(requests.map(({ content, state }) => [content.kind, state]).at(-1), ['end', 'submitted']);
});

test('a request sent twice is one; a past date and a reading outside the work date are refused', async () => {
  at('2026-03-10 09:00');
  const requestId = randomUUID();
  requestOf(await overtime(requestId));
  assert.equal(requestOf(await overtime(requestId)).version, 1);
  assert.equal((await today()).requests.length, 1);
  for (const wrong of [{ workDate: '2026-03-09' }, { expectedEndClock: 1741 }, { reason: '  ' }]) {
    assert.equal((await overtime(randomUUID(), wrong)).code, 'invalid_input');
  }
});

test('a returned start is not declared, its person goes on working, edits it and sends it again', async () => {
  at('2026-03-10 09:00');
  const [start] = (await pressed('start', { workStyle: 'remote' })).requests;
  assert.ok(start !== undefined);
  await sendBack(start);
  const returned = await today();
  assert.deepEqual([returned.dayState, returned.spans[0]?.isDeclared], ['working', false]);
  assert.deepEqual(
    returned.warnings.map(({ kind, requestId }) => [kind, requestId]),
    [['startReturned', start.requestId]],
  );
  const again = await browser.call(resendRequest, {
    params: { requestId: start.requestId },
    body: {
      version: 2,
      reason: '客先が近いため',
      content: {
        kind: 'start',
        isHolidayWork: false,
        workStyle: 'offsite',
        halfDay: 'morning',
        scheduledMinutes: null,
      },
    },
  });
  const request = requestOf(again);
  assert.deepEqual([request.state, request.version, request.reason], ['submitted', 3, '客先が近いため']);
  assert.deepEqual(
    request.events.map(({ action, comment }) => [action, comment]),
    [
      ['submitted', ''],
      ['returned', '理由を書いてください'],
      ['resubmitted', ''],
    ],
  );
  const before = request.events.at(-1)?.contentBefore;
  assert.equal(before?.kind === 'start' && before.workStyle, 'remote');
  const after = await today();
  assert.deepEqual([after.spans[0]?.isDeclared, after.workStyle, after.halfDay], [true, 'offsite', 'morning']);
});

test('whoever acts on an older version is told how the request stands and who brought it there', async () => {
  at('2026-03-10 09:00');
  const request = requestOf(await overtime());
  await sendBack(request);
  const late = await browser.call(withdrawRequest, { params: { requestId: request.requestId }, body: { version: 1 } });
  const { error } = late.json as { error: { code: string; request: object } };
  assert.equal(error.code, 'request_changed');
  assert.partialDeepStrictEqual(error.request, { version: 2, state: 'returned', changedByName: 'approver 太郎' });
});

test('a request that is final allows nothing more', async () => {
  at('2026-03-10 09:00');
  const [start] = (await pressed('start')).requests;
  const answer = await browser.call(withdrawRequest, {
    params: { requestId: start?.requestId ?? '' },
    body: { version: 1 },
  });
  assert.deepEqual([answer.status, answer.code], [409, 'request_not_possible']);
});

test('an auto-ended day is put right by a correction: the preview says what it will count', async () => {
  const { tenantId, people } = portal.house;
  at('2026-03-09 09:00');
  await pressed('start');
  at('2026-03-10 09:00');
  assert.deepEqual(
    (await today()).warnings.map(({ kind, workDate }) => [kind, workDate]),
    [['autoEndedNotCorrected', '2026-03-09']],
  );
  const params = { workDate: '2026-03-09' };
  const preview = await browser.call(previewCorrection, { params, query: { draft: JSON.stringify(DAY) } });
  assert.equal(preview.status, 200, preview.text);
  const { before, after, obstacle } = preview.json as {
    obstacle: null;
    before: { day: { spans: { startClock: number; endClock: number | null }[] } };
    after: { figures: { workedMinutes: number; clockOutClock: number } };
  };
  assert.deepEqual(
    [obstacle, before.day.spans[0]?.startClock, before.day.spans[0]?.endClock, after.figures.workedMinutes],
    [null, 540, null, 480],
  );
  const request = requestOf(await correct('2026-03-09'));
  assert.equal(request.content.kind === 'correction' && request.content.before.spans[0]?.endClock, null);
  const day = await processDay(portal, tenantId, people.employee, '2026-03-09');
  assert.deepEqual(
    [day.workedMinutes, day.isConfirmed, day.isProvisional, day.clockOutClock],
    [after.figures.workedMinutes, true, true, after.figures.clockOutClock],
  );
  assert.deepEqual((await today()).warnings, []);
});

test('an end after the boundary is answered with the date to correct', async () => {
  at('2026-03-09 22:00');
  await pressed('start');
  at('2026-03-10 06:00');
  const answer = await press('end');
  const { error } = answer.json as { error: { code: string; workDate: string } };
  assert.deepEqual([answer.status, error.code, error.workDate], [409, 'shift_crossed_boundary', '2026-03-09']);
  requestOf(await correct('2026-03-09', { ...DAY, spans: [{ ...span(1320, 1740), breaks: [] }] }));
  assert.equal((await press('end')).code, 'operation_not_possible_now');
});
const span = (startClock: number, endClock: number) => ({ startClock, endClock, workStyle: 'regular' as const });

test('a correction waits until nothing runs, and then the buttons of its date rest', async () => {
  at('2026-03-10 09:00');
  await pressed('start');
  at('2026-03-10 12:00');
  assert.equal((await correct('2026-03-10', { ...DAY, spans: [] })).code, 'correction_not_possible');
  assert.equal((await correct('2026-03-11', { ...DAY, spans: [] })).code, 'correction_not_possible');
  await pressed('end');
  assert.equal((await correct('2026-03-10')).code, 'invalid_input', 'its end lies in the future');
  const request = requestOf(await correct('2026-03-10', { ...DAY, spans: [{ ...span(530, 720), breaks: [] }] }));
  assert.equal((await press('start')).code, 'day_is_corrected');
  const { allowed, spans, warnings } = await today();
  assert.deepEqual([allowed, spans[0]?.startClock, warnings[0]?.kind], [[], 530, 'dayIsCorrected']);
  await browser.call(withdrawRequest, { params: { requestId: request.requestId }, body: { version: 1 } });
  assert.equal((await pressed('start')).dayState, 'working');
});

test('half a day needs morning minutes in the pattern, at the start and in a correction', async () => {
  at('2026-03-10 09:00');
  await portal.records.updateTable('work_patterns').set({ morning_minutes: null }).execute();
  const answers = [
    await press('start', { halfDay: 'morning' }),
    await correct('2026-03-09', { ...DAY, halfDay: 'morning' }),
  ];
  await portal.records.updateTable('work_patterns').set({ morning_minutes: 180 }).execute();
  assert.deepEqual(
    answers.map(({ code }) => code),
    ['half_day_not_possible', 'half_day_not_possible'],
  );
  assert.equal((await pressed('start', { halfDay: 'afternoon', scheduledMinutes: 0 })).scheduledMinutes, 0);
});

test('remote work owes a task before it starts and its report before it ends; an entry of the calendar owes none', async () => {
  const { tenantId, people } = portal.house;
  const modes = { task_at_start: 'byWorkStyle', report_at_end: 'byWorkStyle' } as const;
  await portal.records.updateTable('people').set(modes).execute();
  at('2026-03-10 09:00');
  assert.equal((await press('start', { workStyle: 'remote' })).code, 'task_required');
  const task = {
    tenant_id: tenantId,
    person_id: people.employee,
    work_date: '2026-03-10' as never,
    kind: 'task' as const,
  };
  const times = { starts_at: new Date('2026-03-10T01:00Z'), ends_at: new Date('2026-03-10T02:00Z') };
  const [own, entry] = [randomUUID(), randomUUID()];
  await portal.records
    .insertInto('tasks')
    .values([
      { ...task, ...times, task_id: own, title: '見積', work_style: 'remote' },
      { ...task, ...times, task_id: entry, title: '定例', source: 'calendar', work_style: 'remote' },
    ])
    .execute();
  await pressed('start', { workStyle: 'remote' });
  at('2026-03-10 18:00');
  const answer = await press('end');
  const { error } = answer.json as { error: { code: string; places: { path: string }[] } };
  assert.deepEqual([error.code, error.places.map(({ path }) => path)], ['report_required', [`tasks.${own}`]]);
  assert.deepEqual((await today()).missingReports, [{ taskId: own, title: '見積' }]);
  await portal.records.updateTable('tasks').set({ report: '済み' }).where('task_id', '=', own).execute();
  assert.equal((await pressed('end')).dayState, 'ended');
});

test('the own requests are listed by month and state, page by page', async () => {
  for (const workDate of ['2026-02-27', '2026-03-04', '2026-03-05']) requestOf(await correct(workDate));
  const list = async (query: Record<string, string>) => {
    const answer = await browser.call(listRequests, { query });
    assert.equal(answer.status, 200, answer.text);
    return answer.json as { requests: WorkRequest[]; nextCursor: string | null };
  };
  const first = await list({ limit: '2' });
  assert.deepEqual(
    first.requests.map(({ workDate }) => workDate),
    ['2026-03-05', '2026-03-04'],
  );
  const second = await list({ limit: '2', cursor: first.nextCursor ?? '' });
  assert.deepEqual([second.requests.map(({ workDate }) => workDate), second.nextCursor], [['2026-02-27'], null]);
  assert.equal((await list({ month: '202602' })).requests.length, 1);
  assert.equal((await list({ state: 'approved' })).requests.length, 0);
});
