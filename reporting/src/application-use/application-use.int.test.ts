import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readApplicationUse, readGroupApplicationUse } from '#domain/contract/application-use.ts';
import type { ApplicationUse } from '#domain/contract/application-use.ts';
import { replaceSiteNames } from '../settings/queries.ts';
import type { Client } from '../testkit/client.ts';
import { RECEIVED_AT, TEST_DEVICE } from '../testkit/days.ts';
import type { PersonName } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
  const { tenantId, people } = portal.house;
  await replaceSiteNames(portal.records, tenantId, people.administrator, [
    { urlPrefix: 'https://a.jp/', name: '社内' },
    { urlPrefix: 'https://a.jp/sales/', name: '営業支援' },
    { urlPrefix: 'https://b.jp/', name: '社内' },
  ]);
  await storeWindows('employee', [
    // 04:59 of the 2nd is the work date of the 1st.
    ['2026-03-02T04:59', 60, 'night.exe', ''],
    ['2026-03-02T05:00', 50, 'chrome.exe', 'https://a.jp/x'],
    ['2026-03-02T09:00', 40, 'chrome.exe', 'https://a.jp/sales/7'],
    ['2026-03-02T09:01', 30, 'edge.exe', 'https://b.jp/'],
    ['2026-03-02T09:02', 60, 'edge.exe', 'https://c.jp/'],
    ['2026-03-03T04:59', 10, 'late.exe', ''],
    ['2026-03-03T05:00', 60, 'next.exe', ''],
    ...['1.exe', '2.exe', '3.exe'].map((process): Window => ['2026-03-02T10:00', 5, process, '']),
  ]);
});
after(() => portal.stop());

type Window = readonly [minute: string, seconds: number, process: string, url: string];

async function storeWindows(person: PersonName, windows: readonly Window[]): Promise<void> {
  const { tenantId, people } = portal.house;
  const rows = windows.map(([minute, seconds, process, url], index) => {
    const start = Date.parse(`${minute}:00+09:00`);
    const [at, activatedAt] = [new Date(start).toISOString(), new Date(start + index).toISOString()];
    return [tenantId, people[person], at, activatedAt, TEST_DEVICE, seconds, process, '', url, RECEIVED_AT];
  });
  await portal.analytics.insertRows(
    'raw_window_slices_v1',
    [
      ...['tenant_id', 'person_id', 'minute', 'activated_at', 'device_id', 'seconds', 'process', 'title', 'url'],
      'received_at',
    ],
    rows,
  );
}

const ONE_DAY = { from: '2026-03-02', to: '2026-03-02' };
const useOf = async (browser: Client, personId: string, query = ONE_DAY): Promise<ApplicationUse> => {
  const answer = await browser.call(readApplicationUse, { params: { personId }, query });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const ofGroup = (browser: Client, below: '0' | '1') =>
  browser.call(readGroupApplicationUse, {
    params: { groupId: portal.house.groups.HQ },
    query: { ...ONE_DAY, below },
  });
const auditOf = (action: string) =>
  portal.records.selectFrom('audit_entries').select('detail').where('action', '=', action).execute();

test('the five longest applications and the named sites of a work date', async () => {
  assert.deepEqual(await useOf(await portal.signedIn('employee'), 'me'), {
    obstacle: null,
    applications: [
      { name: 'chrome.exe', seconds: 90 },
      { name: 'edge.exe', seconds: 90 },
      { name: 'late.exe', seconds: 10 },
      { name: '1.exe', seconds: 5 },
      { name: '2.exe', seconds: 5 },
    ],
    sites: [
      { name: '社内', seconds: 80 },
      { name: '営業支援', seconds: 40 },
    ],
  });
});

test('an approver sees it, which is written down', async () => {
  const { employee } = portal.house.people;
  assert.equal((await useOf(await portal.signedIn('approver'), employee)).applications.length, 5);
  assert.deepEqual(await auditOf('application-use.viewed'), [{ detail: ONE_DAY }]);
});

test('more than a month, or a period that ends before it begins, is refused', async () => {
  const browser = await portal.signedIn('employee');
  for (const to of ['2026-04-02', '2026-03-01']) {
    const answer = await browser.call(readApplicationUse, {
      params: { personId: 'me' },
      query: { from: '2026-03-02', to },
    });
    assert.deepEqual([answer.status, answer.code], [400, 'invalid_input']);
  }
});

test('of a group nothing is told until five people have data', async () => {
  const senior = await portal.signedIn('senior');
  for (const name of ['colleague', 'approver', 'senior'] as const) {
    await storeWindows(name, [['2026-03-02T09:00', 60, 'excel.exe', '']]);
  }
  const few: ApplicationUse = (await ofGroup(senior, '1')).json;
  assert.deepEqual(few, { obstacle: 'fewPeople', applications: [], sites: [] });
  await storeWindows('administrator', [['2026-03-02T09:00', 60, 'excel.exe', '']]);
  const enough: ApplicationUse = (await ofGroup(senior, '1')).json;
  assert.deepEqual(enough.applications.slice(0, 2), [
    { name: 'excel.exe', seconds: 240 },
    { name: 'chrome.exe', seconds: 90 },
  ]);
  assert.equal(((await ofGroup(senior, '0')).json as ApplicationUse).obstacle, 'fewPeople');
  assert.equal((await ofGroup(await portal.signedIn('siblingApprover'), '1')).status, 404);
});

test('a plan without application use has none', async () => {
  const { tenantId } = portal.house;
  const setPlan = (plan: 'telework' | 'standard') =>
    portal.records.updateTable('tenants').set({ plan }).where('tenant_id', '=', tenantId).execute();
  await setPlan('telework');
  const browser = await portal.signedIn('employee');
  assert.deepEqual(await useOf(browser, 'me'), { obstacle: 'plan', applications: [], sites: [] });
  await setPlan('standard');
  assert.equal((await useOf(browser, 'me')).obstacle, null);
});
