import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { listAuditEntries, listLookups } from '#domain/contract/audit.ts';
import type { AuditEntryAnswer, Lookup } from '#domain/contract/audit.ts';
import type { z } from 'zod';
import { createExportJob } from '#domain/contract/export-jobs.ts';
import type { exportRangeSchema, ExportScope } from '#domain/contract/export-jobs.ts';
import { readDay, readMonth } from '#domain/contract/months.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Client } from '../testkit/client.ts';
import { XSS_NAME } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let administrator: Client;
before(async () => {
  portal = await startTestPortal();
  administrator = await portal.signedIn('administrator');
});
after(() => portal.stop());

interface AuditPage {
  readonly entries: AuditEntryAnswer[];
  readonly nextBefore: number | null;
}

async function audit(query: Record<string, string | number> = {}): Promise<AuditPage> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const answer = await administrator.call({ method: 'GET', path: `${listAuditEntries.path}?${search}` });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

async function lookupsOf(browser: Client, query = ''): Promise<{ lookups: Lookup[]; nextBefore: number | null }> {
  const answer = await browser.call({ method: 'GET', path: listLookups.path + query });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

const view = async (browser: Client, personId: string): Promise<void> => {
  const month = await browser.call(readMonth, { params: { personId, month: '202603' } });
  assert.equal(month.status, 200);
  const day = await browser.call(readDay, { params: { personId, workDate: '2026-03-09' } });
  assert.equal(day.status, 200);
};

/** Asked for and out of the way: what is in the trail stays. */
async function startExport(scope: ExportScope, range: z.input<typeof exportRangeSchema>): Promise<void> {
  const more = { kind: 'kinmu', encoding: 'utf-8', guardsFormulas: true };
  const answer = await administrator.call(createExportJob, { body: { jobId: randomUUID(), range, scope, ...more } });
  assert.equal(answer.status, 200, answer.text);
  await portal.records
    .updateTable('export_jobs')
    .set({ state: 'cancelled' })
    .where('state', 'in', ['waiting', 'running'])
    .execute();
}

test('a page is newest first, names are resolved, and the pages join without gap or repeat', async () => {
  const { employee, approver } = portal.house.people;
  await view(await portal.signedIn('approver'), employee);
  const all = (await audit({ limit: 200 })).entries;
  const viewed = all.find((entry) => entry.action === 'day.viewed');
  assert.deepEqual(viewed?.actor, { id: approver, name: 'approver 太郎', loginId: 'approver' });
  assert.deepEqual(viewed.subject, { id: employee, name: XSS_NAME, loginId: 'employee' });
  assert.deepEqual(viewed.detail, { workDate: '2026-03-09' });
  assert.deepEqual(
    all.map((entry) => entry.seq),
    all.map((_, index) => all.length - index),
  );
  const joined: number[] = [];
  for (let before: number | null = all.length + 1; before !== null;) {
    const page: AuditPage = await audit({ before, limit: 3 });
    joined.push(...page.entries.map((entry) => entry.seq));
    before = page.nextBefore;
  }
  assert.deepEqual(
    joined,
    all.map((entry) => entry.seq),
  );
});

test('looking at the audit is a deed in it, without the words that were searched for', async () => {
  await audit({ person: 'Canary-name' });
  const [last] = (await audit({ action: 'audit.viewed' })).entries;
  assert.equal(last?.actor?.loginId, 'administrator');
  assert.equal(last.detail.hasPersonFilter, true);
  assert.ok(!JSON.stringify(last).includes('Canary-name'));
});

test('it is filtered by deed, by person in four ways, and by dates of the tenant’s zone', async () => {
  const { employee } = portal.house.people;
  const browser = await portal.signedIn('approver');
  await view(browser, employee);
  const seqs = async (query: Record<string, string>): Promise<number[]> =>
    (await audit({ ...query, action: 'month.viewed' })).entries.map((entry) => entry.seq);
  const ofAll = await seqs({});
  assert.ok(ofAll.length > 0);
  for (const person of [employee, 'EMPLOYEE', '001', 'onerror=alert'])
    assert.deepEqual(await seqs({ person }), ofAll, person);
  for (const person of ['colleague', '%', '_', 'nobody']) assert.deepEqual(await seqs({ person }), [], person);
  const [newest] = (await audit({ limit: 1 })).entries;
  assert.ok(newest !== undefined);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(newest.at);
  assert.deepEqual(await seqs({ from: today, to: today }), ofAll);
  assert.deepEqual(await seqs({ to: '2020-01-01' }), []);
  assert.deepEqual(await seqs({ from: '2999-01-01' }), []);
});

test('personal values are shown while they are there', async () => {
  const { tenantId, people } = portal.house;
  const subject = { tenantId, subjectId: people.colleague };
  await writeAudit(portal.records, { ...subject, action: 'day.viewed', personal: { before: '旧姓', after: '新姓' } });
  const shown = async () => (await audit({ person: 'colleague', action: 'day.viewed' })).entries[0]?.personal;
  assert.deepEqual(await shown(), { before: '旧姓', after: '新姓' });
  await portal.records.deleteFrom('audit_personal').execute();
  assert.equal(await shown(), null);
});

test('each sees who opened their month or day and who made a file with their rows, but not their own looks', async () => {
  const browser = await portal.signedIn('employee');
  const { colleague, employee } = portal.house.people;
  const before = await lookupsOf(browser);
  await browser.call(readMonth, { params: { personId: 'me', month: '202603' } });
  assert.deepEqual(await lookupsOf(browser), before);
  await view(await portal.signedIn('senior'), employee);
  await startExport({ kind: 'everyone' }, { month: '202602' });
  const { lookups, nextBefore } = await lookupsOf(browser, '?limit=3');
  assert.deepEqual(
    lookups.map(({ seq: _seq, at: _at, ...rest }) => rest),
    [
      { viewerName: 'administrator 太郎', kind: 'export', fileName: 'kinmu_202602.csv', month: null, workDate: null },
      { viewerName: 'senior 太郎', kind: 'day', fileName: null, month: null, workDate: '2026-03-09' },
      { viewerName: 'senior 太郎', kind: 'month', fileName: null, month: '202603', workDate: null },
    ],
  );
  assert.equal(nextBefore, lookups.at(-1)?.seq);
  const ofColleague = await lookupsOf(await portal.signedIn('colleague'));
  assert.deepEqual(
    ofColleague.lookups.map((lookup) => lookup.kind),
    ['export'],
  );
  assert.ok(!JSON.stringify(ofColleague).includes(colleague));
});

test('a file of some people or groups is a look at theirs alone, by the groups of its dates', async () => {
  const { people, groups } = portal.house;
  const browser = await portal.signedIn('employee');
  const filesSeen = async () =>
    (await lookupsOf(browser)).lookups.filter((lookup) => lookup.kind === 'export').map((lookup) => lookup.fileName);
  const before = await filesSeen();
  await startExport({ kind: 'people', personIds: [people.colleague] }, { month: '202601' });
  assert.deepEqual(await filesSeen(), before);
  await startExport({ kind: 'people', personIds: [people.colleague, people.employee] }, { month: '202601' });
  assert.deepEqual(await filesSeen(), ['kinmu_202601.csv', ...before]);
  await startExport({ kind: 'groups', groupIds: [groups.DEV] }, { month: '202512' });
  assert.deepEqual(await filesSeen(), ['kinmu_202601.csv', ...before]);
  await startExport({ kind: 'groups', groupIds: [groups.SALES] }, { from: '2026-03-01', to: '2026-03-02' });
  assert.deepEqual(await filesSeen(), ['kinmu_20260301_20260302.csv', 'kinmu_202601.csv', ...before]);
});

test('another tenant sees nothing of it', async () => {
  const { senior } = portal.otherHouse.people;
  await portal.records.updateTable('people').set({ is_administrator: true }).where('person_id', '=', senior).execute();
  const stranger = await portal.signedIn('senior', portal.otherHouse);
  const answer = await stranger.call({ method: 'GET', path: `${listAuditEntries.path}?limit=200` });
  assert.equal(answer.status, 200);
  for (const id of [portal.house.tenantId, ...Object.values(portal.house.people)]) assert.ok(!answer.text.includes(id));
});

for (const query of [
  '?limit=0',
  '?limit=201',
  '?before=0',
  '?from=2026-02-30',
  '?action=x',
  '?person=',
  '?unknown=1',
]) {
  test(`${query} is an input error, not a whole audit`, async () => {
    const answer = await administrator.call({ method: 'GET', path: listAuditEntries.path + query });
    assert.equal(answer.status, 400);
  });
}
