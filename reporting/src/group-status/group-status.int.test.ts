import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { listStatusGroups, readGroupStatus } from '#domain/contract/group-status.ts';
import type { PersonStatus, StatusEvent, StatusGroup, StatusList } from '#domain/contract/group-status.ts';
import { recordOperation } from '#domain/contract/operations.ts';
import { signOut } from '#domain/contract/session.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { storeDay } from '../testkit/days.ts';
import { startTestPortal, TEST_NOW_MS } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { openStream } from './stream-reader.fixture.ts';
import { STREAMS_PER_PERSON } from './stream-places.ts';

const TODAY = '2026-03-10' as WorkDate;
let portal: TestPortal;
before(async () => {
  portal = await startTestPortal({ statusCheckMs: 200 });
});
after(() => portal.stop());

const statusOf = async (name: 'approver' | 'senior', groupId: string, below = '0'): Promise<StatusList> => {
  const browser = await portal.signedIn(name);
  return (await browser.call(readGroupStatus, { params: { groupId }, query: { below } })).json;
};
const isPerson =
  (personId: string, fits: (status: PersonStatus) => boolean) =>
  (event: StatusEvent): boolean =>
    event.event === 'person' && event.data.personId === personId && fits(event.data);

test('an approver chooses among the covered groups, with the number of their people', async () => {
  const browser = await portal.signedIn('senior');
  const { groups }: { groups: StatusGroup[] } = (await browser.call(listStatusGroups)).json;
  assert.deepEqual(
    groups.map((group) => [group.code, group.depth, group.people]),
    [
      ['HQ', 0, 5],
      ['DEV', 1, 1],
      ['SALES', 1, 0],
      ['SALES1', 2, 1],
    ],
  );
});

test('a group alone, and with the groups below it in tree order', async () => {
  const { HQ, SALES, SALES1 } = portal.house.groups;
  const alone = await statusOf('senior', HQ);
  assert.deepEqual([alone.total, alone.people.every((person) => person.groupId === HQ)], [5, true]);
  const whole = await statusOf('senior', HQ, '1');
  assert.equal(whole.total, 7);
  assert.deepEqual(
    whole.people.slice(-1).map((person) => person.groupId),
    [SALES1],
  );
  assert.equal((await statusOf('senior', SALES, '1')).total, 1);
  const mine = await statusOf('senior', 'mine');
  assert.deepEqual([mine.total, mine.group], [7, null]);
  assert.equal(whole.people[0]?.presence, 'notStarted');
  assert.equal(whole.people[0]?.figures, null);
});

test('whoever approves for nobody has no groups to look into', async () => {
  const browser = await portal.signedIn('employee');
  assert.equal((await browser.call(readGroupStatus, { params: { groupId: 'mine' } })).status, 404);
});

test('a computed day gives the figures, the running task its title', async () => {
  const { tenantId, people, groups } = portal.house;
  await storeDay(portal, tenantId, people.colleague, {
    workDate: TODAY,
    presses: [['start', '9:00', { workStyle: 'remote' }]],
    active: [['9:00', '9:50']],
    nowMinute: TEST_NOW_MS / 60_000,
  });
  const task = {
    ...{
      tenant_id: tenantId,
      task_id: randomUUID(),
      person_id: people.colleague,
      work_date: TODAY,
      kind: 'task' as const,
    },
    ...{ starts_at: new Date(TEST_NOW_MS - 600_000), ends_at: new Date(TEST_NOW_MS + 600_000), title: '見積' },
  };
  await portal.records.insertInto('tasks').values(task).execute();
  const { people: rows } = await statusOf('senior', groups.DEV);
  assert.equal(rows.length, 1);
  const { presence, startClock, taskTitle, figures } = rows[0] ?? {};
  assert.deepEqual([presence, startClock, taskTitle], ['remote', 540, '見積']);
  assert.deepEqual(figures, { workedMinutes: 60, overtimeMinutes: 0, unrequestedMinutes: 0, lastActiveClock: 590 });
});

test('a pressed button is on the approver’s screen within two seconds, uncompressed, before any figure is computed', async () => {
  const { people, groups } = portal.house;
  const approver = await portal.signedIn('approver');
  const employee = await portal.signedIn('employee');
  const stream = await openStream(approver, portal.reporting.port, groups.SALES1);
  try {
    assert.equal(stream.headers.get('content-encoding'), null);
    assert.match(stream.headers.get('content-type') ?? '', /^text\/event-stream/);
    await stream.waitFor((event) => event.event === 'list');
    const pressedMs = performance.now();
    const answer = await employee.call(recordOperation, { body: { operationId: randomUUID(), kind: 'start' } });
    assert.equal(answer.status, 200, answer.text);
    const event = await stream.waitFor(isPerson(people.employee, (status) => status.presence === 'working'));
    const tookMs = Math.round(performance.now() - pressedMs);
    assert.ok(tookMs < 2_000, `${tookMs} ms`);
    assert.equal(event.event === 'person' && event.data.startClock, 600);
    assert.equal(event.event === 'person' && event.data.sinceClock, 600);
  } finally {
    stream.close();
  }
});

