import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { downloadKinmu } from '#domain/contract/exports.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { storeDay } from '../testkit/days.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
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
  await storeDay(portal, tenantId, people.employee, {
    workDate: '2026-03-03',
    presses: [['start', '9:00']],
    active: [['9:00', '9:30']],
  });
  await storeDay(portal, tenantId, people.employee, { workDate: '2026-03-04', presses: [['start', '9:00']] });
  await storeDay(portal, tenantId, people.colleague, { workDate: '2026-03-02', active: [['22:00', '26:00']] });
  await storeDay(portal, tenantId, people.colleague, {
    workDate: '2026-02-28',
    presses: [
      ['start', '9:00'],
      ['end', '18:00'],
    ],
  });
  const other = portal.otherHouse;
  await storeDay(portal, other.tenantId, other.people.employee, {
    workDate: '2026-03-02',
    presses: [
      ['start', '9:00'],
      ['end', '18:00'],
    ],
  });
});
after(() => portal.stop());

/** From another encoder (Python's cp932): 社員番号,日付,出勤時刻,退勤時刻,総休憩時間,見なし退勤時間,勤務形態,PC 開始時刻,PC 終了時刻,PC 始終時間,PC 操作時間 */
const HEADER_BYTES =
  '8ed088f594d48d862c93fa95742c8f6f8bce8e9e8d8f2c91de8bce8e9e8d8f2c918d8b788c658e9e8ad42c8ca982c882b591de8bce8e9e8ad42c8bce96b18c' +
  '6091d42c5043208a4a8e6e8e9e8d8f2c5043208f4997b98e9e8d8f2c5043208e6e8f498e9e8ad42c50432091808dec8e9e8ad40d0a';

test('the file of a month is exactly these bytes, and holds nobody of another tenant', async () => {
  const browser = await portal.signedIn('administrator');
  const response = await fetch(`http://127.0.0.1:${portal.reporting.port}/api/exports/kinmu/202603`, {
    headers: { cookie: browser.cookie ?? '' },
  });
  assert.equal(response.headers.get('content-type'), 'text/csv; charset=Windows-31J');
  assert.equal(response.headers.get('content-disposition'), 'attachment; filename="kinmu_202603.csv"');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const bytes = Buffer.from(await response.arrayBuffer());
  const remote = Buffer.from('8ddd91ee', 'hex');
  const expected = Buffer.concat([
    Buffer.from(HEADER_BYTES, 'hex'),
    // By group code: DEV before SALES1.
    Buffer.from('007,2026/03/02,,,,,,22:00,26:00,04:00,04:00\r\n'),
    Buffer.from('001,2026/03/02,09:00,27:00,01:00,26:00,'),
    remote,
    Buffer.from(',09:05,27:00,17:55,00:15\r\n'),
    Buffer.from('001,2026/03/03,,,,,,09:00,09:30,00:30,00:30\r\n'),
  ]);
  assert.equal(bytes.toString('latin1'), expected.toString('latin1'));
});

test('admin may download too, and both ends of the export are in the audit', async () => {
  const admin = await portal.signedIn('admin');
  assert.equal((await admin.call(downloadKinmu, { params: { month: '202602' } })).status, 200);
  const rows = await waitFor(async () => {
    const found = await portal.records
      .selectFrom('audit_entries')
      .select(['action', 'detail'])
      .where('action', 'like', 'kinmu.%')
      .orderBy('audit_id', 'desc')
      .limit(2)
      .execute();
    return found[0]?.action === 'kinmu.export-ended' ? found : undefined;
  });
  assert.deepEqual(
    rows.map((row) => row.detail),
    [{ month: '202602', rows: 1, replaced: 0, isComplete: true }, { month: '202602' }],
  );
});

test('the number of 〓 comes as a trailer', async () => {
  const browser = await portal.signedIn('administrator');
  await portal.records
    .updateTable('people')
    .set({ employee_number: '𠮷1' })
    .where('person_id', '=', portal.house.people.colleague)
    .execute();
  const trailers = await new Promise<NodeJS.Dict<string>>((resolve, reject) => {
    const asked = request(`http://127.0.0.1:${portal.reporting.port}/api/exports/kinmu/202602`, {
      headers: { cookie: browser.cookie },
    });
    asked.on('error', reject).on('response', (response) => {
      response.resume().on('end', () => resolve(response.trailers));
    });
    asked.end();
  });
  assert.equal(trailers['x-kinmu-replaced'], '1');
});

test('when the client goes away the export stops and says so in the audit', async () => {
  const browser = await portal.signedIn('administrator');
  const asked = request(`http://127.0.0.1:${portal.reporting.port}/api/exports/kinmu/202603`, {
    headers: { cookie: browser.cookie },
  });
  asked.on('error', () => undefined);
  asked.on('response', (response) => response.once('data', () => asked.destroy()));
  asked.end();
  const detail = await waitFor(async () => {
    const row = await portal.records
      .selectFrom('audit_entries')
      .select('detail')
      .where('action', '=', 'kinmu.export-ended')
      .orderBy('audit_id', 'desc')
      .executeTakeFirst();
    const each = row?.detail as { isComplete: boolean; rows: number } | undefined;
    return each?.isComplete === false ? each : undefined;
  });
  assert.ok(detail.rows < 3);
});

test('a store that fails midway breaks the connection: half a file never looks whole', async () => {
  const browser = await portal.signedIn('administrator');
  await portal.analytics.command('RENAME TABLE computed_days_v1 TO hidden_v1');
  try {
    await assert.rejects(browser.call(downloadKinmu, { params: { month: '202603' } }));
  } finally {
    await portal.analytics.command('RENAME TABLE hidden_v1 TO computed_days_v1');
  }
});
