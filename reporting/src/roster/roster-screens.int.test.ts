import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { z } from 'zod';
import * as roster from '#domain/contract/roster.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { Client } from '../testkit/client.ts';
import { rosterFactsOf } from '../testkit/facts.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { downloadOf, draftWith, dryRunOf, fileOf, upload, versionOf } from '../testkit/roster-files.ts';

type User = z.output<NonNullable<typeof roster.readRosterUser.answer>>;
type Listed = z.output<NonNullable<typeof roster.listRosterUsers.answer>>;
type Groups = z.output<NonNullable<typeof roster.listRosterGroups.answer>>;

let portal: TestPortal;
let admin: Client;
before(async () => {
  portal = await startTestPortal();
  admin = await portal.signedIn('administrator');
});
after(() => portal.stop());

const userOf = async (personId: string): Promise<User> =>
  (await admin.call(roster.readRosterUser, { params: { personId } })).json;

/** The screen sends back what it was given, with some of it changed. */
const save = (user: User, changes: Partial<User> & { effectiveFrom?: string }, browser = admin) => {
  const { personId, loginId, status, periods, ...fields } = user;
  void [loginId, status, periods];
  return browser.call(roster.saveRosterUser, {
    params: { personId },
    body: { ...fields, mail: 'x@example.com', ...changes },
  });
};

