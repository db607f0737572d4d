import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readGroupMonth } from '#domain/contract/group-month.ts';
import type { GroupMonthAnswer } from '#domain/contract/group-month.ts';
import { readLegal } from '#domain/contract/legal.ts';
import type { LegalAnswer } from '#domain/contract/legal.ts';
import { readDay, readMonth } from '#domain/contract/months.ts';
import type { DayAnswer, MonthAnswer } from '#domain/contract/months.ts';
import type { Client } from '../testkit/client.ts';
import { RECEIVED_AT, storeDay, storeWindows, TEST_DEVICE } from '../testkit/days.ts';
import { XSS_NAME } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let employee: Client;
before(async () => {
  portal = await startTestPortal();
  const { tenantId, people } = portal.house;
  const worked = {
    presses: [
      ['start', '9:00'],
      ['end', '18:30'],
    ],
    active: [
      ['9:05', '9:10'],
      ['19:00', '19:07'],
    ],
  } as const;
  const first = await storeDay(portal, tenantId, people.employee, { workDate: '2026-03-02', ...worked });
  await storeWindows(portal.analytics, tenantId, people.employee, first.startMinute + 250);
  await storeDay(portal, tenantId, people.employee, { workDate: '2026-03-03', presses: [['start', '9:00']] });
  await storeDay(portal, tenantId, people.employee, { workDate: '2026-03-04', active: [['26:00', '26:30']] });
  await portal.records
    .insertInto('devices')
    .values({
      tenant_id: tenantId,
      device_id: TEST_DEVICE,
      person_id: people.employee,
      name: '<i>PC</i>',
      public_key: 'x',
    })
    .execute();
  employee = await portal.signedIn('employee');
});
after(() => portal.stop());

const month = async (client: Client, personId: string, which = '202603'): Promise<MonthAnswer> =>
  (await client.call(readMonth, { params: { personId, month: which } })).json;
const day = async (client: Client, personId: string, workDate: string): Promise<DayAnswer> =>
  (await client.call(readDay, { params: { personId, workDate } })).json;

test('a month has every date; a date without facts is null and never zero', async () => {
  const answer = await month(employee, 'me');
  assert.equal(answer.days.length, 31);
  assert.equal(answer.days[0]?.day, null);
  assert.equal(answer.days[1]?.day?.workedMinutes, 510);
  assert.equal(answer.currentWorkDate, '2026-03-10');
  assert.equal(answer.lastReceivedAt, Date.parse(RECEIVED_AT));
  assert.deepEqual(answer.person, {
    personId: portal.house.people.employee,
    name: XSS_NAME,
    employeeNumber: '001',
    groupName: 'SALES1 課',
    patternName: '標準',
    zone: 'Asia/Tokyo',
  });
});

test('the totals leave the auto-ended day out and count it; PC figures are all in', async () => {
  const { totals } = await month(employee, 'me');
  assert.deepEqual(
    [totals.workedMinutes, totals.overtimeMinutes, totals.workedDays, totals.leftOutDays, totals.unrequestedMinutes],
    [510, 30, 1, 1, 37],
  );
  assert.equal(totals.pcActiveMinutes, 5 + 7 + 30);
});

test('a month without any fact is empty, one that does not exist is refused', async () => {
  const answer = await month(employee, 'me', '202402');
  assert.equal(answer.days.length, 29);
  assert.ok(answer.days.every((each) => each.day === null));
  assert.deepEqual(
    ['2024-02-10', '2024-02-12', '2024-02-13'].map(
      (date) => answer.days.find((each) => each.workDate === date)?.dayOff?.name,
    ),
    ['', '建国記念の日 振替休日', undefined],
    'a weekend, a public holiday, a working day',
  );
  for (const wrong of ['202613', '2026-03', '20263']) {
    const refused = await employee.call(readMonth, { params: { personId: 'me', month: wrong } });
    assert.deepEqual([refused.status, refused.code], [400, 'invalid_input'], wrong);
    assert.match(refused.text, /params\.month/);
  }
});

test('a day shows the minutes, windows and changes that it is made of, each fact once', async () => {
  const answer = await day(employee, 'me', '2026-03-02');
  assert.equal(answer.day?.pcActiveMinutes, 12);
  assert.equal(answer.minutes.length, 12);
  assert.deepEqual(answer.minutes[0]?.clock, 545);
  assert.equal(
    answer.minutes.reduce((sum, minute) => sum + minute.counts.letters, 0),
    12,
  );
  assert.deepEqual(
    answer.slices.map((slice) => [slice.process, slice.seconds]),
    [
      ['excel.exe', 40],
      ['chrome.exe', 20],
    ],
  );
  assert.deepEqual(answer.windows[0], {
    process: 'excel.exe',
    title: '見積 <b>1</b>.xlsx',
    url: '',
    seconds: 40,
    firstClock: 550,
  });
  assert.deepEqual(answer.devices, [{ deviceId: TEST_DEVICE, name: '<i>PC</i>' }]);
  assert.deepEqual(
    answer.sessionChanges.map((each) => [each.change, each.clock]),
    [['lock', 550]],
  );
  assert.deepEqual(answer.pattern, {
    name: '標準',
    scheduledMinutes: 480,
    breaks: [{ startClock: 720, endClock: 780 }],
    autoEndClock: 300,
  });
});

