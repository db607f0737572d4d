import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ROSTER_COLUMNS } from '#domain/roster/roster-columns.ts';
import { encodeWindows31j } from '../csv/windows-31j.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { applyOf, downloadOf, draftWith, dryRunOf, userRow, versionOf } from '../testkit/roster-files.ts';

/** Files as people and their programs really make them, through the whole way: upload, dry run, application, download. */
let portal: TestPortal;
let admin: Client;
before(async () => {
  portal = await startTestPortal();
  const { tenantId, groups, people } = portal.house;
  const row = { tenant_id: tenantId, group_id: groups.HQ, person_id: people.administrator };
  await portal.records.insertInto('group_approvers').values(row).execute();
  await portal.records.updateTable('people').set({ mail: 'x@example.com' }).where('mail', '=', '').execute();
  admin = await portal.signedIn('administrator');
});
after(() => portal.stop());

const HEADER = ROSTER_COLUMNS.user.map((column) => column.name);
const lineOf = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
const textOf = (rows: readonly (readonly string[])[], lineEnd = '\r\n', header: readonly string[] = HEADER): string =>
  [header, ...rows].map((cells) => lineOf(cells) + lineEnd).join('');
const person = (name: string, more: Readonly<Record<number, string>> = {}): string[] =>
  userRow('1', 'new-1', name, 'DEV', more);
const BIG_ENDIAN = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const storedNames = async (): Promise<string[]> => {
  const ofNew = portal.records.selectFrom('people').select('name').where('login_id', 'like', 'new-%');
  return (await ofNew.orderBy('login_id').execute()).map((row) => row.name);
};

const NAMES: readonly (readonly [what: string, name: string, kept?: string])[] = [
  ['a house name beyond Unicode 3', '𠮷野家 𩸽'],
  ['emoji, joined ones too', '髙﨑 👨‍👩‍👧 😀'],
  ['a variant selector', '葛\u{E0100}城'],
  ['half-width katakana', 'ﾊﾅｺ ﾊﾟﾝﾀﾞ'],
  ['marks apart from their letters', 'か\u3099く', 'がく'],
  ['wave dash and its neighbours', '〜－∥￢', '〜－∥￢'],
  ['a name of exactly 64 characters', '名'.repeat(64)],
  ['a formula', '=1+2'],
];

test('the same characters as Shift_JIS: those that it holds arrive, whichever line ends a program writes', async () => {
  for (const lineEnd of ['\r\n', '\n', '\r']) {
    const content = encodeWindows31j(textOf([person('髙﨑 ～－∥￢①㈱ﾊﾟ')], lineEnd));
    const run = await dryRunOf(admin, await draftWith(admin, { user: content }));
    assert.deepEqual([run.problems.errors, run.changes.counts.added], [0, 1], JSON.stringify(lineEnd));
    assert.equal(run.changes.first[0]?.name, '髙﨑 ～－∥￢①㈱ﾊﾟ');
  }
});

test('a header with the mark of UTF-8, wide letters, more spaces or empty columns behind it is the header', async () => {
  const wide = HEADER.map((name) => ` ${name.replaceAll('ID', 'ＩＤ').replaceAll(' ', '')} `);
  for (const text of [
    `\uFEFF${textOf([person('山田')])}`,
    textOf([person('山田')], '\r\n', wide),
    textOf([[...person('山田'), '', '']], '\n', [...HEADER, '', '']),
  ]) {
    const run = await dryRunOf(admin, await draftWith(admin, { user: Buffer.from(text) }));
    assert.deepEqual([run.problems.errors, run.changes.counts.added], [0, 1], JSON.stringify(run.problems.first));
  }
});

interface Refused {
  readonly content: Uint8Array;
  readonly code: string;
  readonly line: number | null;
  readonly column?: string | null;
  /** Said to the person who made the file. */
  readonly says: RegExp;
}
const exchanged = HEADER.with(3, HEADER[4] ?? '').with(4, HEADER[3] ?? '');
const row = (name: string, more: Readonly<Record<number, string>> = {}): Buffer =>
  Buffer.from(textOf([person(name, more)]));
const zipped = Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\0\u0006\0', 'latin1'), Buffer.alloc(500, 7)]);
const office = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]);