test('the figures follow when the day is computed', async () => {
  const { tenantId, people, groups } = portal.house;
  const stream = await openStream(await portal.signedIn('approver'), portal.reporting.port, groups.SALES1);
  try {
    await stream.waitFor((event) => event.event === 'list');
    await storeDay(portal, tenantId, people.employee, {
      workDate: TODAY,
      presses: [['start', '9:00']],
      active: [['9:00', '9:30']],
      nowMinute: TEST_NOW_MS / 60_000,
    });
    await stream.waitFor(isPerson(people.employee, (status) => status.figures?.workedMinutes === 60));
  } finally {
    stream.close();
  }
});

test('the line beats, and a stream ends with its session', async () => {
  const approver = await portal.signedIn('approver');
  const stream = await openStream(approver, portal.reporting.port, portal.house.groups.SALES1);
  await stream.waitFor((event) => event.event === 'list');
  await approver.call(signOut);
  const end = await stream.waitFor((event) => event.event === 'end');
  assert.deepEqual(end.data, { reason: 'signedOut' });
  await stream.ended;
  assert.ok(stream.beats() >= 1);
});

test('whoever loses the right loses the stream', async () => {
  const { tenantId, groups, people } = portal.house;
  const stream = await openStream(await portal.signedIn('siblingApprover'), portal.reporting.port, groups.DEV);
  await stream.waitFor((event) => event.event === 'list');
  const own = { tenant_id: tenantId, group_id: groups.DEV, person_id: people.siblingApprover };
  await portal.records.deleteFrom('group_approvers').where('person_id', '=', own.person_id).execute();
  const end = await stream.waitFor((event) => event.event === 'end');
  await portal.records
    .insertInto('group_approvers')
    .values({ ...own, is_senior: false })
    .execute();
  assert.deepEqual(end.data, { reason: 'notYours' });
});

test('a person who joins the group appears with a new list', async () => {
  const { tenantId, groups, people, patternId } = portal.house;
  const stream = await openStream(await portal.signedIn('parentApprover'), portal.reporting.port, groups.SALES);
  try {
    await stream.waitFor((event) => event.event === 'list' && event.data.total === 0);
    const move = {
      tenant_id: tenantId,
      person_id: people.administrator,
      group_id: groups.SALES,
      pattern_id: patternId,
    };
    await portal.records
      .insertInto('assignments')
      .values({ ...move, effective_from: TODAY })
      .execute();
    const list = await stream.waitFor((event) => event.event === 'list' && event.data.total === 1);
    assert.equal(list.event === 'list' && list.data.people[0]?.personId, people.administrator);
  } finally {
    stream.close();
    await portal.records.deleteFrom('assignments').where('effective_from', '=', TODAY).execute();
  }
});

test('a stream too many is refused, and a closed one makes room', async () => {
  const senior = await portal.signedIn('senior');
  const open = () => openStream(senior, portal.reporting.port, portal.house.groups.HQ);
  const streams = await Promise.all(Array.from({ length: STREAMS_PER_PERSON }, open));
  assert.deepEqual([...new Set(streams.map((stream) => stream.status))], [200]);
  const refused = await open();
  assert.equal(refused.status, 429);
  streams[0]?.close();
  let again = await open();
  for (let tries = 0; tries < 200 && again.status === 429; tries += 1) again = await open();
  assert.equal(again.status, 200);
  for (const stream of [...streams, again]) stream.close();
});

test('what is stored twice for a day is told once', async () => {
  const { tenantId, people, groups } = portal.house;
  const stream = await openStream(await portal.signedIn('approver'), portal.reporting.port, groups.SALES1);
  try {
    await stream.waitFor((event) => event.event === 'list');
    // A new revision without any change of what is shown: then one that shows.
    await portal.records.transaction().execute((trx) => publishWorkDay(trx, tenantId, people.employee, TODAY));
    const employee = await portal.signedIn('employee');
    await employee.call(recordOperation, { body: { operationId: randomUUID(), kind: 'break' } });
    await stream.waitFor(isPerson(people.employee, (status) => status.presence === 'onBreak'));
    const states = stream.events.flatMap((event) => (event.event === 'person' ? [event.data.presence] : []));
    assert.deepEqual(states, [...new Set(states)]);
  } finally {
    stream.close();
  }
});

test('a look at a group is written down', async () => {
  await statusOf('approver', portal.house.groups.SALES1);
  const rows = await portal.records
    .selectFrom('audit_entries')
    .select('detail')
    .where('action', '=', 'group-status.viewed')
    .where('actor_id', '=', portal.house.people.approver)
    .execute();
  assert.deepEqual(rows.at(-1)?.detail, { groupId: portal.house.groups.SALES1, withBelow: false });
});

test('a portal that stops ends its streams by itself', async () => {
  const stream = await openStream(await portal.signedIn('approver'), portal.reporting.port, portal.house.groups.SALES1);
  await stream.waitFor((event) => event.event === 'list');
  await portal.reporting.stop();
  assert.deepEqual(stream.events.at(-1)?.data, { reason: 'stopping' });
});