test('26:00 belongs to the date it was worked on, not to the next', async () => {
  assert.equal((await day(employee, 'me', '2026-03-04')).minutes[0]?.clock, 1560);
  const next = await day(employee, 'me', '2026-03-05');
  assert.deepEqual([next.day, next.minutes], [null, []]);
});

test("looking at one's own month leaves no audit row, looking at another's leaves one", async () => {
  const views = async () =>
    (
      await portal.records
        .selectFrom('audit_entries')
        .selectAll()
        .where('action', 'in', ['month.viewed', 'day.viewed'])
        .execute()
    ).map((row) => [row.action, row.actor_id, row.subject_id, row.detail]);
  await month(employee, 'me');
  await month(employee, portal.house.people.employee);
  assert.deepEqual(await views(), []);
  const approver = await portal.signedIn('approver');
  await month(approver, portal.house.people.employee);
  await day(approver, portal.house.people.employee, '2026-03-02');
  const who = [portal.house.people.approver, portal.house.people.employee];
  assert.deepEqual(await views(), [
    ['month.viewed', ...who, { month: '202603' }],
    ['day.viewed', ...who, { workDate: '2026-03-02' }],
  ]);
});

test('a look that is refused is in the audit; a person of another tenant is not told apart from nobody', async () => {
  const sibling = await portal.signedIn('siblingApprover');
  const asked = portal.house.people.employee;
  assert.equal((await sibling.call(readMonth, { params: { personId: asked, month: '202603' } })).status, 404);
  const row = await portal.records
    .selectFrom('audit_entries')
    .selectAll()
    .orderBy('audit_id', 'desc')
    .executeTakeFirstOrThrow();
  assert.deepEqual(
    [row.action, row.actor_id, row.subject_id, row.detail],
    ['access.refused', portal.house.people.siblingApprover, asked, { policyAction: 'day.view' }],
  );
  const foreign = portal.otherHouse.people.employee;
  const answers = await Promise.all(
    [foreign, '00000000-0000-4000-8000-000000000000'].map((personId) =>
      employee.call(readMonth, { params: { personId, month: '202603' } }),
    ),
  );
  const bodies = answers.map((answer) => answer.text.replace(/"requestId":"[^"]+"/, ''));
  assert.equal(bodies[0], bodies[1]);
});

test('after a move to another group the old approver sees the month no more', async () => {
  const { tenantId, people, groups, patternId } = portal.house;
  const approver = await portal.signedIn('approver');
  const moved = {
    tenant_id: tenantId,
    person_id: people.employee,
    group_id: groups.DEV,
    pattern_id: patternId,
    effective_from: '2026-03-10',
  };
  await portal.records.insertInto('assignments').values(moved).execute();
  const refused = await approver.call(readMonth, { params: { personId: people.employee, month: '202603' } });
  await portal.records.deleteFrom('assignments').where('effective_from', '=', '2026-03-10').execute();
  assert.equal(refused.status, 404);
  assert.equal((await month(approver, people.employee)).month, '202603');
});

test("a window has the site name of the tenant's present mapping, and never one of another tenant's", async () => {
  const siteNames = async () => (await day(employee, 'me', '2026-03-02')).windows.map(({ siteName }) => siteName);
  const register = async (at: typeof portal.house, name: string) => {
    const tenant_id = at.tenantId;
    await portal.records
      .insertInto('site_name_files')
      .values({ tenant_id, uploaded_by: at.people.administrator })
      .execute();
    const rows = ['https://', 'https://intra.example/'].map((url_prefix, position) => ({
      ...{ tenant_id, position, url_prefix },
      site_name: `${name}${position}`,
    }));
    await portal.records.insertInto('site_names').values(rows).execute();
  };
  await register(portal.otherHouse, '他社');
  assert.deepEqual(await siteNames(), [undefined, undefined]);
  await register(portal.house, '社内');
  assert.deepEqual(await siteNames(), [undefined, '社内1']);
});

test('a group-month has the sums of each 勤務一覧 and the figures of each legal standing, and is one look in the audit', async () => {
  const { people, groups } = portal.house;
  const senior = await portal.signedIn('senior');
  const params = { groupId: groups.HQ, month: '202603' };
  const group: GroupMonthAnswer = (await senior.call(readGroupMonth, { params, query: { below: '1' } })).json;
  assert.deepEqual([group.total, group.people.length, group.group?.groupId], [7, 7, groups.HQ]);
  for (const row of group.people) {
    const own = await month(senior, row.personId);
    assert.deepEqual([row.totals, row.groupName], [own.totals, own.person.groupName], row.name);
    const legal: LegalAnswer = (await senior.call(readLegal, { params: { personId: row.personId, month: '202603' } }))
      .json;
    assert.equal(
      row.legal.monthOvertimeMinutes,
      legal.standing.caps.find(({ cap }) => cap === 'month')?.used,
      row.name,
    );
  }
  const employeeRow = group.people.find((row) => row.personId === people.employee);
  assert.deepEqual([employeeRow?.totals.workedMinutes, employeeRow?.totals.leftOutDays], [510, 1]);
  assert.deepEqual(group.totals, employeeRow?.totals, 'nobody else has worked');
  const looks = await portal.records
    .selectFrom('audit_entries')
    .select(['actor_id', 'subject_id', 'detail'])
    .where('action', '=', 'group-month.viewed')
    .execute();
  const detail = { groupId: groups.HQ, withBelow: true, month: '202603' };
  assert.deepEqual(looks, [{ actor_id: people.senior, subject_id: null, detail }]);
});
