import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import iconv from 'iconv-lite';
import {
  downloadSiteNames,
  MAX_SITE_NAME_FILE_BYTES,
  readSiteNames,
  uploadSiteNames,
} from '#domain/contract/settings.ts';
import type { SiteNameProblem } from '#domain/contract/settings.ts';
import { compareSiteNames } from '#domain/contract/site-name-comparison.ts';
import type { SiteNameChange } from '#domain/contract/site-name-comparison.ts';
import { WINDOW_COLUMNS } from '../testkit/days.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let cookie: string;
before(async () => {
  portal = await startTestPortal();
  cookie = (await portal.signedIn('administrator')).cookie ?? '';
});
after(() => portal.stop());

interface Uploaded {
  isApplied: boolean;
  registered: { count: number; uploadedByName: string; uploadedAt: number } | null;
  problems: { total: number; first: SiteNameProblem[] };
}
const url = (path: string) => `http://127.0.0.1:${portal.reporting.port}${path}`;
async function upload(bytes: Uint8Array): Promise<{ status: number; json: Uploaded }> {
  const response = await fetch(url(uploadSiteNames.path), {
    method: 'PUT',
    body: new Uint8Array(bytes),
    headers: { cookie, 'x-kinmu-request': '1', 'content-type': 'application/octet-stream' },
  });
  return { status: response.status, json: (await response.json()) as Uploaded };
}
const download = async (query = ''): Promise<Buffer> => {
  const response = await fetch(url(downloadSiteNames.path + query), { headers: { cookie } });
  assert.equal(response.status, 200);
  return Buffer.from(await response.arrayBuffer());
};
interface Compared extends Pick<Uploaded, 'problems'> {
  mapping: { rows: number; added: number; removed: number; renamed: number };
  people: { done: number; total: number };
  next: string | null;
  records: number;
  seconds: number;
  firstAt: number | null;
  lastAt: number | null;
  changes: SiteNameChange[];
}
async function compare(text: string, query = ''): Promise<Compared> {
  const response = await fetch(url(compareSiteNames.path) + query, {
    method: 'POST',
    body: new Uint8Array(sjis(text)),
    headers: { cookie, 'x-kinmu-request': '1', 'content-type': 'application/octet-stream' },
  });
  assert.equal(response.status, 200);
  return (await response.json()) as Compared;
}
const sjis = (text: string): Buffer => iconv.encode(text, 'cp932');
const registered = async () => {
  const response = await fetch(url(readSiteNames.path), { headers: { cookie } });
  return ((await response.json()) as Pick<Uploaded, 'registered'>).registered;
};

const GUIDE_FILE = [
  'URL,HP 名称',
  '"https://jpn.nec.com/","NEC（Japan）"',
  '"https://www.google.co.jp/","検索サイト"',
  '"https://www.yahoo.co.jp/","検索サイト"',
  '"https://www.amazon.co.jp/","通販サイト"',
  '',
].join('\r\n');

test('before anything is registered the download is the template, and uploading it registers nothing', async () => {
  const template = await download();
  const text = iconv.decode(template, 'cp932');
  assert.ok(text.startsWith('URL,HP 名称\r\n# '), text);
  assert.equal(await registered(), null);
  assert.deepEqual((await upload(template)).json.registered?.count, 0);
});

test("the guide's example is registered from Shift_JIS, with count, person and moment, and comes back as it was", async () => {
  const { status, json } = await upload(sjis(GUIDE_FILE));
  assert.deepEqual([status, json.isApplied, json.problems.total], [200, true, 0]);
  assert.equal(json.registered?.count, 4);
  assert.equal(json.registered.uploadedByName, 'administrator 太郎');
  assert.ok(Math.abs(json.registered.uploadedAt - Date.now()) < 60_000);
  assert.equal(iconv.decode(await download(), 'cp932'), GUIDE_FILE.replaceAll('"', ''));
  assert.deepEqual(await registered(), json.registered);
  const [row] = await portal.records
    .selectFrom('audit_entries')
    .select(['actor_id', 'detail'])
    .where('action', '=', 'site-names.replaced')
    .orderBy('audit_id', 'desc')
    .execute();
  assert.deepEqual(row?.detail, { 'count.before': 0, 'count.after': 4 });
});

test('a file with any problem changes nothing and every problem is told by its line', async () => {
  await upload(sjis(GUIDE_FILE));
  const { status, json } = await upload(sjis('URL,HP 名称\r\nhttps://a.example/,\r\nhttps://b.example/,B,余分\r\n'));
  assert.deepEqual([status, json.isApplied, json.registered?.count], [200, false, 4]);
  assert.deepEqual(
    json.problems.first.map(({ line, column }) => [line, column]),
    [
      [2, 'HP 名称'],
      [3, null],
    ],
  );
});

