import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { signIn } from '#domain/contract/session.ts';
import { ensureSecrets, loadSecrets } from '#platform/secrets.ts';
import { tempDir } from '#platform/testkit/index.ts';
import { buildHouse, PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { startPortalChild } from '../testkit/portal-child.ts';
import { applyImport, importDraft, importDryRun, importFile } from '../testkit/work-import-files.ts';

let portal: TestPortal;
const secretsDir = tempDir('secrets');
before(async () => {
  portal = await startTestPortal();
  await ensureSecrets(secretsDir);
});
after(() => portal.stop());

const FILES = {
  work: importFile('work', 'employee,,2026/02/02,9:00,18:00,,,,,', 'colleague,,2026/02/02,9:00,18:00,,,,,'),
  tasks: importFile('tasks', 'employee,,2026/02/03,10:00,11:00,,,,定例,,,'),
};

/** How many rows there are of everything that an import writes, of one tenant. */
async function written(tenantId: string): Promise<Record<string, number>> {
  const tables = [
    'work_days',
    'operations',
    'tasks',
    'outbox',
    'work_imports',
    'work_import_days',
    'work_import_drafts',
  ];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*) AS count FROM ${sql.table(table)} WHERE tenant_id = ${tenantId}`.execute(portal.records);
      return [table, rows[0]?.count ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts);
}

for (const place of ['work-import.work-written', 'work-import.before-commit'] as const) {
  test(`killed at ${place}: nothing of the two files is there, and the same draft is then applied whole`, async () => {
    const secrets = await loadSecrets(secretsDir);
    const { tenantId } = await buildHouse(portal.records, place, secrets.passwordPepper);
    const credentials = { tenant: place, loginId: 'administrator', password: PASSWORD };

    const first = await startPortalChild(portal, secretsDir, place);
    assert.equal((await first.browser.call(signIn, { body: credentials })).status, 200);
    const draftId = await importDraft(first.browser, FILES);
    const { fingerprint, problems } = await importDryRun(first.browser, draftId);
    assert.equal(problems.errors, 0, JSON.stringify(problems));
    const before = await written(tenantId);
    await applyImport(first.browser, draftId, fingerprint).catch(() => undefined);
    assert.deepEqual(await first.exited, [null, 'SIGKILL']);
    assert.deepEqual(await written(tenantId), before);

    const second = await startPortalChild(portal, secretsDir, 'none');
    assert.equal((await second.browser.call(signIn, { body: credentials })).status, 200);
    const answer = await applyImport(second.browser, draftId, fingerprint);
    second.child.kill();
    await second.exited;
    assert.equal(answer.status, 200, answer.text);
    const after = await written(tenantId);
    assert.deepEqual(
      Object.fromEntries(Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)])),
      {
        work_days: 3,
        operations: 4,
        tasks: 1,
        outbox: 3,
        work_imports: 1,
        work_import_days: 3,
        work_import_drafts: -1,
      },
    );
  });
}
