import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import * as roster from '#domain/contract/roster.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { fileOf, upload, userRow, versionOf } from '../testkit/roster-files.ts';
import { eraseDeleted } from './erase-deleted.ts';

let portal: TestPortal;
let admin: Client;
before(async () => {
  portal = await startTestPortal();
  admin = await portal.signedIn('administrator');
});
after(() => portal.stop());

const CANARY = '金糸雀';
const apply = async (...rows: string[][]): Promise<void> => {
  const answer = await upload(admin, { user: fileOf('user', rows) });
  assert.equal(answer.status, 200, answer.text);
};

/** Tables in which the name can still be read. Drafts are bytes of a file and gone after a day. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`.execute(portal.records);
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const hit = await sql`SELECT 1 FROM ${sql.table(name)} t WHERE t::text LIKE ${`%${text}%`} LIMIT 1`.execute(
        portal.records,
      );
      return hit.rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat();
}

/** Registered, renamed (so that the audit holds values), removed, deleted for good. */
async function deleteForGood(loginId: string): Promise<void> {
  await apply(userRow('1', loginId, `${CANARY}一郎`, 'HQ'));
  await apply(userRow('2', loginId, `${CANARY}二郎`, 'HQ'));
  await apply(userRow('6', loginId, '', ''));
  await apply(userRow('7', loginId, '', ''));
}

test('while the deletion can be undone everything is kept, and comes back', async () => {
  await deleteForGood('e1');
  await eraseDeleted(portal.records);
  assert.deepEqual(await tablesWith(CANARY), ['audit_personal', 'people', 'roster_changes']);
  const undone = await admin.call(roster.undoLastUpload, { body: { rosterVersion: await versionOf(admin) } });
  assert.equal(undone.status, 200, undone.text);
  await eraseDeleted(portal.records);
  const { rows } = await sql<{ name: string }>`SELECT name FROM people WHERE login_id = 'e1'`.execute(portal.records);
  assert.deepEqual(rows, [{ name: `${CANARY}二郎` }]);
  await apply(userRow('7', 'e1', '', ''));
});

test('after the next change of the roster nothing about the person is left, and the chain of the audit still verifies', async () => {
  await apply(userRow('1', 'e2', '次の人', 'HQ'));
  await eraseDeleted(portal.records);
  assert.deepEqual(await tablesWith(CANARY), []);
  const { tenantId } = portal.house;
  const chain = await verifyChain(portal.records, tenantId, []);
  assert.equal(chain.bad, undefined);
  assert.ok(chain.erased >= 1);
  const traces = () =>
    portal.records
      .selectFrom('audit_entries')
      .select('subject_id')
      .where('action', '=', 'audit.personal-erased')
      .execute();
  assert.equal((await traces()).length, 1);
  await eraseDeleted(portal.records);
  assert.equal((await traces()).length, 1, 'once');
});

test('in a roster that nobody touches again the window ends: no undo, and the values go', async () => {
  await deleteForGood('e3');
  await portal.records
    .updateTable('roster_versions')
    .set({ changed_at: sql`now() - interval '8 days'` })
    .execute();
  const state: { version: number; canUndo: boolean } = (await admin.call(roster.readRosterState)).json;
  assert.equal(state.canUndo, false);
  const late = await admin.call(roster.undoLastUpload, { body: { rosterVersion: state.version } });
  assert.equal(late.code, 'roster_cannot_be_undone');
  await eraseDeleted(portal.records);
  assert.deepEqual(await tablesWith(CANARY), []);
});