test('files that are no Shift_JIS or UTF-8 text are named in words, never a server error', async () => {
  const cases: [Uint8Array, RegExp][] = [
    [Buffer.alloc(0), /空/],
    [Buffer.from(`\uFEFF${GUIDE_FILE}`, 'utf16le'), /UTF-16/],
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /ZIP/],
    [iconv.encode(GUIDE_FILE, 'eucjp'), /外字|EUC-JP/],
    [Buffer.concat([sjis('URL,HP 名称\r\nhttps://a.example/,'), Buffer.from([0x82]), sjis('\r\n')]), /文字/],
    [sjis('URL,HP 名称\r\n"https://a.example/,A\r\n'), /引用符/],
  ];
  for (const [bytes, sentence] of cases) {
    const { status, json } = await upload(bytes);
    assert.equal(status, 200);
    assert.equal(json.isApplied, false);
    assert.match(json.problems.first[0]?.text ?? '', sentence);
  }
});

test('a file over 5 MB is refused before it is read, 20,000 rows are taken and 20,001 are not', async () => {
  assert.equal((await upload(Buffer.alloc(MAX_SITE_NAME_FILE_BYTES + 1, 0x61))).status, 413);
  const rows = Array.from({ length: 20_001 }, (_, index) => `https://${index}.example/,社内${index}`);
  const fileOf = (count: number) => sjis(['URL,HP 名称', ...rows.slice(0, count)].join('\n'));
  assert.equal((await upload(fileOf(20_001))).json.isApplied, false);
  assert.equal((await upload(fileOf(20_000))).json.registered?.count, 20_000);
});

test('UTF-8 is read, formulas are guarded, and characters that Shift_JIS lacks survive a download and upload of it', async () => {
  const text = 'URL,HP 名称\nhttps://a.example/,😀社内\nhttps://b.example/,"=1+2"\nhttps://c.example/,髙﨑〜\n';
  assert.equal((await upload(Buffer.from(`\uFEFF${text}`))).json.isApplied, true);
  const shown = await download();
  assert.deepEqual(iconv.decode(shown, 'cp932').split('\r\n').slice(1, 4), [
    'https://a.example/,〓社内',
    "https://b.example/,'=1+2",
    'https://c.example/,髙﨑～',
  ]);
  assert.equal((await upload(shown)).json.isApplied, true);
  assert.deepEqual((await download('?encoding=utf8')).toString().split('\r\n').slice(1, 4), [
    'https://a.example/,😀社内',
    "https://b.example/,'=1+2",
    'https://c.example/,髙﨑〜',
  ]);
});

async function insertWindows(rows: readonly (readonly [person: string, minute: string, url: string])[]): Promise<void> {
  await portal.analytics.insertRows(
    'raw_window_slices_v1',
    WINDOW_COLUMNS,
    rows.map(([person, minute, address]) => [
      ...[portal.house.tenantId, person, `${minute}:00Z`, 'pc', `${minute}:00Z`, 'browser.exe', 't', address, 30],
      `${minute}:00Z`,
    ]),
  );
}

test('a dry run counts the stored records that would change their name, of all people or of those after one, and changes nothing', async () => {
  const { employee, approver } = portal.house.people;
  await upload(sjis('URL,HP 名称\r\nhttps://a.example/,社内\r\nhttps://b.example/,取引先\r\n'));
  await insertWindows([
    [employee, '2026-01-05T00:10', 'https://a.example/sales/1'],
    [employee, '2026-01-05T00:11', 'https://a.example/sales/1'],
    [employee, '2026-01-05T00:12', 'https://a.example/'],
    [employee, '2026-01-05T00:13', ''],
    [approver, '2026-03-09T01:00', 'https://b.example/𠮷?q=表'],
    [approver, '2026-03-09T01:01', 'https://c.example/'],
  ]);
  const file =
    'URL,HP 名称\r\nhttps://a.example/,社内\r\nhttps://a.example/sales/,営業支援\r\nhttps://c.example/,検索\r\n';
  const all = await compare(file);
  assert.deepEqual(
    { ...all, people: null },
    {
      problems: { total: 0, first: [] },
      mapping: { rows: 3, added: 2, removed: 1, renamed: 0 },
      people: null,
      next: null,
      ...{ records: 4, seconds: 120 },
      ...{ firstAt: Date.parse('2026-01-05T00:10:00Z'), lastAt: Date.parse('2026-03-09T01:01:00Z') },
      changes: [
        { before: '社内', after: '営業支援', records: 2, seconds: 60 },
        { before: '取引先', after: null, records: 1, seconds: 30 },
        { before: null, after: '検索', records: 1, seconds: 30 },
      ],
    },
  );
  assert.equal(all.people.done, all.people.total);
  const [first = '', second = ''] = [employee, approver].sort();
  const later = await compare(file, `?after=${first}`);
  assert.equal(later.records, 2, 'those of the other one');
  assert.ok(later.people.done === later.people.total && later.people.total === all.people.total);
  assert.equal((await compare(file, `?after=${second}`)).records, 0);
  assert.equal((await registered())?.count, 2);
  assert.equal((await compare('URL,HP 名称\r\nhttps://a.example/,\r\n')).problems.total, 1);
  const same = await compare('URL,HP 名称\r\nhttps://b.example/,取引先\r\nhttps://a.example/,社内\r\n');
  assert.deepEqual([same.records, same.next, same.mapping.rows], [0, null, 2]);
});
