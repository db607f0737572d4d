import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import iconv from 'iconv-lite';
import { listLookups } from '#domain/contract/audit.ts';
import {
  downloadDashboard,
  listDashboardDays,
  listDashboardPeople,
  readDashboardHeatMap,
  readDashboardOverview,
  readDashboardTrend,
  readDashboardUse,
} from '#domain/contract/dashboard.ts';
import type { DashboardOverview, DashboardPeople, DashboardUse } from '#domain/contract/dashboard.ts';
import { readMe } from '#domain/contract/session.ts';
import type { Me } from '#domain/contract/session.ts';
import { loadViewer } from '../access/viewer.ts';
import { Refusal } from '../http/refusal.ts';
import type { Client } from '../testkit/client.ts';
import { RECEIVED_AT, storeDay, TEST_DEVICE } from '../testkit/days.ts';
import type { House, PersonName } from '../testkit/house.ts';
import { rollUp } from '../testkit/roll-up.ts';
import { startTestPortal, TEST_NOW_MS } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { createMoments } from './moments.ts';
import { openView } from './open-view.ts';
import type { ViewAsked } from './open-view.ts';
import { readHeatMap } from './read-heat-map.ts';
import { createDashboardTools } from './routes.ts';
import { warmDashboards } from './warm-dashboards.ts';

let portal: TestPortal;
let viewer: Client;
const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };

const give = (house: House, person: PersonName, mayView: boolean) =>
  portal.records
    .updateTable('people')
    .set({ may_view_dashboard: mayView })
    .where('person_id', '=', house.people[person])
    .execute();
const setPlan = (plan: 'standard' | 'advanced') =>
  portal.records.updateTable('tenants').set({ plan }).where('tenant_id', '=', portal.house.tenantId).execute();

before(async () => {
  portal = await startTestPortal();
  const { house, otherHouse } = portal;
  await give(house, 'colleague', true);
  await give(otherHouse, 'colleague', true);
  for (const person of ['employee', 'approver', 'senior', 'administrator', 'parentApprover'] as const)
    await storeDay(portal, house.tenantId, house.people[person], {
      workDate: '2026-02-03',
      presses: [
        ['start', '09:00'],
        ['end', '18:00'],
      ],
    });
  viewer = await portal.signedIn('colleague');
});
beforeEach(() => void (portal.clock.nowMs += 120_000));
after(() => portal.stop());

const auditOf = async () =>
  (
    await portal.records
      .selectFrom('audit_entries')
      .select(['action', 'subject_id', 'detail'])
      .where('action', 'like', 'dashboard.%')
      .orderBy('at')
      .execute()
  ).map((row) => [row.action, row.subject_id]);

test('the menu offers it to people with the right on the plan Advanced, and the right holds from the next request on', async () => {
  const mayView = async (): Promise<boolean> => ((await viewer.call(readMe)).json as Me).mayViewDashboard;
  const status = async () => (await viewer.call(readDashboardOverview, { query: FEBRUARY })).status;
  assert.deepEqual([await mayView(), await status()], [true, 200]);
  await setPlan('standard');
  assert.deepEqual([await mayView(), await status()], [false, 404]);
  await setPlan('advanced');
  await give(portal.house, 'colleague', false);
  assert.deepEqual([await mayView(), await status()], [false, 404]);
  await give(portal.house, 'colleague', true);
});

test('another tenant sees nothing of this one', async () => {
  const stranger = await portal.signedIn('colleague', portal.otherHouse);
  const own: DashboardOverview = (await stranger.call(readDashboardOverview, { query: FEBRUARY })).json;
  assert.deepEqual([own.totals.people, own.totals.minutes.workedMinutes], [0, 0]);
  for (const scope of [{ groupId: portal.house.groups.HQ }, { personId: portal.house.people.employee }])
    assert.equal((await stranger.call(readDashboardOverview, { query: { ...FEBRUARY, ...scope } })).status, 404);
});

test('periods of more than 13 months, backwards ones and two hours at once are refused', async () => {
  for (const query of [
    { from: '2025-01-31', to: '2026-02-01' },
    { from: '2026-02-02', to: '2026-02-01' },
  ])
    assert.equal((await viewer.call(readDashboardOverview, { query })).code, 'invalid_input');
  for (const more of [{ workedHour: '9', pcHour: '9' }, { figure: 'statutoryOvertimeMinutes' }])
    assert.equal((await viewer.call(listDashboardDays, { query: { ...FEBRUARY, ...more } })).code, 'invalid_input');
});