const listed = async (query: string): Promise<Listed> => {
  const answer = await admin.call({ method: 'GET', path: `${roster.listRosterUsers.path}?${query}` });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const idsIn = async (query: string): Promise<string[]> => (await listed(query)).users.map((user) => user.loginId);

test('a move from a later date leaves today as it is; on that date the new group holds', async () => {
  const { people, groups, tenantId } = portal.house;
  const user = await userOf(people.colleague);
  const answer = await save(user, {
    groupId: groups.SALES1,
    patternId: null,
    startApproval: 'manual',
    effectiveFrom: '2026-04-01',
    name: '新しい名',
  });
  assert.equal(answer.status, 200, answer.text);
  const after = await userOf(people.colleague);
  assert.deepEqual([after.groupId, after.startApproval, after.name], [groups.DEV, 'byWorkStyle', '新しい名']);
  assert.deepEqual(
    after.periods.map((period) => [period.from, period.groupCode, period.patternCode, period.startApproval]),
    [
      ['2026-01-01', 'DEV', 'P1', 'byWorkStyle'],
      ['2026-04-01', 'SALES1', '', 'manual'],
    ],
  );
  const fact = await waitFor(async () =>
    (await rosterFactsOf(portal.jsm, tenantId)).find(
      (each) => each.personId === people.colleague && each.version === 2,
    ),
  );
  assert.deepEqual(
    fact.assignments.map((each) => each.groupId),
    [groups.DEV, groups.SALES1],
  );
  assert.equal((await save(await userOf(people.colleague), { effectiveFrom: '2026-03-09' })).code, 'invalid_input');
});

test('the rules of the files hold on the screen, with the column at fault', async () => {
  const user = await userOf(portal.house.people.employee);
  const answer = await save(user, { mail: 'no address', name: '' });
  const { error }: { error: { code: string; places: { path: string; message: string }[] } } = answer.json;
  assert.equal(error.code, 'roster_refused');
  assert.deepEqual(
    error.places.map((place) => place.path),
    ['ユーザ名', 'メールアドレス'],
  );
  const oneself = { params: { personId: portal.house.people.administrator, deed: 'suspensions' } };
  const own = await admin.call(roster.actOnRosterUser, { ...oneself, body: { rosterVersion: await versionOf(admin) } });
  assert.equal(own.code, 'roster_refused');
});

test('a name that no file can hold is kept whole, also when its download comes back', async () => {
  const { employee } = portal.house.people;
  assert.equal((await save(await userOf(employee), { name: '𠮷野 =1' })).status, 200);
  const run = await dryRunOf(admin, await draftWith(admin, { user: await downloadOf(admin, 'user') }));
  assert.equal(run.changes.total, 0);
  assert.equal((await userOf(employee)).name, '𠮷野 =1');
});

test('the slower of two screens is told what the faster one did, but only about the same person', async () => {
  const other = await portal.signedIn('admin');
  const { employee, approver } = portal.house.people;
  const [mine, theirs] = [await userOf(employee), await userOf(approver)];
  assert.equal((await save(mine, { kana: 'さき' }, other)).status, 200);
  const late = await save(mine, { kana: 'あと' });
  const { error }: { error: { code: string; deeds: { id: string; byName: string }[] } } = late.json;
  assert.deepEqual([error.code, error.deeds[0]?.id, error.deeds[0]?.byName], ['roster_changed', 'employee', 'admin']);
  assert.equal((await save(theirs, { kana: 'べつ' })).status, 200);
});

test('a pattern with other rules holds from today; the days before keep the old ones', async () => {
  const { employee } = portal.house.people;
  const answer = await upload(admin, {
    work_pattern: fileOf('work_pattern', [['2', 'P1', '標準', '12:00-13:00', '450', '180', '5:00', '']]),
  });
  assert.equal(answer.status, 200, answer.text);
  const fact = await waitFor(async () =>
    (await rosterFactsOf(portal.jsm, portal.house.tenantId)).findLast(
      (each) => each.personId === employee && each.assignments.length === 2,
    ),
  );
  assert.deepEqual(
    fact.assignments.map((each) => [each.from, each.pattern.scheduledMinutes]),
    [
      ['2026-01-01', 480],
      ['2026-03-10', 450],
    ],
  );
});

test('people are found by every word in any column, filtered, sorted and counted', async () => {
  assert.equal((await listed('')).total, 7);
  assert.deepEqual(await idsIn('search=ＡＰＰＲＯＶＥＲ 太郎'), ['approver', 'parentApprover', 'siblingApprover']);
  assert.deepEqual(await idsIn('search=100%25'), [], 'wildcards are letters');
  assert.deepEqual(await idsIn(`group=${portal.house.groups.SALES1}`), ['employee']);
  assert.deepEqual(await idsIn('sort=employeeNumber&order=desc&limit=2&offset=1'), ['administrator', 'senior']);
  assert.deepEqual(await idsIn('sort=group&limit=1'), ['colleague']);
  assert.deepEqual(await idsIn('status=suspended'), []);
});

test('groups come as a tree; a new one needs an approver and gets its place', async () => {
  const { groups, people } = portal.house;
  const body = {
    code: 'SALES2',
    name: '営業二課',
    parentGroupId: groups.SALES,
    approvers: [people.approver],
    seniorApprovers: [people.senior],
  };
  assert.equal((await admin.call(roster.addRosterGroup, { body: { ...body, approvers: [] } })).code, 'roster_refused');
  const added: { groupId: string } = (await admin.call(roster.addRosterGroup, { body })).json;
  const all: Groups = (await admin.call(roster.listRosterGroups)).json;
  assert.deepEqual(
    all.groups.map((group) => [group.code, group.depth, group.people]),
    [
      ['HQ', 0, 5],
      ['DEV', 1, 1],
      ['SALES', 1, 0],
      ['SALES1', 2, 1],
      ['SALES2', 2, 0],
    ],
  );
  assert.equal(all.groups.at(-1)?.approvers[0]?.loginId, 'approver');
  const cycle = { ...body, rosterVersion: all.rosterVersion, parentGroupId: added.groupId };
  const { code: _, ...fields } = cycle;
  void _;
  const refused = await admin.call(roster.saveRosterGroup, { params: { groupId: groups.SALES }, body: fields });
  assert.equal(refused.code, 'roster_refused', refused.text);
});

test('files that are none are named, whatever is sent, and what is too large is not read', async () => {
  const bad = {
    utf16: Buffer.from('\uFEFF更新区分', 'utf16le'),
    encrypted: Buffer.from('d0cf11e0a1b11ae1ffff', 'hex'),
    zip: Buffer.from('PK\u0003\u0004....'),
    binary: Buffer.alloc(1000),
    badCharacter: Buffer.from([0x82, 0xa0, 0x80]),
    unclosedQuote: Buffer.from('a,"b'),
    tooManyRows: Buffer.from('1,2\r\n'.repeat(200_000)),
    tooLongField: Buffer.from('x'.repeat(1_000_000)),
    empty: Buffer.alloc(0),
    fileEmpty: Buffer.from('# nothing'),
  };
  for (const [code, content] of Object.entries(bad)) {
    const run = await dryRunOf(admin, await draftWith(admin, { user: content }));
    assert.equal(run.problems.first[0]?.code, code);
    assert.equal(run.canApply, false);
  }
  const created: { draftId: string } = (await admin.call(roster.createRosterDraft)).json;
  const tooLarge = await admin.call(roster.putRosterFile, {
    params: { draftId: created.draftId, kind: 'user' },
    body: Buffer.alloc(roster.MAX_ROSTER_FILE_BYTES + 1, 'x'),
    headers: { 'content-type': 'application/octet-stream' },
  });
  assert.deepEqual([tooLarge.status, tooLarge.code], [413, 'file_too_large']);
});

test('a draft is its maker’s alone', async () => {
  const draftId = await draftWith(admin, { user: fileOf('user', []) });
  const other = await portal.signedIn('admin');
  assert.equal((await other.call(roster.readRosterDraft, { params: { draftId } })).status, 404);
});
