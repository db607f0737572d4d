import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import * as roster from '#domain/contract/roster.ts';
import { createEnrolmentCode } from '#domain/contract/devices.ts';
import { readMe, signIn } from '#domain/contract/session.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { Client } from '../testkit/client.ts';
import { rosterFactsOf } from '../testkit/facts.ts';
import { PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import {
  applyOf,
  downloadOf,
  draftWith,
  dryRunOf,
  fileOf,
  groupRow,
  upload,
  userRow,
  versionOf,
} from '../testkit/roster-files.ts';

let portal: TestPortal;
let admin: Client;
before(async () => {
  portal = await startTestPortal();
  // The house has groups without approvers; a roster of files always has one.
  const { tenantId, groups, people } = portal.house;
  const row = { tenant_id: tenantId, group_id: groups.HQ, person_id: people.administrator };
  await portal.records.insertInto('group_approvers').values(row).execute();
  await portal.records.updateTable('people').set({ mail: 'x@example.com' }).where('mail', '=', '').execute();
  admin = await portal.signedIn('administrator');
});
after(() => portal.stop());

const personOf = (loginId: string) =>
  portal.records
    .selectFrom('people')
    .selectAll()
    .where('tenant_id', '=', portal.house.tenantId)
    .where('login_id', '=', loginId)
    .where('status', '<>', 'deleted')
    .executeTakeFirst();

const personIdOf = async (loginId: string): Promise<string> => {
  const person = await personOf(loginId);
  assert.ok(person !== undefined);
  return person.person_id;
};

test('what was downloaded changes nothing when it is uploaded again', async () => {
  const version = await versionOf(admin);
  const files = {
    group: await downloadOf(admin, 'group'),
    user: await downloadOf(admin, 'user'),
    work_pattern: await downloadOf(admin, 'work_pattern'),
  };
  const draftId = await draftWith(admin, files);
  const run = await dryRunOf(admin, draftId);
  assert.deepEqual(run.problems, { errors: 0, warnings: 0, first: [] });
  assert.equal(run.changes.total, 0);
  assert.ok(run.canApply);
  assert.ok(run.files.every((file) => file.stampVersion === version && file.fileName === `${file.kind}_試験.csv`));
  const answer = await applyOf(admin, draftId, run.rosterVersion);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(await versionOf(admin), version);
});

test('three files are applied together: a new group, its people, their rules and their mails', async () => {
  const files = {
    group: fileOf('group', [groupRow('1', 'NEW', '新設課', 'n1', 'SALES')]),
    user: fileOf('user', [
      userRow('1', 'n1', '髙橋 新', 'NEW', { 20: 'P9' }),
      userRow('1', 'n2', '新人', 'NEW', { 20: '' }),
      userRow('2', 'colleague', '異動 太郎', 'NEW'),
    ]),
    work_pattern: fileOf('work_pattern', [['1', 'P9', '夜勤', '2:00-3:00', '450', '', '12:00', '']]),
  };
  const draftId = await draftWith(admin, files);
  const run = await dryRunOf(admin, draftId);
  assert.deepEqual(run.changes.counts, {
    added: 4,
    changed: 0,
    moved: 1,
    suspended: 0,
    restored: 0,
    reissued: 0,
    removed: 0,
    deleted: 0,
  });
  assert.equal(run.passwordMails, 2);
  assert.equal(await personOf('n1'), undefined, 'a dry run writes nothing');
  const answer = await applyOf(admin, draftId, run.rosterVersion);
  assert.equal(answer.status, 200, answer.text);

  const added = await personOf('n1');
  assert.equal(added?.name, '髙橋 新');
  const mails = await portal.records
    .selectFrom('mail_outbox')
    .selectAll()
    .where('person_id', '=', added?.person_id ?? '')
    .execute();
  assert.deepEqual(
    mails.map((mail) => mail.kind),
    ['serviceStart'],
  );
  const facts = await waitFor(async () => {
    const all = await rosterFactsOf(portal.jsm, portal.house.tenantId);
    const mine = all.filter((fact) => fact.personId === portal.house.people.colleague && fact.version === 2);
    return mine.length > 0 && all.some((fact) => fact.personId === added?.person_id) ? { all, mine } : undefined;
  });
  assert.deepEqual(
    facts.mine[0]?.assignments.map((each) => each.from),
    ['2026-01-01', '2026-03-10'],
  );
  assert.equal(facts.all.find((fact) => fact.personId === added?.person_id)?.assignments[0]?.pattern.autoEndClock, 720);
  const without = await personOf('n2');
  const builtIn = facts.all.find((fact) => fact.personId === without?.person_id)?.assignments[0]?.pattern;
  assert.deepEqual([builtIn?.autoEndClock, builtIn?.breaks], [300, []]);
});

test('one bad line among good ones: nothing is applied, every problem is named by file, line and column', async () => {
  const version = await versionOf(admin);
  const draftId = await draftWith(admin, {
    group: fileOf('group', [groupRow('1', 'OK1', '良い課', 'nobody')]),
    user: fileOf('user', [
      userRow('1', 'ok1', '良い人', 'OK1'),
      userRow('1', 'bad;id', '悪い人', 'OK1', { 10: 'bad@example.com' }),
      userRow('9', 'x', 'x', 'OK1'),
    ]),
  });
  const run = await dryRunOf(admin, draftId);
  assert.equal(run.canApply, false);
  assert.deepEqual(
    run.problems.first
      .filter(({ severity }) => severity === 'error')
      .map(({ kind, line, column, cell }) => [kind, line, column, cell]),
    [
      ['group', 2, '承認者', 'nobody'],
      ['user', 3, 'ユーザ ID', 'bad;id'],
      ['user', 4, '更新区分', '9'],
    ],
  );
  assert.equal((await applyOf(admin, draftId, run.rosterVersion)).code, 'roster_refused');
  assert.equal(await versionOf(admin), version);
  assert.equal(await personOf('ok1'), undefined);
  const csv = new TextDecoder('shift_jis', { fatal: true }).decode(
    (await admin.call(roster.downloadRosterProblems, { params: { draftId } })).bytes,
  );
  const lines = csv.split('\r\n');
  assert.equal(lines[0], '区分,ファイル,行,項目,値,内容');
  assert.match(lines[1] ?? '', /^エラー,グループ情報,2,承認者,nobody,/);
});

test('a file made from an older download is refused with what changed since and by whom', async () => {
  const old = await downloadOf(admin, 'user');
  const answer = await upload(admin, { user: fileOf('user', [userRow('2', 'n2', '改名 花子', 'NEW')]) });
  assert.equal(answer.status, 200, answer.text);
  const run = await dryRunOf(admin, await draftWith(admin, { user: old }));
  assert.equal(run.canApply, false);
  assert.deepEqual(
    run.outdatedBy.map(({ id, name, action, byName }) => [id, name, action, byName]),
    [['n2', '改名 花子', 'changed', 'administrator 太郎']],
  );
  assert.equal((await applyOf(admin, run.draftId, run.rosterVersion)).code, 'roster_changed');
  const groups = await dryRunOf(admin, await draftWith(admin, { group: await downloadOf(admin, 'group') }));
  assert.ok(groups.canApply, 'only rows of its own kind make a file old');
});

test('of two administrators one wins, the other is told who did what', async () => {
  const other = await portal.signedIn('admin');
  const mine = await draftWith(admin, { user: fileOf('user', [userRow('2', 'n2', '先の名', 'NEW')]) });
  const theirs = await draftWith(other, { user: fileOf('user', [userRow('2', 'n2', '後の名', 'NEW')]) });
  const [a, b] = [await dryRunOf(admin, mine), await dryRunOf(other, theirs)];
  const answers = await Promise.all([applyOf(admin, mine, a.rosterVersion), applyOf(other, theirs, b.rosterVersion)]);
  assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [200, 409]);
  const loser: { error: { code: string; deeds: { id: string; byName: string; at: number }[] } } = answers.find(
    (answer) => answer.status === 409,
  )!.json;
  assert.equal(loser.error.code, 'roster_changed');
  assert.equal(loser.error.deeds[0]?.id, 'n2');
  assert.ok(['administrator 太郎', 'admin'].includes(loser.error.deeds[0]?.byName ?? ''));
});

