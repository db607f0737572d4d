import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import {
  copyTasks,
  createTask,
  deleteTask,
  listTasks,
  saveTask,
  saveTaskReport,
  searchMembers,
} from '#domain/contract/tasks.ts';
import type { Task } from '#domain/contract/tasks.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { Answer, Client } from '../testkit/client.ts';
import { workFactsOf } from '../testkit/facts.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let employee: Client;
let colleague: Client;
before(async () => {
  portal = await startTestPortal();
  employee = await portal.signedIn('employee');
  colleague = await portal.signedIn('colleague');
});
after(() => portal.stop());
beforeEach(async () => void (await portal.records.deleteFrom('tasks').execute()));

const DATE = '2026-03-10';
const body = (more: object = {}) => ({
  ...{ taskId: randomUUID(), workDate: DATE, kind: 'meeting', title: '設計レビュー', detail: '第一会議室' },
  ...{ startClock: 600, endClock: 660, ...more },
});
const made = async (more: object = {}, by: Client = employee): Promise<Task> => {
  const answer = await by.call(createTask, { body: body(more) });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const tasksOf = async (who: Client, personId = 'me', from = DATE, to = DATE): Promise<Task[]> => {
  const answer: { tasks: Task[] } = (await who.call(listTasks, { params: { personId }, query: { from, to } })).json;
  return answer.tasks;
};
const saved = (task: Task, more: object = {}, by: Client = employee): Promise<Answer> => {
  const { version, workDate, kind, title, detail, isAllDay, startClock, endClock, workStyle, report, progress } = task;
  const memberIds = task.members.filter((member) => !member.isOwner).map((member) => member.personId);
  const shared = { version, workDate, kind, title, detail, isAllDay, startClock, endClock, memberIds };
  return by.call(saveTask, {
    params: { taskId: task.taskId },
    body: { ...shared, workStyle, report, progress, ...more },
  });
};
const lastFact = async (personId: string, workDate = DATE) =>
  (await workFactsOf(portal.jsm, portal.house.tenantId, personId)).filter((fact) => fact.workDate === workDate).at(-1);

test('a task is in the list of everyone in it and tells the processor of each of them', async () => {
  const { people } = portal.house;
  const task = await made({ memberIds: [people.colleague], workStyle: 'remote' });
  assert.deepEqual(
    [task.startClock, task.endClock, task.isOwner, task.members.map((member) => member.isOwner)],
    [600, 660, true, [true, false]],
  );
  const [theirs] = await tasksOf(colleague);
  assert.deepEqual([theirs?.taskId, theirs?.isOwner, theirs?.workStyle], [task.taskId, false, 'remote']);
  for (const personId of [people.employee, people.colleague]) {
    const fact = await waitFor(() => lastFact(personId).then((each) => each?.tasks[0]));
    assert.deepEqual(fact, {
      ...{ taskId: task.taskId, kind: 'meeting', workStyle: 'remote', isAllDay: false },
      ...{ startMinute: task.startMinute, endMinute: task.endMinute },
    });
  }
});

test("a repeated creation is one task; an id that is somebody else's is refused and joins nothing", async () => {
  const once = body();
  const answers = await Promise.all([1, 2].map(() => employee.call(createTask, { body: once })));
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200],
  );
  assert.equal((await tasksOf(employee)).length, 1);
  const foreign = await colleague.call(createTask, { body: once });
  assert.deepEqual([foreign.status, foreign.code], [400, 'invalid_input']);
  assert.deepEqual(await tasksOf(colleague), []);
});

test('an all-day task has its calendar day; a night task belongs to the date on which it starts', async () => {
  const allDay = await made({ isAllDay: true, startClock: undefined, endClock: undefined });
  assert.deepEqual([allDay.workDate, allDay.startClock, allDay.endClock], [DATE, 0, 1440]);
  const night = await made({ startClock: 1500, endClock: 1740 });
  assert.deepEqual([night.workDate, night.startClock, night.endClock], [DATE, 1500, 1740]);
  assert.deepEqual(
    (await tasksOf(employee)).map((task) => task.isAllDay),
    [true, false],
  );
});

