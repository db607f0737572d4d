import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { downloadPresenceTemplate, importPresence, MAX_PRESENCE_FILE_BYTES } from '#domain/contract/presence-import.ts';
import type { PresenceImport } from '#domain/contract/presence-import.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import { decodeFile } from '../csv/decode.ts';
import { encodeWindows31j } from '../csv/windows-31j.ts';
import { readPresence } from '../exports/files/presence-file.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let administrator: Client;
before(async () => {
  portal = await startTestPortal();
  administrator = await portal.signedIn('administrator');
});
after(() => portal.stop());

async function send(text: string | Buffer, apply: '0' | '1', browser = administrator): Promise<PresenceImport> {
  const body = typeof text === 'string' ? encodeWindows31j(text) : text;
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await browser.call(importPresence, { query: { apply }, body, headers });
  assert.equal(answer.status, 200, answer.text);
  return answer.json as PresenceImport;
}
const file = (...lines: string[]): string =>
  `ユーザID,日時,プレゼンス\r\n${lines.map((line) => `${line}\r\n`).join('')}`;

/** As <userID>_presence.csv reads them. */
async function stored(person: 'employee' | 'colleague'): Promise<string[]> {
  const { tenantId, people } = portal.house;
  const text = await portal.analytics.queryText(readPresence, {
    ...{ tenantId, personIds: [people[person]], zone: 'Asia/Tokyo' },
    ...{ fromSecond: Date.parse('2026-01-01') / 1000, toSecond: Date.parse('2026-06-01') / 1000 },
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => Object.values(JSON.parse(line.slice(36)) as Record<string, string>).join(' '));
}
const audits = async (): Promise<Record<string, unknown>[]> =>
  (
    await portal.records
      .selectFrom('audit_entries')
      .select('detail')
      .where('action', '=', 'presence.imported')
      .execute()
  ).map((row) => row.detail as Record<string, unknown>);

test('looked at first, then stored; again nothing changes, and another value replaces the former', async () => {
  const first = file(
    'employee,2026/03/02 9:00,連絡可能',
    'employee,2026/03/02 12:00:30,退席中',
    'colleague,2026/03/02 9:00,会議中',
  );
  const looked = await send(first, '0');
  assert.deepEqual(
    [looked.isApplied, looked.people, looked.counts],
    [false, 2, { added: 3, replaced: 0, unchanged: 0 }],
  );
  assert.deepEqual(await stored('employee'), []);
  assert.deepEqual(await audits(), []);

  assert.equal((await send(first, '1')).isApplied, true);
  assert.deepEqual(await stored('employee'), ['2026/03/02 09:00:00 連絡可能', '2026/03/02 12:00:30 退席中']);
  assert.deepEqual((await send(first, '1')).counts, { added: 0, replaced: 0, unchanged: 3 });
  const other = await send(file('employee,2026/03/02 12:00:30,取り込み中'), '1');
  assert.deepEqual(other.counts, { added: 0, replaced: 1, unchanged: 0 });
  assert.deepEqual(await stored('employee'), ['2026/03/02 09:00:00 連絡可能', '2026/03/02 12:00:30 取り込み中']);
  assert.deepEqual(await stored('colleague'), ['2026/03/02 09:00:00 会議中']);
  assert.deepEqual(
    (await audits()).map(({ added, replaced, unchanged, people }) => [added, replaced, unchanged, people]),
    [
      [3, 0, 0, 2],
      [0, 0, 3, 2],
      [0, 1, 0, 1],
    ],
  );
});

test('with an error in it nothing of a file is stored, and each is named by line and column', async () => {
  const before = await stored('employee');
  const answer = await send(
    file('employee,2026/03/03 9:00,連絡可能', 'nobody,2026/03/03 9:00,x', 'employee,昨日,x'),
    '1',
  );
  assert.equal(answer.isApplied, false);
  assert.deepEqual(
    answer.problems.first.map(({ line, column }) => [line, column]),
    [
      [3, 'ユーザID'],
      [4, '日時'],
    ],
  );
  assert.deepEqual(await stored('employee'), before);
  for (const [content, text] of [
    [Buffer.from([0x82, 0xa0, 0x80]), /読めない文字/],
    [Buffer.alloc(0), /./],
  ] as const)
    assert.match((await send(content, '1')).problems.first[0]?.text ?? '', text);
});

test('people of another tenant are nobody, and a file over the limit is not read', async () => {
  const { tenantId, people } = portal.otherHouse;
  const login = await portal.records
    .selectFrom('people')
    .select('login_id')
    .where('tenant_id', '=', tenantId)
    .execute();
  const own = await portal.records
    .selectFrom('people')
    .select('login_id')
    .where('tenant_id', '=', portal.house.tenantId)
    .execute();
  const foreign = login.find((row) => own.every((each) => each.login_id !== row.login_id))?.login_id ?? 'someone.else';
  assert.equal((await send(file(`${foreign},2026/03/03 9:00,x`), '1')).isApplied, false);
  const counted = await portal.analytics.query(
    defineQuery({
      name: 'test/presence-of-tenant',
      sql: 'SELECT count() AS rows FROM raw_presence_changes_v1 WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}',
      params: z.object({ tenantId: z.string(), personId: z.string() }),
      row: z.object({ rows: z.number() }),
    }),
    { tenantId, personId: people.employee },
  );
  assert.equal(counted[0]?.rows, 0);
  const tooLarge = await administrator.call(importPresence, {
    body: Buffer.alloc(MAX_PRESENCE_FILE_BYTES + 1, 'x'),
    headers: { 'content-type': 'application/octet-stream' },
  });
  assert.equal(tooLarge.code, 'file_too_large');
});

test('the template is a file that can be filled in', async () => {
  const answer = await administrator.call(downloadPresenceTemplate);
  assert.equal(answer.status, 200);
  const response = await fetch(`http://127.0.0.1:${portal.reporting.port}${downloadPresenceTemplate.path}`, {
    headers: { cookie: administrator.cookie ?? '' },
  });
  const text = decodeFile(new Uint8Array(await response.arrayBuffer()));
  assert.equal(typeof text, 'string');
  const filled = `${String(text)}employee,,2026/03/04 9:00,連絡可能\r\n`;
  assert.deepEqual((await send(filled, '0')).problems.first, []);
});
