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
