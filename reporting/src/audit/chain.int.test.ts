import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createLogger } from '#platform/log.ts';
import { createRecords } from '#platform/postgres.ts';
import { startTestPostgres, tempDir } from '#platform/testkit/index.ts';
import type { TestPostgres } from '#platform/testkit/index.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { createTenant } from '../organisation/create-tenant.ts';
import type { Tables } from '../records/schema.ts';
import { isGenuine, readCheckpoints, writeCheckpoints } from './checkpoints.ts';
import { erasePersonal } from './erase-personal.ts';
import { verifyChain } from './verify-chain.ts';
import { writeAudit, writeAuditEntries } from './write-audit.ts';

let postgres: TestPostgres;
let template: string;
let records: Kysely<Tables>;
let tenantId: string;
const personId = randomUUID();
const keys = generateKeyPairSync('ed25519');
const checkpointFile = (): string => join(tempDir('audit'), 'audit', 'checkpoints.jsonl');

before(async () => {
  postgres = await startTestPostgres();
  const url = await postgres.freshDatabase();
  await migratePostgres(url);
  template = new URL(url).pathname.slice(1);
});
after(() => postgres.stop());
beforeEach(async (context) => {
  records = createRecords<Tables>(await postgres.freshDatabase(template));
  tenantId = await createTenant(records, { code: 'demo', name: '見本' });
  for (let index = 0; index < 9; index += 1)
    await writeAudit(records, {
      ...{ tenantId, actorId: personId, subjectId: personId, requestId: `r${index}` },
      action: 'day.viewed',
      detail: { workDate: `2026-03-0${index + 1}`, note: '勤務 "x" \\ 髙﨑 😀' },
    });
  assert.ok('after' in context);
  context.after(() => records.destroy());
});

/** As someone who owns the database would do it. */
const tamper = async (statement: string): Promise<void> => {
  await sql`ALTER TABLE audit_entries DISABLE TRIGGER USER`.execute(records);
  await sql`ALTER TABLE audit_chain DISABLE TRIGGER USER`.execute(records);
  await sql`ALTER TABLE audit_chain DROP CONSTRAINT audit_chain_audit_id_fkey`.execute(records);
  await sql.raw(statement).execute(records);
};
const verify = (): ReturnType<typeof verifyChain> => verifyChain(records, tenantId, []);
const auditIdAt = (seq: number): string => `(SELECT audit_id FROM audit_chain WHERE seq = ${seq})`;

test('an untouched chain holds, and every row has its place', async () => {
  assert.deepEqual(await verify(), { rows: 10, erased: 0, bad: undefined });
});

describe('the first bad place is named', () => {
  const cases: readonly (readonly [what: string, statement: string, seq: number, problem: RegExp])[] = [
    [
      'an action that was changed',
      `UPDATE audit_entries SET action = 'session.sign-in' WHERE audit_id = ${auditIdAt(4)}`,
      4,
      /as it was written/,
    ],
    [
      'a detail that was changed by one character',
      `UPDATE audit_entries SET detail = jsonb_set(detail, '{workDate}', '"2026-03-02"') WHERE audit_id = ${auditIdAt(2)}`,
      2,
      /as it was written/,
    ],
    [
      'a time that was moved by a microsecond',
      `UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE audit_id = ${auditIdAt(7)}`,
      7,
      /as it was written/,
    ],
    [
      'a hash with a flipped bit',
      'UPDATE audit_chain SET hash = set_bit(hash, 0, 1 - get_bit(hash, 0)) WHERE seq = 5',
      5,
      /as it was written/,
    ],
    ['a row that was deleted', `DELETE FROM audit_entries WHERE audit_id = ${auditIdAt(6)}`, 6, /missing/],
    [
      'a row that was deleted with its place',
      `DELETE FROM audit_entries WHERE audit_id = ${auditIdAt(6)}; DELETE FROM audit_chain WHERE seq = 6`,
      6,
      /missing/,
    ],
    [
      'a first row that was deleted with its place',
      `DELETE FROM audit_entries WHERE audit_id = ${auditIdAt(1)}; DELETE FROM audit_chain WHERE seq = 1`,
      1,
      /missing/,
    ],
    [
      'two rows that changed places',
      'UPDATE audit_chain SET seq = 1000 - seq WHERE seq IN (3, 4); UPDATE audit_chain SET seq = CASE seq WHEN 997 THEN 4 ELSE 3 END WHERE seq > 100',
      3,
      /continue/,
    ],
    [
      'a row added without the trigger',
      `INSERT INTO audit_entries (tenant_id, action) SELECT tenant_id, 'day.viewed' FROM tenants`,
      11,
      /no place/,
    ],
    ['a chain cut without its rows', 'DELETE FROM audit_chain WHERE seq > 7', 8, /3 rows have no place/],
  ];
  for (const [what, statement, seq, problem] of cases) {
    test(what, async () => {
      await tamper(statement);
      const { bad } = await verify();
      assert.equal(bad?.seq, seq);
      assert.match(bad.problem, problem);
    });
  }
});

