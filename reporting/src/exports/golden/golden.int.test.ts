import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createExportJob, listExportJobs } from '#domain/contract/export-jobs.ts';
import type { ExportEncoding, ExportJob, ExportKind, ExportScope } from '#domain/contract/export-jobs.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { Client } from '../../testkit/client.ts';
import type { GroupName } from '../../testkit/house.ts';
import { startTestPortal } from '../../testkit/portal.ts';
import type { TestPortal } from '../../testkit/portal.ts';
import { storeGoldenCompany } from './company.fixture.ts';
import { cp932Bytes } from './cp932-table.fixture.ts';
import { entriesOf, refusedByWindows } from './read-zip.fixture.ts';

let portal: TestPortal;
let browser: Client;
before(async () => {
  portal = await startTestPortal();
  await storeGoldenCompany(portal);
  browser = await portal.signedIn('admin');
});
after(() => portal.stop());

interface Variant {
  readonly folder: 'month' | 'period';
  readonly range: ExportJob['range'];
  readonly encoding: ExportEncoding;
  readonly guardsFormulas: boolean;
}
const MONTH: Variant = {
  ...{ folder: 'month', range: { month: '202603' }, encoding: 'windows-31j', guardsFormulas: true },
};
const PERIOD: Variant = {
  folder: 'period',
  range: { from: '2026-03-02' as WorkDate, to: '2026-03-11' as WorkDate },
  encoding: 'utf-8',
  guardsFormulas: false,
};

/** Makes a file as a person does. */
async function make(
  kind: ExportKind,
  { range, encoding, guardsFormulas }: Variant,
  scope: ExportScope = { kind: 'everyone' },
): Promise<{ bytes: Buffer; job: ExportJob }> {
  const jobId = randomUUID();
  const body = { jobId, kind, scope, range, encoding, guardsFormulas };
  assert.equal((await browser.call(createExportJob, { body })).status, 200);
  const job = await waitFor(
    async () => {
      const { finished }: { finished: ExportJob[] } = (await browser.call(listExportJobs)).json;
      return finished.find((each) => each.jobId === jobId);
    },
    { deadlineMs: 60_000 },
  );
  assert.equal(job.state, 'done');
  const response = await fetch(`http://127.0.0.1:${portal.reporting.port}/api/export-jobs/${jobId}/file`, {
    headers: { cookie: browser.cookie ?? '' },
  });
  return { bytes: Buffer.from(await response.arrayBuffer()), job };
}

/** The bytes of a file worked out by hand. They are kept as UTF-8 to be read; 〓 stands where Windows-31J lacks a character. */
async function byHand({ folder, encoding }: Variant, name: string): Promise<Buffer> {
  const text = await readFile(join(import.meta.dirname, folder, name), 'utf8');
  if (encoding === 'windows-31j') return cp932Bytes(text);
  return Buffer.from(text.replaceAll('夜間 〓 作業', '夜間 😀 作業'), 'utf8');
}

const show = (bytes: Buffer, { encoding }: Variant): string =>
  new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'shift_jis', { fatal: true, ignoreBOM: true }).decode(bytes);

async function assertSame(actual: Buffer | undefined, variant: Variant, name: string): Promise<void> {
  assert.ok(actual !== undefined, `${name} is missing`);
  const expected = await byHand(variant, name);
  // As text first: a difference can be read.
  assert.equal(show(actual, variant), show(expected, variant), name);
  assert.ok(actual.equals(expected), `${name} differs in bytes`);
}

const GYOMU = ['task_report.csv', 'approval_history.csv'];
const AGGREGATION = [
  ...['conference.csv', 'outside_work_report.csv', 'overtime_holiday_work.csv', 'not_applicable_work.csv', 'task.csv'],
  'application_aggregation.csv',
];
/** By employee number; user ids that Windows has no name for are changed. */
const PC_NAMES = ['x_y', 'con', '_q_(2)', '_nul.txt', 'a.b.', '_Q_'];
const PC = PC_NAMES.flatMap((name) => ['presence', 'pc', 'app'].map((file) => `${name}_${file}.csv`));

const inPlan = (names: readonly string[], plan: 'standard' | 'telework'): string[] =>
  names.filter((name) => plan === 'standard' || !/^application|_app\.csv$/.test(name));

for (const [plan, variant] of [
  ['standard', MONTH],
  ['telework', PERIOD],
] as const) {
  test(`every file of ${variant.folder} on the plan ${plan} is, byte for byte, what was worked out by hand`, async () => {
    const { tenantId } = portal.house;
    await portal.records.updateTable('tenants').set({ plan }).where('tenant_id', '=', tenantId).execute();
    const kinmu = await make('kinmu', variant);
    const kinmuName = kinmu.job.file?.fileName ?? '';
    await assertSame(kinmu.bytes, variant, kinmuName);
    const compared = new Set([kinmuName]);
    for (const [kind, names] of [
      ['gyomu', GYOMU],
      ['aggregation', AGGREGATION],
      ['pc', PC],
    ] as const) {
      const entries = await entriesOf((await make(kind, variant)).bytes);
      assert.deepEqual([...entries.keys()], inPlan(names, plan), kind);
      assert.deepEqual(refusedByWindows([...entries.keys()]), []);
      for (const [name, bytes] of entries) {
        if (kind === 'pc' && !/^(con|x_y)_/.test(name)) {
          assert.equal(show(bytes, variant).split('\r\n').length, 2, `${name} is its header`);
          continue;
        }
        await assertSame(bytes, variant, name);
        compared.add(name);
      }
    }
    assert.deepEqual([...compared].sort(), (await readdir(join(import.meta.dirname, variant.folder))).sort());
  });
}

test('what Windows-31J lacks is counted over the whole job', async () => {
  const { job } = await make('gyomu', MONTH);
  // 夜間 😀 作業; 𠮷 and 😀 of the colleague's name in the history (three times) and as the requester (twice).
  assert.equal(job.file?.replaced, 1 + 5 * 2);
});

test('equal data at another time is an equal file', async () => {
  const first = await make('aggregation', MONTH);
  const second = await make('aggregation', MONTH);
  assert.ok(first.bytes.equals(second.bytes));
});

test('the file of a group holds the days of its people while they were in it, and those of the groups below', async () => {
  const datesOf = async (group: GroupName): Promise<string[]> => {
    const { bytes } = await make('kinmu', MONTH, { kind: 'groups', groupIds: [portal.house.groups[group]] });
    const lines = show(bytes, MONTH).split('\r\n').slice(1, -1);
    return lines.flatMap((line) => line.split(',')[1] ?? []);
  };
  assert.deepEqual(await datesOf('SALES'), ['2026/03/02', '2026/03/03', '2026/03/04', '2026/03/05']);
  assert.deepEqual(await datesOf('DEV'), ['2026/03/02', '2026/03/03', '2026/03/17', '2026/03/31']);
});