test('times outside the work date, ends before starts and people who do not work here are refused by their field', async () => {
  const { people, tenantId } = portal.house;
  const cases: [object, string][] = [
    [{ startClock: 299 }, 'body.startClock'],
    [{ endClock: 600 }, 'body.endClock'],
    [{ endClock: 1741 }, 'body.endClock'],
    [{ title: ' ' }, 'body.title'],
    [{ title: 'あ'.repeat(257) }, 'body.title'],
    [{ memberIds: [portal.otherHouse.people.employee] }, 'body.memberIds'],
    [{ memberIds: [randomUUID()] }, 'body.memberIds'],
  ];
  for (const [more, place] of cases) {
    const answer = await employee.call(createTask, { body: body(more) });
    assert.deepEqual([answer.status, answer.code], [400, 'invalid_input'], place);
    assert.match(answer.text, new RegExp(place.replace('.', '\\.')));
  }
  const suspend = (status: 'active' | 'suspended') =>
    portal.records
      .updateTable('people')
      .set({ status })
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', people.colleague)
      .execute();
  await suspend('suspended');
  const refused = await employee.call(createTask, { body: body({ memberIds: [people.colleague] }) });
  await suspend('active');
  assert.equal(refused.status, 400);
  colleague = await portal.signedIn('colleague');
});

test('what the owner changes holds for everyone, who is left out leaves, and each date that changed is told', async () => {
  const { people } = portal.house;
  const task = await made({ memberIds: [people.colleague] });
  const moved: Task = (await saved(task, { workDate: '2026-03-11', title: '延期', startClock: 700, endClock: 720 }))
    .json;
  assert.deepEqual([moved.workDate, moved.title, moved.version], ['2026-03-11', '延期', 2]);
  assert.deepEqual(
    [await tasksOf(colleague), (await tasksOf(colleague, 'me', '2026-03-11', '2026-03-11')).length],
    [[], 1],
  );
  await waitFor(async () => {
    const old = await lastFact(people.colleague);
    const next = await lastFact(people.colleague, '2026-03-11');
    return old?.tasks.length === 0 && next?.tasks.length === 1;
  });
  const alone: Task = (await saved(moved, { memberIds: [] })).json;
  assert.deepEqual(
    alone.members.map((member) => member.personId),
    [people.employee],
  );
  assert.deepEqual(await tasksOf(colleague, 'me', '2026-03-11', '2026-03-11'), []);
});

test("a report is each person's own and does not outdate the others; an old version is told", async () => {
  const { people } = portal.house;
  const task = await made({ memberIds: [people.colleague] });
  const params = { taskId: task.taskId };
  const report = { version: 1, report: '出席', progress: 100, workStyle: 'remote' };
  const theirs: Task = (await colleague.call(saveTaskReport, { params, body: report })).json;
  assert.deepEqual([theirs.report, theirs.progress, theirs.workStyle, theirs.version], ['出席', 100, 'remote', 2]);
  const mine: Task = (await employee.call(saveTaskReport, { params, body: { ...report, report: '司会' } })).json;
  assert.deepEqual([mine.report, mine.members.map((member) => member.progress)], ['司会', [100, 100]]);
  for (const again of [await saved(task), await colleague.call(saveTaskReport, { params, body: report })]) {
    assert.deepEqual([again.status, again.code], [409, 'task_changed']);
  }
  await waitFor(async () => (await lastFact(people.colleague))?.tasks[0]?.workStyle === 'remote');
});

test('of two changes at once one holds and the other is told', async () => {
  const task = await made();
  const answers = await Promise.all([saved(task, { title: 'A' }), saved(task, { title: 'B' })]);
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409]);
});