describe('checkpoints', () => {
  const write = (file: string, date: string): Promise<void> =>
    writeCheckpoints({
      ...{ records, file, privateKey: keys.privateKey, log: createLogger('test', 'silent') },
      nowMs: () => Date.parse(`${date}T12:00:00Z`),
    });

  test('one line a day, only when the audit has grown, genuine by its signature', async () => {
    const file = checkpointFile();
    await write(file, '2026-03-10');
    await writeAudit(records, { tenantId, action: 'tenant.created' });
    await write(file, '2026-03-10');
    await write(file, '2026-03-11');
    await write(file, '2026-03-12');
    const lines = await readCheckpoints(file);
    assert.deepEqual(
      lines.map(({ seq, date }) => [seq, date]),
      [
        [10, '2026-03-10'],
        [11, '2026-03-11'],
      ],
    );
    assert.ok(lines.every((line) => isGenuine(line, keys.publicKey)));
    const [first] = lines;
    assert.ok(first !== undefined);
    assert.equal(isGenuine({ ...first, seq: 9 }, keys.publicKey), false);
    assert.equal(isGenuine({ ...first, date: '2026-03-09' }, keys.publicKey), false);
    assert.equal(isGenuine(first, generateKeyPairSync('ed25519').publicKey), false);
    assert.deepEqual((await verifyChain(records, tenantId, lines)).bad, undefined);
    assert.equal((await readFile(file, 'utf8')).split('\n').length, 3);
  });

  test('a dropped tail and a restored backup show against the last checkpoint', async () => {
    const file = checkpointFile();
    await write(file, '2026-03-10');
    await tamper(
      'DELETE FROM audit_chain WHERE seq > 7; DELETE FROM audit_entries WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.audit_id = audit_entries.audit_id)',
    );
    assert.equal((await verify()).bad, undefined, 'the shorter chain is right in itself');
    const { bad } = await verifyChain(records, tenantId, await readCheckpoints(file));
    assert.equal(bad?.seq, 8);
    assert.match(bad.problem, /checkpoint of 2026-03-10 had 10/);
  });

  test('a chain that was computed anew from a forged row differs from the checkpoint', async () => {
    const file = checkpointFile();
    await write(file, '2026-03-10');
    await tamper(`UPDATE audit_entries SET action = 'tenant.created' WHERE audit_id = ${auditIdAt(4)}; DELETE FROM audit_chain;
      DO $$ DECLARE e audit_entries; BEGIN FOR e IN SELECT * FROM audit_entries ORDER BY audit_id LOOP PERFORM chain_audit_entry(e); END LOOP; END $$`);
    assert.equal((await verify()).bad, undefined, 'the forged chain is right in itself');
    const { bad } = await verifyChain(records, tenantId, await readCheckpoints(file));
    assert.equal(bad?.seq, 10);
    assert.match(bad.problem, /another one than at the checkpoint/);
  });
});

test('erasing a person leaves the chain valid and nothing of their values', async () => {
  const personal = { mailBefore: 'old@example.jp', mailAfter: 'new@example.jp' };
  await writeAudit(records, { tenantId, subjectId: personId, action: 'day.viewed', personal });
  assert.deepEqual(await verify(), { rows: 11, erased: 0, bad: undefined });
  await erasePersonal(records, tenantId, [personId]);
  assert.deepEqual(await verify(), { rows: 11, erased: 1, bad: undefined });
  const { rows } = await sql<{ text: string }>`SELECT e::text AS text FROM audit_entries e
    UNION ALL SELECT p::text FROM audit_personal p`.execute(records);
  assert.ok(rows.every(({ text }) => !text.includes('example.jp')));
});

test('personal values that were changed are named', async () => {
  await writeAudit(records, { tenantId, subjectId: personId, action: 'day.viewed', personal: { name: '山田' } });
  await sql`UPDATE audit_personal SET personal = '{"name": "鈴木"}'`.execute(records);
  const { bad } = await verify();
  assert.equal(bad?.seq, 11);
  assert.match(bad.problem, /personal values/);
});

test('rows cannot be changed, deleted or truncated, in the audit or in its chain', async () => {
  for (const statement of [
    `UPDATE audit_entries SET action = 'x'`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries CASCADE',
    'UPDATE audit_chain SET seq = 99 WHERE seq = 1',
    'DELETE FROM audit_chain',
    'TRUNCATE audit_chain',
  ])
    await assert.rejects(sql.raw(statement).execute(records), /only ever added to/, statement);
});

test('transactions at once, and one that is undone, leave a chain without gap or fork', async () => {
  const one = (): Promise<void> =>
    records.transaction().execute(async (trx) => {
      await writeAudit(trx, { tenantId, action: 'operation.recorded' });
      await writeAuditEntries(trx, [
        { tenantId, action: 'day.viewed' },
        { tenantId, action: 'day.viewed' },
      ]);
    });
  const undone = records
    .transaction()
    .execute(async (trx) => {
      await writeAudit(trx, { tenantId, action: 'operation.recorded' });
      throw new Error('undone');
    })
    .catch((err: unknown) => err);
  await Promise.all([...Array.from({ length: 40 }, one), undone]);
  assert.deepEqual(await verify(), { rows: 130, erased: 0, bad: undefined });
});

test('another tenant has a chain of its own', async () => {
  const other = await createTenant(records, { code: 'other', name: '別会社' });
  assert.deepEqual(await verifyChain(records, other, []), { rows: 1, erased: 0, bad: undefined });
  assert.equal((await verify()).rows, 10);
});

test('characters that forge lines or turn the reading order are stored written out', async () => {
  const note = 'a\r\nb\u001b[31mc\u2028d\u202ee\u0000f\ud800';
  await writeAudit(records, {
    tenantId,
    action: 'day.viewed',
    detail: { note },
    personal: { note },
    requestId: 'x\ny',
  });
  const row = await records
    .selectFrom('audit_entries')
    .selectAll()
    .where('request_id', 'like', 'x%')
    .executeTakeFirst();
  const written = 'a\\u000d\\u000ab\\u001b[31mc\\u2028d\\u202ee\\u0000f\ufffd';
  assert.deepEqual(row?.detail, { note: written });
  assert.equal(row.request_id, 'x\\u000ay');
  assert.deepEqual((await records.selectFrom('audit_personal').select('personal').execute())[0]?.personal, {
    note: written,
  });
  assert.equal((await verify()).bad, undefined);
});