test('the last upload is undone once, with the periods of the people as they were', async () => {
  const { people, tenantId } = portal.house;
  const periods = () =>
    portal.records
      .selectFrom('assignments')
      .selectAll()
      .where('person_id', '=', people.employee)
      .orderBy('effective_from')
      .execute();
  const names = () =>
    portal.records
      .selectFrom('people')
      .select(['login_id', 'name', 'status'])
      .where('tenant_id', '=', tenantId)
      .where('status', '<>', 'deleted')
      .orderBy('login_id')
      .execute();
  const before = {
    periods: await periods(),
    names: await names(),
    files: (await downloadOf(admin, 'group')).toString('latin1'),
  };
  const answer = await upload(admin, {
    group: fileOf('group', [
      groupRow('1', 'GONE', '一時課', 'u9', 'HQ'),
      groupRow('2', 'DEV', '開発部改', 'siblingApprover', 'HQ'),
    ]),
    user: fileOf('user', [
      userRow('1', 'u9', '一時 太郎', 'GONE'),
      userRow('2', 'employee', '改名', 'GONE', { 20: '' }),
      userRow('3', 'n2', '', 'NEW'),
    ]),
  });
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await periods()).length, before.periods.length + 1);
  const state: { version: number; canUndo: boolean } = (await admin.call(roster.readRosterState)).json;
  assert.ok(state.canUndo);
  const undone = await admin.call(roster.undoLastUpload, { body: { rosterVersion: state.version } });
  assert.equal(undone.status, 200, undone.text);
  assert.deepEqual(await periods(), before.periods);
  assert.deepEqual(await names(), before.names);
  const withoutStamp = (file: string) => file.replace(/^#.*$/gm, '');
  assert.equal(withoutStamp((await downloadOf(admin, 'group')).toString('latin1')), withoutStamp(before.files));
  const again = await admin.call(roster.undoLastUpload, { body: { rosterVersion: state.version + 1 } });
  assert.equal(again.code, 'roster_cannot_be_undone');
});