test('a member leaves and cannot change what is shared; the owner removes it for all but those who have reported', async () => {
  const { people } = portal.house;
  const task = await made({ memberIds: [people.colleague, people.approver] });
  const params = { taskId: task.taskId };
  assert.equal((await saved(task, { title: 'mine' }, colleague)).status, 404);
  await colleague.call(saveTaskReport, {
    params,
    body: { version: 1, report: '出席した', progress: 0, workStyle: 'regular' },
  });
  const approver = await portal.signedIn('approver');
  assert.equal((await approver.call(deleteTask, { params, query: { version: '1' } })).status, 200);
  assert.deepEqual([await tasksOf(approver), (await tasksOf(employee)).length], [[], 1]);
  assert.equal((await employee.call(deleteTask, { params, query: { version: '1' } })).status, 200);
  assert.deepEqual(await tasksOf(employee), []);
  const [kept] = await tasksOf(colleague);
  assert.deepEqual([kept?.report, kept?.isOwner, kept?.taskId === task.taskId], ['出席した', true, false]);
  await waitFor(async () => (await lastFact(people.approver))?.tasks.length === 0);
});

test('a task that one is not in is not found, also in another company', async () => {
  const task = await made();
  const foreign = await portal.signedIn('employee', portal.otherHouse);
  for (const stranger of [colleague, foreign]) {
    const params = { taskId: task.taskId };
    const body = { version: 1, report: '', progress: 0, workStyle: 'regular' };
    assert.equal((await stranger.call(saveTaskReport, { params, body })).status, 404);
    assert.equal((await stranger.call(deleteTask, { params, query: { version: '1' } })).status, 404);
  }
});

test('an approver sees the tasks and leaves a trace; a list of more than two months is refused', async () => {
  const { employee: personId } = portal.house.people;
  await made();
  const approver = await portal.signedIn('approver');
  assert.equal((await tasksOf(approver, personId)).length, 1);
  const row = await portal.records
    .selectFrom('audit_entries')
    .selectAll()
    .where('action', '=', 'day.viewed')
    .orderBy('audit_id', 'desc')
    .executeTakeFirstOrThrow();
  assert.deepEqual([row.subject_id, row.detail], [personId, { workDate: DATE, until: DATE }]);
  const sibling = await portal.signedIn('siblingApprover');
  const query = { from: DATE, to: DATE };
  assert.equal((await sibling.call(listTasks, { params: { personId }, query })).status, 404);
  for (const to of ['2026-05-11', '2026-03-09']) {
    const refused = await employee.call(listTasks, { params: { personId: 'me' }, query: { from: DATE, to } });
    assert.equal(refused.status, 400, to);
  }
});

test('copies have readings and texts of the former day, no report and no other people; a second copy adds nothing', async () => {
  await made({ memberIds: [portal.house.people.colleague], report: '済み', progress: 80 });
  await made({ isAllDay: true, title: '当番' });
  const copy = { body: { from: DATE, to: '2026-03-12' } };
  const first: { copied: number; tasks: Task[] } = (await employee.call(copyTasks, copy)).json;
  assert.deepEqual(
    first.tasks.map((task) => [task.title, task.startClock, task.report, task.progress, task.members.length]),
    [
      ['当番', 0, '', 0, 1],
      ['設計レビュー', 600, '', 0, 1],
    ],
  );
  const again: { copied: number; skipped: number } = (await employee.call(copyTasks, copy)).json;
  assert.deepEqual([first.copied, again.copied, again.skipped], [2, 0, 2]);
  await waitFor(async () => (await lastFact(portal.house.people.employee, '2026-03-12'))?.tasks.length === 2);
});

test('people are found by name within the own company, by name and group only, and wildcards are letters', async () => {
  const found = async (text: string) => {
    const answer: { people: { name: string }[] } = (await employee.call(searchMembers, { query: { text } })).json;
    return answer.people;
  };
  assert.deepEqual(await found('colleague'), [
    { personId: portal.house.people.colleague, name: 'colleague 太郎', kana: '', groupName: 'DEV 課' },
  ]);
  assert.equal((await found('太郎')).length, 6);
  for (const text of ['%', '_', 'demo']) assert.deepEqual(await found(text), [], text);
});
