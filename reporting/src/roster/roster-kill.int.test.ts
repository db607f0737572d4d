import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { readMe, signIn } from '#domain/contract/session.ts';
import { freePort } from '#platform/embedded/ports.ts';
import { ensureSecrets, loadSecrets } from '#platform/secrets.ts';
import { tempDir, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import type { FaultPlace } from '../fault-point.ts';
import { Client } from '../testkit/client.ts';
import { buildHouse, PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { applyOf, draftWith, dryRunOf, fileOf, groupRow, userRow } from '../testkit/roster-files.ts';

let portal: TestPortal;
const secretsDir = tempDir('secrets');
before(async () => {
  portal = await startTestPortal();
  await ensureSecrets(secretsDir);
});
after(() => portal.stop());

const FILES = {
  group: fileOf('group', [groupRow('1', 'K1', '新しい課', 'k1')]),
  user: fileOf('user', [userRow('1', 'k1', '新人', 'K1', { 20: 'PK' }), userRow('2', 'colleague', '異動', 'K1')]),
  work_pattern: fileOf('work_pattern', [['1', 'PK', '早番', '', '400', '', '', '']]),
};

/** Everything that an upload writes, of one tenant. */
async function written(tenantId: string) {
  const tables = ['groups', 'people', 'work_patterns', 'assignments', 'outbox', 'mail_outbox', 'roster_changes'];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*) AS count FROM ${sql.table(table)} WHERE tenant_id = ${tenantId}`.execute(portal.records);
      return [table, rows[0]?.count];
    }),
  );
  const audit = await portal.records
    .selectFrom('audit_entries')
    .select('audit_id')
    .where('tenant_id', '=', tenantId)
    .where('action', 'like', 'roster.%changed')
    .execute();
  return { ...Object.fromEntries(counts), audit: audit.length };
}

/** The portal as a process of its own, which kills itself at the place; serves when this returns. */
async function startChild(place: FaultPlace | 'none') {
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts')], {
    stdio: 'ignore',
    env: {
      ...{ FAULT_AT: place, KINMU_HTTP_PORT: String(port), KINMU_LOG_LEVEL: 'silent', KINMU_SECRETS_DIR: secretsDir },
      ...{ KINMU_NATS_URL: portal.broker.url, KINMU_NATS_TOKEN: TEST_NATS_TOKEN },
      ...{ KINMU_POSTGRES_URL: portal.postgresUrl, KINMU_CHDB_PATH: tempDir('child-chdb') },
      KINMU_INGEST_PUBLIC_URL: 'http://127.0.0.1:1',
    },
  });
  const exited = once(child, 'exit');
  const browser = new Client(() => `http://127.0.0.1:${port}`);
  await waitFor(async () => (await browser.call(readMe)).status === 401, {
    deadlineMs: 20_000,
    what: 'the child serves',
  });
  return { child, exited, browser };
}

for (const place of ['roster.groups-written', 'roster.people-written', 'roster.before-commit'] as const) {
  test(`killed at ${place}: nothing of the three files is there, and the same draft is then applied whole`, async () => {
    const secrets = await loadSecrets(secretsDir);
    const { tenantId } = await buildHouse(portal.records, place, secrets.passwordPepper);
    await portal.records.updateTable('people').set({ mail: 'x@example.com' }).where('mail', '=', '').execute();
    const before = await written(tenantId);
    const credentials = { tenant: place, loginId: 'administrator', password: PASSWORD };

    const first = await startChild(place);
    assert.equal((await first.browser.call(signIn, { body: credentials })).status, 200);
    const draftId = await draftWith(first.browser, FILES);
    const { rosterVersion, problems } = await dryRunOf(first.browser, draftId);
    assert.equal(problems.errors, 0, JSON.stringify(problems));
    await applyOf(first.browser, draftId, rosterVersion).catch(() => undefined);
    assert.deepEqual(await first.exited, [null, 'SIGKILL']);
    assert.deepEqual(await written(tenantId), before);

    const second = await startChild('none');
    assert.equal((await second.browser.call(signIn, { body: credentials })).status, 200);
    const answer = await applyOf(second.browser, draftId, rosterVersion);
    second.child.kill();
    await second.exited;
    assert.equal(answer.status, 200, answer.text);
    const after = await written(tenantId);
    const added = Object.entries(after).map(([table, count]) => [table, Number(count) - Number(before[table])]);
    assert.deepEqual(Object.fromEntries(added), {
      ...{
        groups: 1,
        people: 1,
        work_patterns: 1,
        assignments: 2,
        outbox: 2,
        mail_outbox: 1,
        roster_changes: 4,
        audit: 3,
      },
    });
  });
}