test('a suspended person is out at the next request and can come back only by a new password', async () => {
  const browser = await portal.signedIn('siblingApprover');
  await upload(admin, { group: fileOf('group', [groupRow('2', 'DEV', '開発部', 'n1', 'HQ')]) });
  const personId = portal.house.people.siblingApprover;
  assert.equal((await browser.call(createEnrolmentCode)).status, 200);
  const codes = () =>
    portal.records.selectFrom('enrolment_codes').select('code_hash').where('person_id', '=', personId).execute();
  assert.equal((await codes()).length, 1);
  // Whoever writes the row, a session that is still there opens nothing.
  const set = (status: 'suspended' | 'active') =>
    portal.records.updateTable('people').set({ status }).where('person_id', '=', personId).execute();
  await set('suspended');
  assert.equal((await browser.call(readMe)).status, 401);
  await set('active');
  assert.equal((await browser.call(readMe)).status, 200);
  const act = async (deed: string) =>
    admin.call(roster.actOnRosterUser, { params: { personId, deed }, body: { rosterVersion: await versionOf(admin) } });
  assert.equal((await act('suspensions')).status, 200);
  assert.equal((await browser.call(readMe)).status, 401);
  assert.deepEqual(await codes(), [], 'nor does an old code enrol a PC');
  const body = { tenant: 'demo', loginId: 'siblingApprover', password: PASSWORD };
  assert.equal((await portal.client().call(signIn, { body })).code, 'sign_in_failed');
  assert.equal((await act('reissues')).code, 'roster_refused');
  assert.equal((await act('restorations')).status, 200);
  assert.equal((await portal.client().call(signIn, { body })).code, 'sign_in_failed', 'the old password is gone');
});

test('complete deletion frees the id for a new person', async () => {
  const first = await personOf('n2');
  assert.equal((await upload(admin, { user: fileOf('user', [userRow('6', 'n2', '', '')]) })).status, 200);
  assert.equal((await upload(admin, { user: fileOf('user', [userRow('7', 'n2', '', '')]) })).status, 200);
  assert.equal((await upload(admin, { user: fileOf('user', [userRow('1', 'N2', '別人', 'NEW')]) })).status, 200);
  const second = await personOf('N2');
  assert.ok(second !== undefined && second.person_id !== first?.person_id);
});

test('an upload may hold from a later date; a group that it removes must be empty by today; undo takes the date back', async () => {
  const personId = await personIdOf('employee');
  const periods = async () => {
    const rows = await portal.records
      .selectFrom('assignments as a')
      .innerJoin('groups as g', 'g.group_id', 'a.group_id')
      .select(['g.code', sql<string>`a.effective_from::text`.as('from')])
      .where('a.person_id', '=', personId)
      .orderBy('a.effective_from')
      .execute();
    return rows.map((row) => `${row.from} ${row.code}`);
  };
  const before = await periods();
  const move = { user: fileOf('user', [userRow('2', 'employee', '異動 四月', 'HQ')]) };
  const late = { effectiveFrom: '2026-04-01' };
  assert.equal((await upload(admin, move, { effectiveFrom: '2026-03-09' })).code, 'invalid_input');
  const ends = { ...move, group: fileOf('group', [groupRow('3', 'SALES1', '', '')]) };
  const refused = await upload(admin, ends, late);
  assert.deepEqual([refused.status, refused.code], [409, 'roster_refused']);
  assert.match(refused.text, /グループ「SALES1」には、2026\/04\/01までユーザ「employee」が残ります/);
  assert.deepEqual(await periods(), before);

  const answer = await upload(admin, move, late);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(await periods(), [...before, '2026-04-01 HQ']);
  assert.equal((await personOf('employee'))?.name, '異動 四月', 'what is not of a date holds at once');
  const undone = await admin.call(roster.undoLastUpload, { body: { rosterVersion: await versionOf(admin) } });
  assert.equal(undone.status, 200, undone.text);
  assert.deepEqual(await periods(), before);
});
