import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import iconv from 'iconv-lite';
import { cancelExportJob, createExportJob, listExportDownloads, listExportJobs } from '#domain/contract/export-jobs.ts';
import type { ExportJob } from '#domain/contract/export-jobs.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { Client } from '../testkit/client.ts';
import { storeDay } from '../testkit/days.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let browser: Client;
before(async () => {
  portal = await startTestPortal();
  const { tenantId, people } = portal.house;
  await storeDay(portal, tenantId, people.employee, {
    workDate: '2026-03-02',
    presses: [
      ['start', '9:00', { workStyle: 'remote' }],
      ['end', '27:00'],
    ],
    active: [
      ['9:05', '9:10'],
      ['26:50', '27:00'],
    ],
  });
  await storeDay(portal, tenantId, people.colleague, { workDate: '2026-03-02', active: [['22:00', '26:00']] });
  const other = portal.otherHouse;
  await storeDay(portal, other.tenantId, other.people.employee, { workDate: '2026-03-02', active: [['9:00', '9:30']] });
  browser = await portal.signedIn('administrator');
});
after(() => portal.stop());
beforeEach(() => portal.records.deleteFrom('export_jobs').execute());

const wanted = (more: object = {}) => ({
  jobId: randomUUID(),
  kind: 'kinmu',
  range: { month: '202603' },
  scope: { kind: 'everyone' },
  encoding: 'windows-31j',
  guardsFormulas: true,
  ...more,
});
const list = async (): Promise<{ running: ExportJob | null; finished: ExportJob[] }> =>
  (await browser.call(listExportJobs)).json;
const fileOf = async (jobId: string): Promise<{ status: number; bytes: Buffer; headers: Headers }> => {
  const response = await fetch(`http://127.0.0.1:${portal.reporting.port}/api/export-jobs/${jobId}/file`, {
    headers: { cookie: browser.cookie ?? '' },
  });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
};
const make = async (more: object = {}): Promise<ExportJob> => {
  const body = wanted(more);
  const answer = await browser.call(createExportJob, { body });
  assert.equal(answer.status, 200, answer.text);
  const done = await waitFor(
    async () => (await list()).finished.find((job) => job.jobId === body.jobId && job.state !== 'running'),
    { deadlineMs: 30_000 },
  );
  assert.equal(done.state, 'done');
  return done;
};

test('勤務データ of a month is made as a job and downloaded, and holds nobody of another tenant', async () => {
  const job = await make();
  assert.equal(job.file?.fileName, 'kinmu_202603.csv');
  assert.equal(job.file.rows, 2);
  const { bytes, headers } = await fileOf(job.jobId);
  assert.equal(headers.get('content-disposition'), 'attachment; filename="kinmu_202603.csv"');
  assert.equal(bytes.length, job.file.bytes);
  const lines = iconv.decode(bytes, 'cp932').split('\r\n');
  assert.deepEqual(lines.slice(1), [
    '007,2026/03/02,,,,,,22:00,26:00,04:00,04:00',
    '001,2026/03/02,09:00,27:00,01:00,26:00,在宅,09:05,27:00,17:55,00:15',
    '',
  ]);
});

test('the next file of a kind takes the place of the former one; the trail names both', async () => {
  const first = await make();
  await fileOf(first.jobId);
  const second = await make({ range: { from: '2026-03-01', to: '2026-03-02' } });
  assert.equal((await fileOf(first.jobId)).status, 404);
  assert.equal((await fileOf(second.jobId)).status, 200);
  const folder = join(portal.deps.portal.exportsDir, portal.house.tenantId);
  assert.equal(
    (await waitFor(async () => ((await readdir(folder)).length === 1 ? readdir(folder) : undefined))).length,
    1,
  );
  const { entries }: { entries: { deed: string; fileName: string }[] } = (await browser.call(listExportDownloads)).json;
  assert.deepEqual(
    entries.slice(0, 6).map((entry) => `${entry.deed} ${entry.fileName}`),
    [
      'downloaded kinmu_20260301_20260302.csv',
      'finished kinmu_20260301_20260302.csv',
      'started kinmu_20260301_20260302.csv',
      'downloaded kinmu_202603.csv',
      'finished kinmu_202603.csv',
      'started kinmu_202603.csv',
    ],
  );
});

test('while a job waits or runs in the tenant a second one is refused, and everyone sees whose it is', async () => {
  await portal.records
    .insertInto('export_jobs')
    .values({
      ...{ tenant_id: portal.house.tenantId, job_id: randomUUID(), kind: 'pc', encoding: 'utf-8', state: 'running' },
      range: JSON.stringify({ month: '202602' }) as never,
      scope: JSON.stringify({ kind: 'everyone' }) as never,
      ...{ guards_formulas: true, started_by: portal.house.people.employee },
      lease_until: new Date(Date.now() + 60_000),
    })
    .execute();
  const answer = await browser.call(createExportJob, { body: wanted() });
  assert.deepEqual([answer.status, answer.code], [409, 'export_running']);
  const { running } = await list();
  assert.deepEqual([running?.kind, running?.isOwn, running?.state], ['pc', false, 'running']);
  assert.equal((await browser.call(cancelExportJob, { params: { jobId: running?.jobId ?? '' } })).status, 200);
  assert.equal((await list()).running, null);
});

test('a press sent twice is one job', async () => {
  const body = wanted();
  const two = await Promise.all([browser.call(createExportJob, { body }), browser.call(createExportJob, { body })]);
  assert.deepEqual(
    two.map((answer) => answer.status),
    [200, 200],
  );
  await waitFor(async () => (await list()).finished.length === 1, { deadlineMs: 30_000 });
  assert.equal((await portal.records.selectFrom('export_jobs').select('job_id').execute()).length, 1);
});

test('a job whose maker died is found by its lease and begun again', async () => {
  const jobId = randomUUID();
  await portal.records
    .insertInto('export_jobs')
    .values({
      ...{ tenant_id: portal.house.tenantId, job_id: jobId, kind: 'kinmu', encoding: 'utf-8', state: 'running' },
      range: JSON.stringify({ month: '202603' }) as never,
      scope: JSON.stringify({ kind: 'everyone' }) as never,
      ...{ guards_formulas: true, started_by: portal.house.people.employee, lease_id: randomUUID() },
      ...{ lease_until: new Date(Date.now() - 1000), attempts: 1 },
    })
    .execute();
  const done = await waitFor(async () => (await list()).finished.find((job) => job.jobId === jobId), {
    deadlineMs: 30_000,
  });
  assert.equal(done.state, 'done');
  const { bytes, headers } = await fileOf(jobId);
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.equal(bytes.subarray(0, 3).toString('hex'), 'efbbbf');
  assert.match(bytes.toString('utf8'), /在宅/);
});

test('a job that fails says so and frees the tenant', async () => {
  await portal.analytics.command('RENAME TABLE computed_days_v1 TO hidden_v1');
  try {
    const body = wanted();
    await browser.call(createExportJob, { body });
    const failed = await waitFor(async () => (await list()).finished.find((job) => job.jobId === body.jobId), {
      deadlineMs: 30_000,
    });
    assert.deepEqual([failed.state, failed.file], ['failed', null]);
  } finally {
    await portal.analytics.command('RENAME TABLE hidden_v1 TO computed_days_v1');
  }
  assert.equal((await make()).state, 'done');
});

test('an employee does not learn that there are downloads', async () => {
  const employee = await portal.signedIn('employee');
  assert.equal((await employee.call(listExportJobs)).status, 404);
  assert.equal((await employee.call(createExportJob, { body: wanted() })).status, 404);
});
