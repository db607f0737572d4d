import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listRosterUsers, readRosterState } from '#domain/contract/roster.ts';
import { changePassword, signIn } from '#domain/contract/session.ts';
import {
  TABLE_3_1,
  TABLE_3_3,
  TABLE_3_5,
  TABLE_3_7,
  TABLE_3_8,
  TABLE_3_9,
  TABLE_3_10,
  TABLE_3_11,
  TABLE_3_12,
} from '#domain/roster/guide-tables.fixture.ts';
import { encodeWindows31j } from '../csv/windows-31j.ts';
import { createAdmin, createTenant } from '../organisation/create-tenant.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { draftWith, dryRunOf, upload } from '../testkit/roster-files.ts';

let portal: TestPortal;
let admin: Client;
before(async () => {
  portal = await startTestPortal();
  const tenantId = await createTenant(portal.records, { code: 'empty', name: '新会社' });
  const { loginId, password } = await createAdmin(portal.records, tenantId, portal.deps.secrets.passwordPepper);
  admin = portal.client();
  const answer = await admin.call(signIn, { body: { tenant: 'empty', loginId, password } });
  assert.equal(answer.status, 200, answer.text);
  const newPassword = 'Kumo-to-yama-27';
  const changed = await admin.call(changePassword, { body: { currentPassword: password, newPassword } });
  assert.equal(changed.status, 200, changed.text);
});
after(() => portal.stop());

const file = (lines: readonly string[]): Buffer => encodeWindows31j(lines.join('\r\n'));
const statuses = async (): Promise<string[]> => {
  const { users }: { users: { loginId: string; groupCode: string; status: string }[] } = (
    await admin.call(listRosterUsers)
  ).json;
  return users.map((user) => `${user.loginId} ${user.groupCode} ${user.status}`);
};

test('the guide’s first roster makes a company of an empty tenant, its changes then move and remove people', async () => {
  const first = await upload(admin, {
    group: file(TABLE_3_7),
    user: file(TABLE_3_8),
    work_pattern: file(TABLE_3_9),
  });
  assert.equal(first.status, 200, first.text);
  const state: { licences: { used: number }; groups: number; patterns: number } = (await admin.call(readRosterState))
    .json;
  assert.deepEqual([state.licences.used, state.groups, state.patterns], [7, 3, 2]);

  assert.equal((await upload(admin, { group: file(TABLE_3_11), user: file(TABLE_3_12) })).status, 200);
  assert.ok((await statuses()).includes('U04 G04 active'));
});

test('the guide’s table 3-10 would remove an approver by now, and says so', async () => {
  const run = await dryRunOf(admin, await draftWith(admin, { user: file(TABLE_3_10) }));
  assert.equal(run.canApply, false);
  assert.ok(run.problems.first.every((problem) => problem.line !== null && problem.text !== ''));
});

test('the guide’s table 3-3 names groups that nobody has registered', async () => {
  const run = await dryRunOf(admin, await draftWith(admin, { user: file(TABLE_3_3) }));
  assert.ok(run.problems.errors > 0);
  assert.deepEqual(
    run.problems.first.filter(({ code }) => code === 'columnCount'),
    [],
  );
});

/** `line code` of every problem of a file, with a sentence each. */
async function problemsOf(kind: 'group' | 'user' | 'work_pattern', lines: readonly string[]): Promise<string[]> {
  const run = await dryRunOf(admin, await draftWith(admin, { [kind]: file(lines) }));
  assert.equal(run.canApply, false);
  assert.ok(run.problems.first.every(({ text }) => /[ぁ-ん]/.test(text)));
  return run.problems.first.map(({ line, code }) => `${line} ${code}`);
}

test('the guide’s table 3-1 has rows with a column too many or too few: カラム数が異常です, at their lines', async () => {
  const problems = await problemsOf('group', TABLE_3_1);
  assert.deepEqual(
    problems.filter((each) => each.endsWith('columnCount')),
    ['4 columnCount', '6 columnCount', '7 columnCount', '8 columnCount'],
  );
});

test('the guide’s table 3-5 changes patterns that nobody has registered: each is named at its line', async () => {
  assert.deepEqual(await problemsOf('work_pattern', TABLE_3_5), [
    '6 notRegistered',
    '7 notRegistered',
    '8 notRegistered',
    '9 notRegistered',
  ]);
});

test('the guide’s table 3-8 without its other files: in an empty company every row would be refused, here its people exist', async () => {
  const problems = await problemsOf('user', TABLE_3_8);
  assert.deepEqual(problems, ['2 exists', '3 exists', '4 exists', '5 exists', '6 exists', '7 exists', '8 exists']);
});
