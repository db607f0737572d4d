import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import {
  readCalendarSource,
  removeCalendarSource,
  saveCalendarSource,
  syncCalendar,
  uploadCalendarFile,
} from '#domain/contract/calendar.ts';
import type { CalendarAnswer, CalendarSync } from '#domain/contract/calendar.ts';
import { deleteTask, listTasks, saveTask, saveTaskReport } from '#domain/contract/tasks.ts';
import type { Task } from '#domain/contract/tasks.ts';
import { createLogger } from '#platform/log.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { Client } from '../testkit/client.ts';
import { workFactsOf } from '../testkit/facts.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { appointment, calendarOf, GOOGLE, OUTLOOK } from './calendars.fixture.ts';
import { relayCalendars } from './relay-calendars.ts';

let portal: TestPortal;
let employee: Client;
let server: Server;
let url: string;
/** What the calendar's server says now. */
let calendar = '';
let fetches = 0;
before(async () => {
  portal = await startTestPortal();
  server = createServer((_, response) => {
    fetches += 1;
    if (calendar === '') response.writeHead(503).end();
    else response.end(calendar);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/private-5ec2e7/basic.ics`;
  employee = await portal.signedIn('employee');
  const { people } = portal.house;
  const mail = { mail: 'employee@example.jp' };
  await portal.records.updateTable('people').set(mail).where('person_id', '=', people.employee).execute();
});
after(async () => {
  await portal.stop();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  for (const table of ['tasks', 'calendar_sources', 'dismissed_entries'] as const) {
    await portal.records.deleteFrom(table).execute();
  }
  fetches = 0;
});

const save = async (client = employee): Promise<CalendarAnswer> => {
  const answer = await client.call(saveCalendarSource, { body: { url } });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const imported = async (...events: string[]): Promise<CalendarSync | null | undefined> => {
  calendar = calendarOf(...events);
  return (await save()).source?.lastSync;
};
const tasks = async (from = '2026-03-10', to = '2026-03-24'): Promise<Task[]> => {
  const answer: { tasks: Task[] } = (
    await employee.call(listTasks, { params: { personId: 'me' }, query: { from, to } })
  ).json;
  return answer.tasks;
};
const titled = async (title: string): Promise<Task> => {
  const found = (await tasks()).find((task) => task.title === title);
  assert.ok(found !== undefined);
  return found;
};
const titles = async (): Promise<string[]> => (await tasks()).map((task) => `${task.workDate} ${task.title}`);
const reportOn = async ({ taskId, version, workStyle }: Task, report = '済み'): Promise<void> => {
  const body = { version, workStyle, report, progress: 100 };
  assert.equal((await employee.call(saveTaskReport, { params: { taskId }, body })).status, 200);
};
const relay = () =>
  relayCalendars({
    ...{ records: portal.records, nowMs: () => portal.clock.nowMs, kickRelay: () => undefined },
    ...{ pepper: portal.deps.secrets.passwordPepper, calendarAllowedHosts: ['127.0.0.1'] },
    log: createLogger('test', 'silent'),
  });
const makeDue = () =>
  portal.records
    .updateTable('calendar_sources')
    .set({ next_sync_at: new Date(0), synced_at: null })
    .where('kind', '=', 'url')
    .execute();
/** A quarter of an hour later. The portal's own round may be the one that takes the source: then its end is waited for. */
const nextRound = async (instances = 1): Promise<void> => {
  await makeDue();
  await Promise.all(Array.from({ length: instances }, relay));
  await waitFor(async () => {
    const waiting = portal.records.selectFrom('calendar_sources').select('person_id').where('synced_at', 'is', null);
    return (await waiting.execute()).length === 0;
  });
};

test('an address is imported at once: today and two weeks ahead, with what was left out counted, and told to the processor', async () => {
  calendar = OUTLOOK;
  const { source } = await save();
  assert.deepEqual([source?.kind, source?.host, source?.lastSync?.problem], ['url', '127.0.0.1', null]);
  assert.deepEqual(source?.lastSync?.counts, {
    ...{ added: 3, changed: 0, removed: 0, unchanged: 0, kept: 0 },
    ...{ leftOutPrivate: 1, leftOutCancelled: 1, leftOutFree: 1, leftOutUnreadable: 0 },
  });
  assert.deepEqual(await titles(), [
    '2026-03-11 A社訪問',
    '2026-03-13 週次定例会議（変更）',
    '2026-03-23 週次定例会議',
  ]);
  const { tenantId, people } = portal.house;
  const fact = await waitFor(async () =>
    (await workFactsOf(portal.jsm, tenantId, people.employee)).findLast((each) => each.workDate === '2026-03-11'),
  );
  assert.deepEqual(
    fact.tasks.map((task) => [task.kind, task.workStyle]),
    [['offsite', 'offsite']],
  );
});

test('the address is a secret: in no answer, no audit row, and not readable in the table', async () => {
  await imported(appointment('a'));
  const shown = await employee.call(readCalendarSource);
  const rows = await portal.records.selectFrom('audit_entries').selectAll().execute();
  const stored = await portal.records.selectFrom('calendar_sources').selectAll().execute();
  for (const text of [
    shown.text,
    JSON.stringify(rows),
    JSON.stringify(stored),
    stored[0]?.sealed?.toString('latin1'),
  ]) {
    assert.doesNotMatch(text ?? '', /5ec2e7/);
  }
});

test('every quarter of an hour: moved, changed and deleted appointments are followed, a report stays with its own', async () => {
  await imported(appointment('a'), appointment('b'), appointment('c'));
  await reportOn(await titled('a の予定'));
  const moved = appointment('a', { start: '20260312T090000', end: '20260312T093000' });
  calendar = calendarOf(moved, appointment('b').replace('b の予定', '改題'));
  await nextRound();
  assert.deepEqual(
    (await tasks()).map((task) => [task.workDate, task.title, task.startClock, task.report]),
    [
      ['2026-03-11', '改題', 840, ''],
      ['2026-03-12', 'a の予定', 540, '済み'],
    ],
  );
  const { source }: CalendarAnswer = (await employee.call(readCalendarSource)).json;
  const { added, changed, removed } = source?.lastSync?.counts ?? {};
  assert.deepEqual([added, changed, removed], [0, 2, 1]);
});

test('one with a report that the calendar drops is kept, marked, and kept again; one without goes', async () => {
  await imported(appointment('a'), appointment('b'));
  const first = await titled('a の予定');
  await reportOn(first);
  for (const round of [1, 2]) {
    calendar = calendarOf();
    await nextRound();
    const left = await tasks();
    assert.deepEqual(
      left.map((task) => [task.taskId, task.isDropped, task.report]),
      [[first.taskId, true, '済み']],
      String(round),
    );
  }
});

test('an import that changes nothing writes nothing: no version, no fact, no audit row of the server', async () => {
  await imported(appointment('a'), appointment('s', { more: 'RRULE:FREQ=DAILY' }));
  const state = async () => {
    const days = await portal.records
      .selectFrom('work_days')
      .select(['work_date', 'version'])
      .orderBy('work_date')
      .execute();
    const audit = await portal.records.selectFrom('audit_entries').select('audit_id').execute();
    const rows = await portal.records.selectFrom('tasks').select(['task_id', 'version']).orderBy('task_id').execute();
    return JSON.stringify([days, audit.length, rows]);
  };
  const before = await state();
  await nextRound();
  assert.equal(await state(), before);
  assert.equal(fetches, 2);
});

test("what the person deletes here stays away; its shared parts are the calendar's, its kind and report the person's", async () => {
  await imported(appointment('a'), appointment('b'));
  const [gone, kept] = await tasks();
  assert.ok(gone !== undefined && kept !== undefined);
  await employee.call(deleteTask, { params: { taskId: gone.taskId }, query: { version: '1' } });
  const { version, workDate, kind, title, detail, isAllDay, startClock, endClock, workStyle, report, progress } = kept;
  const own = { version, workStyle, report, progress, memberIds: [] };
  const shared = { workDate, kind, title, detail, isAllDay, startClock, endClock };
  const saved = (more: object) =>
    employee.call(saveTask, { params: { taskId: kept.taskId }, body: { ...own, ...shared, ...more } });
  const refused = await saved({ title: '別名' });
  assert.deepEqual([refused.status, /body\.title/.test(refused.text)], [400, true]);
  assert.equal((await saved({ memberIds: [portal.house.people.colleague] })).status, 400);
  assert.equal((await saved({ kind: 'offsite', workStyle: 'offsite' })).status, 200);
  await nextRound();
  assert.deepEqual(
    (await tasks()).map((task) => [task.taskId, task.kind, task.workStyle]),
    [[kept.taskId, 'offsite', 'offsite']],
  );
});

test('a server that fails changes nothing and is named; the next round tries again', async () => {
  await imported(appointment('a'));
  calendar = '';
  await nextRound();
  const { source }: CalendarAnswer = (await employee.call(readCalendarSource)).json;
  assert.deepEqual([source?.lastSync?.problem, source?.lastSync?.problemDetail], ['http_error', '503']);
  assert.equal((await tasks()).length, 1);
  calendar = '<html>Sign in</html>';
  await nextRound();
  const again: CalendarAnswer = (await employee.call(readCalendarSource)).json;
  assert.deepEqual([again.source?.lastSync?.problem, (await tasks()).length], ['not_a_calendar', 1]);
});

test('addresses inside the network are refused when they are fetched, not asked', async () => {
  const inside = url.replace('127.0.0.1', 'localhost');
  const { source }: CalendarAnswer = (await employee.call(saveCalendarSource, { body: { url: inside } })).json;
  assert.deepEqual([source?.lastSync?.problem, fetches], ['address_not_allowed', 0]);
  for (const wrong of ['file:///etc/passwd', 'javascript:alert(1)', 'http://user:word@example.jp/', 'no address']) {
    const refused = await employee.call(saveCalendarSource, { body: { url: wrong } });
    assert.deepEqual([refused.status, refused.code], [400, 'invalid_input'], wrong);
  }
});

test('several instances at once fetch each calendar that is due once', async () => {
  await imported(appointment('a'));
  const colleague = await portal.signedIn('colleague');
  await save(colleague);
  fetches = 0;
  await nextRound(3);
  assert.equal(fetches, 2);
});

test('a person who may not sign in is not imported for', async () => {
  await imported(appointment('a'));
  fetches = 0;
  const setStatus = (status: 'active' | 'suspended') =>
    portal.records
      .updateTable('people')
      .set({ status })
      .where('person_id', '=', portal.house.people.employee)
      .execute();
  await setStatus('suspended');
  await makeDue();
  await relay();
  assert.equal(fetches, 0);
  await setStatus('active');
  employee = await portal.signedIn('employee');
});

test('a file is read once, in place of an address; a damaged one is named by its line and changes nothing', async () => {
  await imported(appointment('a'));
  const headers = { 'content-type': 'application/octet-stream' };
  const upload = async (text: string): Promise<CalendarAnswer & { sync: CalendarSync }> =>
    (await employee.call(uploadCalendarFile, { body: Buffer.from(text), headers })).json;
  const broken = await upload(calendarOf('no line of a calendar'));
  assert.deepEqual([broken.sync.problem, broken.sync.problemDetail, broken.source?.kind], ['broken', 'line 3', 'url']);
  assert.equal((await tasks()).length, 1);
  const { source, sync } = await upload(GOOGLE);
  assert.deepEqual([source?.kind, source?.nextSyncAt, sync.counts.added, sync.counts.removed], ['file', null, 4, 1]);
  await relay();
  assert.equal((await employee.call(syncCalendar)).status, 404);
  assert.equal(fetches, 1);
});

test('asked again within seconds the other server is spared; later it is asked', async () => {
  await imported(appointment('a'));
  const soon = await employee.call(syncCalendar);
  assert.deepEqual([soon.status, soon.headers.get('retry-after'), fetches], [429, '10', 1]);
  await portal.records
    .updateTable('calendar_sources')
    .set({ synced_at: new Date(0) })
    .execute();
  assert.equal((await employee.call(syncCalendar)).status, 200);
  assert.equal(fetches, 2);
});

test('without the calendar what is to come goes, what has a report stays and is marked, the past stays', async () => {
  await imported(appointment('a'), appointment('b'));
  await reportOn(await titled('a の予定'));
  await portal.records
    .updateTable('tasks')
    .set({ work_date: '2026-03-09' as never })
    .where('title', '=', 'b の予定')
    .execute();
  await imported(appointment('a'), appointment('c'));
  const answer: CalendarAnswer = (await employee.call(removeCalendarSource)).json;
  assert.equal(answer.source, null);
  assert.deepEqual(
    (await tasks('2026-03-09')).map((task) => [task.title, task.isDropped]),
    [
      ['b の予定', false],
      ['a の予定', true],
    ],
  );
  assert.equal((await employee.call(removeCalendarSource)).status, 200);
});