test('one opening is one row of the audit; a look at one person names them and is told to them', async () => {
  const before = (await auditOf()).length;
  const { employee } = portal.house.people;
  for (const endpoint of [readDashboardOverview, readDashboardHeatMap])
    await viewer.call(endpoint, { query: FEBRUARY });
  await viewer.call(listDashboardPeople, { query: FEBRUARY });
  await viewer.call(listDashboardPeople, { query: { ...FEBRUARY, offset: '50' } });
  for (const endpoint of [readDashboardOverview, readDashboardHeatMap])
    await viewer.call(endpoint, { query: { ...FEBRUARY, personId: employee } });
  await viewer.call(downloadDashboard, { query: { ...FEBRUARY, table: 'people' } });
  await viewer.call(downloadDashboard, { query: { ...FEBRUARY, table: 'overview' } });
  portal.clock.nowMs += 61_000;
  await viewer.call(readDashboardOverview, { query: FEBRUARY });
  assert.deepEqual((await auditOf()).slice(before), [
    ['dashboard.viewed', null],
    ['dashboard.people-viewed', null],
    ['dashboard.person-viewed', employee],
    ['dashboard.exported', null],
    ['dashboard.exported', null],
    ['dashboard.viewed', null],
  ]);
  const told = await (await portal.signedIn('employee')).call(listLookups);
  const { lookups }: { lookups: { kind: string; viewerName: string }[] } = told.json;
  assert.deepEqual(
    lookups.map((lookup) => [lookup.kind, lookup.viewerName]),
    Array(2).fill(['dashboard', 'colleague 太郎']),
  );
});

test('whoever is deleted is in no figure and no list', async () => {
  const { people } = portal.house;
  const setStatus = (status: 'active' | 'removed') =>
    portal.records.updateTable('people').set({ status }).where('person_id', '=', people.senior).execute();
  const peopleOf = async (): Promise<number[]> => {
    const overview: DashboardOverview = (await viewer.call(readDashboardOverview, { query: FEBRUARY })).json;
    const heat = await viewer.call(readDashboardHeatMap, { query: FEBRUARY });
    const { workedMinutes }: { workedMinutes: number[][] } = heat.json;
    const days: { total: number } = (await viewer.call(listDashboardDays, { query: FEBRUARY })).json;
    return [overview.totals.people, workedMinutes[2]?.[9] ?? 0, days.total];
  };
  assert.deepEqual(await peopleOf(), [5, 300, 5]);
  await setStatus('removed');
  assert.deepEqual(await peopleOf(), [4, 240, 4]);
  assert.equal(
    (await viewer.call(readDashboardOverview, { query: { ...FEBRUARY, personId: people.senior } })).status,
    404,
  );
  await setStatus('active');
});

test('shares of applications only of five people with data, and not of one person', async () => {
  const { tenantId, people, groups } = portal.house;
  const storeWindow = (personId: string, process: string, seconds: number) =>
    portal.analytics.insertRows(
      'raw_window_slices_v1',
      [
        'tenant_id',
        'person_id',
        'minute',
        'activated_at',
        'device_id',
        'seconds',
        'process',
        'title',
        'url',
        'received_at',
      ],
      [
        [
          tenantId,
          personId,
          '2026-02-03T01:00:00Z',
          '2026-02-03T01:00:00Z',
          TEST_DEVICE,
          seconds,
          process,
          '',
          '',
          RECEIVED_AT,
        ],
      ],
    );
  const read = async (query: Readonly<Record<string, string>>): Promise<DashboardUse> => {
    await rollUp(portal);
    return (await viewer.call(readDashboardUse, { query: { ...FEBRUARY, ...query } })).json;
  };
  for (const person of ['employee', 'approver', 'senior', 'administrator'] as const)
    await storeWindow(people[person], 'excel.exe', 30);
  assert.deepEqual([(await read({})).obstacle, (await read({})).applications], ['fewPeople', []]);
  await storeWindow(people.parentApprover, 'code.exe', 40);
  const enough = await read({ groupId: groups.HQ });
  assert.deepEqual(
    [enough.obstacle, enough.applications, enough.totalSeconds],
    [
      null,
      [
        { name: 'excel.exe', seconds: 120 },
        { name: 'code.exe', seconds: 40 },
      ],
      160,
    ],
  );
  assert.equal((await read({ groupId: groups.SALES1 })).obstacle, 'fewPeople');
  const ofOne = await viewer.call(readDashboardUse, { query: { ...FEBRUARY, personId: people.employee } });
  assert.equal(ofOne.code, 'invalid_input');
  const long = await viewer.call(readDashboardUse, { query: { from: '2026-01-01', to: '2026-02-01' } });
  assert.equal(long.code, 'invalid_input');
});

