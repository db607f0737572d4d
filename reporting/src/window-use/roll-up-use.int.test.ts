import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readApplicationUse } from '#domain/contract/application-use.ts';
import type { ApplicationUse } from '#domain/contract/application-use.ts';
import { readDashboardUse } from '#domain/contract/dashboard.ts';
import type { DashboardUse } from '#domain/contract/dashboard.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { findDifferentUse } from '#sql/day-use.ts';
import { removeUse } from '../retention/remove-use.ts';
import { replaceSiteNames } from '../settings/queries.ts';
import type { Client } from '../testkit/client.ts';
import { RECEIVED_AT } from '../testkit/days.ts';
import type { PersonName } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { rollUp } from '../testkit/roll-up.ts';

const FIVE = ['employee', 'colleague', 'approver', 'senior', 'administrator'] as const;
const DATES = { from: '2026-03-02', to: '2026-03-03' };

let portal: TestPortal;
let viewer: Client;
before(async () => {
  portal = await startTestPortal();
  const { people } = portal.house;
  await portal.records
    .updateTable('people')
    .set({ may_view_dashboard: true })
    .where('person_id', '=', people.colleague)
    .execute();
  viewer = await portal.signedIn('colleague');
});
after(() => portal.stop());
beforeEach(async () => {
  for (const table of ['raw_window_slices_v1', 'window_touches_v1', 'day_use_v1'])
    await portal.analytics.command(`TRUNCATE TABLE ${table}`);
});

type Window = readonly [minute: string, seconds: number, process: string, url?: string, device?: string];

async function store(person: PersonName, windows: readonly Window[]): Promise<void> {
  const { tenantId, people } = portal.house;
  const rows = windows.map(([minute, seconds, process, url = '', device = 'pc']) => {
    const at = new Date(`${minute}:00+09:00`).toISOString();
    return [tenantId, people[person], at, at, device, seconds, process, '', url, RECEIVED_AT];
  });
  const names = ['tenant_id', 'person_id', 'minute', 'activated_at', 'device_id', 'seconds', 'process', 'title', 'url'];
  await portal.analytics.insertRows('raw_window_slices_v1', [...names, 'received_at'], rows);
}

