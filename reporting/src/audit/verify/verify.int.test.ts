import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createLogger } from '#platform/log.ts';
import { createRecords } from '#platform/postgres.ts';
import { ensureSecrets, loadSecrets } from '#platform/secrets.ts';
import { startTestPostgres, tempDir } from '#platform/testkit/index.ts';
import type { TestPostgres } from '#platform/testkit/index.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { createTenant } from '../../organisation/create-tenant.ts';
import type { Tables } from '../../records/schema.ts';
import { writeCheckpoints } from '../checkpoints.ts';
import { writeAuditEntries } from '../write-audit.ts';

let postgres: TestPostgres;
let records: Kysely<Tables>;
let tenantId: string;
/** As the launcher lays it out. */
const dataDir = tempDir('data');
const checkpointFile = join(dataDir, 'audit', 'checkpoints.jsonl');
before(async () => {
  postgres = await startTestPostgres();
  const url = await postgres.freshDatabase();
  await migratePostgres(url);
  records = createRecords<Tables>(url);
  tenantId = await createTenant(records, { code: 'demo', name: '見本' });
  const viewed = { tenantId, subjectId: randomUUID(), action: 'day.viewed' } as const;
  await records.transaction().execute((trx) =>
    writeAuditEntries(
      trx,
      Array.from({ length: 20 }, () => viewed),
    ),
  );
  await ensureSecrets(join(dataDir, 'secrets'));
  const { certificatePrivateKey: privateKey } = await loadSecrets(join(dataDir, 'secrets'));
  await writeCheckpoints({
    records,
    file: checkpointFile,
    privateKey,
    nowMs: Date.now,
    log: createLogger('x', 'silent'),
  });
  await writeFile(join(dataDir, 'runtime.json'), JSON.stringify({ postgresUrl: url }));
});
after(async () => {
  await records.destroy();
  await postgres.stop();
});

const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'main.ts'), ...args],
      { env: { PATH: '/nowhere' } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });

test('a whole audit: exit 0 and a line for the tenant', async () => {
  const { code, out, err } = await run('--data', dataDir);
  assert.equal(err, '');
  assert.equal(out, `ok  tenant ${tenantId}: 21 rows, 1 checkpoints, personal values of 0 rows erased\n`);
  assert.equal(code, 0);
});

test('a data folder that is not there: exit 2 and one line', async () => {
  const { code, err } = await run('--data', join(dataDir, 'nowhere'));
  assert.equal(code, 2);
  assert.match(err, /^audit:verify: .+\n$/);
});

test('a checkpoint that somebody else wrote: exit 1', async () => {
  const genuine = await readFile(checkpointFile, 'utf8');
  await writeFile(checkpointFile, genuine.replace('"seq":21', '"seq":20'));
  const { code, out } = await run('--data', dataDir);
  assert.equal(code, 1);
  assert.match(out, /BAD tenant \S+ seq 20: the checkpoint of \S+ has not been signed here/);
  await writeFile(checkpointFile, `${genuine}half a li`);
  const damaged = await run('--data', dataDir);
  assert.equal(damaged.code, 2);
  assert.match(damaged.err, /checkpoints\.jsonl is damaged/);
  await writeFile(checkpointFile, genuine);
});

test('a tenant whose whole audit was removed, a cut tail, a changed row: exit 1 and the first bad place', async () => {
  await sql`ALTER TABLE audit_entries DISABLE TRIGGER USER; ALTER TABLE audit_chain DISABLE TRIGGER USER`.execute(
    records,
  );
  await sql
    .raw(
      `UPDATE audit_entries SET action = 'month.viewed' WHERE audit_id = (SELECT audit_id FROM audit_chain WHERE seq = 12)`,
    )
    .execute(records);
  assert.match((await run('--data', dataDir)).out, /seq 12: the row is not as it was written/);
  await sql
    .raw(
      `DELETE FROM audit_chain WHERE seq > 10;
    DELETE FROM audit_entries e WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.audit_id = e.audit_id)`,
    )
    .execute(records);
  const cut = await run('--data', dataDir);
  assert.equal(cut.code, 1);
  assert.match(cut.out, /seq 11: the rows from here on are missing/);
  await sql`DELETE FROM audit_chain; DELETE FROM audit_entries; DELETE FROM tenants`.execute(records);
  const gone = await run('--data', dataDir);
  assert.equal(gone.code, 1);
  assert.match(gone.out, new RegExp(`BAD tenant ${tenantId} seq 1: the rows from here on are missing`));
});