test('a file says what is shown, in Windows-31J, and runs no formula', async () => {
  const { people, groups } = portal.house;
  await portal.records
    .updateTable('people')
    .set({ name: '=1+1 髙' })
    .where('person_id', '=', people.approver)
    .execute();
  const file = async (query: Readonly<Record<string, string>>): Promise<string[][]> => {
    const answer = await viewer.call(downloadDashboard, { query: { ...FEBRUARY, ...query } });
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/csv; charset=Windows-31J']);
    const text = iconv.decode(answer.bytes, 'windows-31j');
    assert.ok(text.endsWith('\r\n'));
    return text
      .split('\r\n')
      .slice(0, -1)
      .map((line) => line.split(','));
  };
  const shown: DashboardPeople = (
    await viewer.call(listDashboardPeople, { query: { ...FEBRUARY, groupId: groups.HQ } })
  ).json;
  const [header, ...rows] = await file({ table: 'people', groupId: groups.HQ });
  assert.deepEqual(header?.slice(0, 3), ['社員番号', '氏名', 'グループ']);
  assert.deepEqual(
    rows.map((row) => row[0]),
    shown.people.map((person) => person.employeeNumber),
  );
  assert.equal(rows.find((row) => row[0] === '002')?.[1], "'=1+1 髙");
  assert.equal(rows[0]?.[header?.indexOf('勤務時間') ?? -1], '8:00');
  const sizes = {
    overview: 3,
    trend: 14,
    distribution: 11,
    heatMap: 169,
    monthsOver: 1,
    deviation: 1,
    applicationUse: 3,
    days: 6,
  };
  for (const [table, lines] of Object.entries(sizes)) assert.equal((await file({ table })).length, lines, table);
});

test('a month without a day is empty in the trend, not zero', async () => {
  const trend = await viewer.call(readDashboardTrend, { query: { to: '202601' } });
  const { months }: { months: { totals: unknown }[] } = trend.json;
  assert.deepEqual(
    months.map(({ totals }) => totals),
    Array(13).fill(null),
  );
  assert.ok(portal.clock.nowMs > TEST_NOW_MS);
});

test('of a large company everything is shown as of one moment, which is told, and never an old one', async () => {
  const { tenantId, people } = portal.house;
  const { records, analytics, clock } = portal;
  const time = { ms: 0 };
  const tools = createDashboardTools(
    { records, analytics, nowMs: () => clock.nowMs },
    createMoments(1, () => time.ms),
  );
  const session = await records
    .selectFrom('sessions')
    .select('token_hash')
    .where('person_id', '=', people.colleague)
    .executeTakeFirstOrThrow();
  const who = await loadViewer(records, session.token_hash);
  assert.ok(who !== undefined);
  const shown = async (): Promise<number[]> => {
    const view = await openView(tools, who, {
      ...{ scope: { groupId: 'all', below: '1' }, period: { from: '2026-03-01', to: '2026-03-31' } as const },
      ...{ requestId: 'r', action: 'dashboard.viewed' },
    } as ViewAsked);
    assert.ok(!(view instanceof Refusal));
    const heat = await readHeatMap(tools, view);
    const [month] = await view.readSums();
    const worked = month?.minutes.workedMinutes.reduce((sum, minutes) => sum + minutes, 0) ?? 0;
    const hours = heat.workedMinutes.flat().reduce((sum, minutes) => sum + minutes, 0);
    return [view.shown.asOf, worked, hours];
  };
  const work = (workDate: string) =>
    storeDay(portal, tenantId, people.employee, {
      workDate,
      presses: [
        ['start', '09:00'],
        ['end', '10:00'],
      ],
    });
  await work('2026-03-03');
  const warm = () => warmDashboards(tools, new AbortController().signal);
  await warm();
  const warmedMs = clock.nowMs;
  clock.nowMs += 50_000;
  await work('2026-03-09');
  assert.deepEqual(await shown(), [warmedMs, 60, 60]);
  await warm();
  assert.deepEqual(await shown(), [clock.nowMs, 120, 120]);
  await work('2026-03-10');
  time.ms += 121_000;
  clock.nowMs += 1_000;
  assert.deepEqual(await shown(), [clock.nowMs, 180, 180]);
});