const REFUSED: Readonly<Record<string, Refused>> = {
  'columns exchanged': {
    content: Buffer.from(textOf([person('山田')], '\r\n', exchanged)),
    code: 'headerExchanged',
    line: 1,
    says: /見出しの列の順序が違います。「ふりがな」は5列目の項目です/,
  },
  'no header': {
    content: Buffer.from(lineOf(person('山田'))),
    code: 'headerMissing',
    line: 1,
    says: /見出し行がありません/,
  },
  'UTF-16, little end first': {
    content: Buffer.from(`\uFEFF${textOf([person('山田')])}`, 'utf16le'),
    code: 'utf16',
    line: null,
    says: /UTF-16.*Shift_JIS/,
  },
  'UTF-16, big end first': {
    content: BIG_ENDIAN(`\uFEFF${textOf([person('山田')])}`),
    code: 'utf16',
    line: null,
    says: /UTF-16.*保存し直してください/,
  },
  'UTF-16 without its mark': {
    content: Buffer.from(textOf([person('Yamada')]), 'utf16le'),
    code: 'utf16',
    line: null,
    says: /UTF-16/,
  },
  'a NUL in a name': { content: row('山\u0000田'), code: 'controlCharacter', line: 2, says: /制御文字（U\+0000）/ },
  'nothing but NULs': { content: Buffer.alloc(4096), code: 'binary', line: null, says: /暗号化/ },
  'a quote that is never closed': {
    content: Buffer.from(`${textOf([person('山田')])}1,"new-2,2\r\n`),
    code: 'unclosedQuote',
    line: 3,
    says: /3 行目で始まる引用符/,
  },
  'an empty file': { content: Buffer.alloc(0), code: 'empty', line: null, says: /ファイルが空です/ },
  'a workbook renamed': { content: zipped, code: 'zip', line: null, says: /xlsx.*ZIP/ },
  'an old workbook, or an encrypted one, renamed': {
    content: office,
    code: 'encrypted',
    line: null,
    says: /暗号化を解除/,
  },
  'a character of one’s own (外字)': {
    content: Buffer.concat([encodeWindows31j(textOf([])), Buffer.from([0x31, 0x2c, 0xf0, 0x40])]),
    code: 'privateCharacter',
    line: 2,
    says: /外字（U\+E000）/,
  },
  'a name of 300 characters': {
    content: row('名'.repeat(300)),
    code: 'tooLong',
    line: 2,
    column: 'ユーザ名',
    says: /64文字以内で指定してください（UTF-16単位で300文字あります）/,
  },
  'a name of 33 letters that count twice': {
    content: row('𠮷'.repeat(33)),
    code: 'tooLong',
    line: 2,
    column: 'ユーザ名',
    says: /UTF-16単位で66文字/,
  },
  'emoji in an id': {
    content: Buffer.from(textOf([userRow('1', 'u😀', '山田', 'DEV', { 10: 'u@example.com' })])),
    code: 'badCharacter',
    line: 2,
    column: 'ユーザ ID',
    says: /「😀」は使用できない文字です/,
  },
  'half-width katakana in an id': {
    content: encodeWindows31j(textOf([userRow('1', 'ﾔﾏﾀﾞ', '山田', 'DEV', { 10: 'u@example.com' })])),
    code: 'badCharacter',
    line: 2,
    column: 'ユーザ ID',
    says: /「ﾔ」は使用できない文字です/,
  },
  'a line break in a name': {
    content: row('山\n田'),
    code: 'lineBreak',
    line: 2,
    column: 'ユーザ名',
    says: /改行は使用できません/,
  },
  'a cell over 64 KB': {
    content: row('x'.repeat(70_000)),
    code: 'tooLongField',
    line: 2,
    says: /65536 バイトを超えて/,
  },
};

for (const [what, { content, code, line, column, says }] of Object.entries(REFUSED)) {
  test(`${what}: named in words, at its place, and nothing is changed`, async () => {
    const version = await versionOf(admin);
    const draftId = await draftWith(admin, { user: content });
    const run = await dryRunOf(admin, draftId);
    const [problem] = run.problems.first;
    assert.deepEqual([problem?.code, problem?.line, run.canApply], [code, line, false]);
    if (column !== undefined) assert.equal(problem?.column, column);
    assert.match(problem?.text ?? '', says);
    assert.equal((await applyOf(admin, draftId, run.rosterVersion)).status, 409, 'what cannot be applied is not');
    assert.equal(await versionOf(admin), version);
    assert.deepEqual(await storedNames(), []);
  });
}

test('200,000 lines are refused at the first row too many: what stands behind is never read', async () => {
  const content = Buffer.from(`${lineOf(HEADER)}\r\n${'1,2\r\n'.repeat(200_000)}1,"never closed`);
  const run = await dryRunOf(admin, await draftWith(admin, { user: content }));
  assert.deepEqual(
    run.problems.first.map(({ code, text }) => [code, text]),
    [['tooManyRows', '20000 行を超えています。ファイルを分けてアップロードしてください。']],
  );
});

test('names in UTF-8 are stored as they are, and the download of them changes nothing', async () => {
  const people = NAMES.map(([, name], index) => userRow('1', `new-${index + 1}`, name, 'DEV'));
  const draftId = await draftWith(admin, { user: Buffer.from(textOf(people)) });
  const run = await dryRunOf(admin, draftId);
  assert.deepEqual([run.problems.errors, run.changes.counts.added], [0, NAMES.length]);
  const answer = await applyOf(admin, draftId, run.rosterVersion);
  assert.equal(answer.status, 200, answer.text);
  const stored = await storedNames();
  for (const [index, [what, name, kept = name]] of NAMES.entries()) assert.equal(stored[index], kept, what);
  const again = await dryRunOf(admin, await draftWith(admin, { user: await downloadOf(admin, 'user') }));
  assert.deepEqual([again.problems.errors, again.changes.total], [0, 0]);
});