const shares = async (query: Readonly<Record<string, string>> = DATES): Promise<DashboardUse> => {
  const answer = await viewer.call(readDashboardUse, { query });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const longestOf = async (name: PersonName): Promise<ApplicationUse> =>
  (await (await portal.signedIn(name)).call(readApplicationUse, { params: { personId: 'me' }, query: DATES })).json;
const differences = async (): Promise<string[]> => {
  const { tenantId, people } = portal.house;
  const found = await Promise.all(
    FIVE.map((name) => findDifferentUse(portal.analytics, { tenantId, personId: people[name] })),
  );
  return found.flat().map(({ workDate }) => workDate);
};
/** As if everything had come in and been summed long ago: differences are looked for in dates that claim to hold everything. */
const ageTouches = () =>
  portal.analytics.command(
    'ALTER TABLE window_touches_v1 UPDATE touched_at = touched_at - INTERVAL 10 MINUTE WHERE 1 SETTINGS mutations_sync = 1',
  );

test('late windows, a repeat, another version of a slice and a second PC are in the sums once, and each person has the same on ホーム', async () => {
  await replaceSiteNames(portal.records, portal.house.tenantId, portal.house.people.administrator, [
    { urlPrefix: 'https://a.jp/', name: '社内' },
    { urlPrefix: 'https://a.jp/sales/', name: '営業支援' },
  ]);
  for (const name of FIVE) await store(name, [['2026-03-02T09:00', 30, 'excel.exe']]);
  await rollUp(portal);
  assert.deepEqual((await shares()).applications, [{ name: 'excel.exe', seconds: 150 }]);
  // A repeat; a slice that was cut off and comes whole; a PC that was away; 04:59 is the date before, also of the first.
  await store('employee', [
    ['2026-03-02T09:00', 30, 'excel.exe'],
    ['2026-03-02T09:01', 10, 'chrome.exe', 'https://a.jp/x'],
  ]);
  await rollUp(portal);
  await store('employee', [
    ['2026-03-02T09:01', 50, 'chrome.exe', 'https://a.jp/x'],
    ['2026-03-02T09:00', 20, 'code.exe', '', 'laptop'],
    ['2026-03-04T04:59', 40, 'chrome.exe', 'https://a.jp/sales/1'],
    ['2026-03-02T04:59', 60, 'night.exe'],
  ]);
  await rollUp(portal);
  const use = await shares();
  assert.deepEqual(use.applications, [
    { name: 'excel.exe', seconds: 150 },
    { name: 'chrome.exe', seconds: 90 },
    { name: 'code.exe', seconds: 20 },
  ]);
  assert.deepEqual(use.sites, [
    { name: '社内', seconds: 50 },
    { name: '営業支援', seconds: 40 },
  ]);
  assert.deepEqual([use.totalSeconds, use.siteSeconds], [260, 90]);
  const sums = new Map<string, number>();
  for (const name of FIVE) {
    for (const { name: process, seconds } of (await longestOf(name)).applications)
      sums.set(process, (sums.get(process) ?? 0) + seconds);
  }
  assert.deepEqual(Object.fromEntries(sums), { 'excel.exe': 150, 'chrome.exe': 90, 'code.exe': 20 });
  await ageTouches();
  await rollUp(portal);
  assert.deepEqual(await differences(), []);
});

test('a pass without anything new sums nothing, another mapping holds at once, and a wrong row is found', async () => {
  for (const name of FIVE) await store(name, [['2026-03-02T09:00', 30, 'edge.exe', 'https://b.jp/1']]);
  await rollUp(portal);
  await ageTouches();
  assert.equal(await rollUp(portal), 0);
  assert.deepEqual((await shares()).sites, []);
  await replaceSiteNames(portal.records, portal.house.tenantId, portal.house.people.administrator, [
    { urlPrefix: 'https://b.jp/', name: '取引先' },
  ]);
  assert.deepEqual((await shares()).sites, [{ name: '取引先', seconds: 150 }]);
  assert.deepEqual(await differences(), []);
  await portal.analytics.command(
    `INSERT INTO day_use_v1 SELECT * REPLACE (version + 1 AS version, arrayMap(each -> each + 1, process_seconds) AS process_seconds)
     FROM day_use_v1 FINAL WHERE person_id = {personId:String}`,
    { personId: portal.house.people.senior },
  );
  assert.deepEqual(await differences(), ['2026-03-02']);
});

test('a date belongs to the group of the date, also when the roster changes afterwards', async () => {
  const { tenantId, people, groups } = portal.house;
  for (const name of FIVE) await store(name, [['2026-03-02T09:00', 30, 'a.exe']]);
  await store('employee', [['2026-03-03T09:00', 60, 'a.exe']]);
  await rollUp(portal);
  // Nothing has come in for long: only the roster tells that something is to be done.
  await ageTouches();
  await rollUp(portal);
  const ofGroup = async (groupId: string): Promise<number> =>
    (await shares({ ...DATES, groupId, below: '1' })).totalSeconds;
  assert.deepEqual([await ofGroup(groups.HQ), (await shares()).totalSeconds], [210, 210]);
  const first = await portal.records
    .selectFrom('assignments')
    .selectAll()
    .where('person_id', '=', people.employee)
    .executeTakeFirstOrThrow();
  const outside = { code: 'OUT', name: '外', tenant_id: tenantId };
  const { group_id: groupId } = await portal.records
    .insertInto('groups')
    .values({ ...outside, group_id: crypto.randomUUID() })
    .returning('group_id')
    .executeTakeFirstOrThrow();
  await portal.records
    .insertInto('assignments')
    .values({ ...first, group_id: groupId, effective_from: '2026-03-03' as WorkDate })
    .execute();
  await rollUp(portal);
  assert.deepEqual([await ofGroup(groups.HQ), (await shares()).totalSeconds], [150, 210]);
  assert.equal((await shares({ ...DATES, groupId })).obstacle, 'fewPeople');
});

test('what was summed goes with its windows, and a date that is cut is summed again', async () => {
  const { tenantId } = portal.house;
  // The limit lies at 9:00 of the 3rd in Tokyo.
  for (const name of FIVE) {
    await store(name, [
      ['2026-03-02T09:00', 30, 'a.exe'],
      ['2026-03-03T08:00', 20, 'a.exe'],
      ['2026-03-03T10:00', 10, 'a.exe'],
    ]);
  }
  await rollUp(portal);
  assert.equal((await shares()).totalSeconds, 300);
  await ageTouches();
  await portal.analytics.command("DELETE FROM raw_window_slices_v1 WHERE minute < toDateTime('2026-03-03', 'UTC')");
  await removeUse(portal.analytics, tenantId, '2026-03-03' as WorkDate);
  await rollUp(portal);
  assert.equal((await shares()).totalSeconds, 50);
});
