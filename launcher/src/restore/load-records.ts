import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createRecords } from '#platform/postgres.ts';
import { writeAuditEntries } from '#reporting/audit/write-audit.ts';
import type { Tables } from '#reporting/records/schema.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { readMigrations } from '#sql/read-migrations.ts';
import { quoted } from '../backup/dump-records.ts';
import { BackupProblem } from '../backup/manifest.ts';
import type { Manifest } from '../backup/manifest.ts';
import { migrationsOf } from './migrations-of.ts';

/**
 * Facts that were published so long before the backup began are published again: the store was copied before PostgreSQL, and what lay in a stream then is
 * not copied. A repeat is harmless; the outbox keeps published facts for a week.
 */
const PUBLISHED_AGAIN = '1 day';

/**
 * Fills an empty database: first the schema as it was, then the rows, then what this version has added to the schema. Rows go in without triggers and
 * foreign keys, which the snapshot satisfied already; above all the chain of the audit is copied, not made anew.
 */
export async function loadRecords(
  url: string,
  dir: string,
  manifest: Manifest,
  progress: (line: string) => void,
): Promise<void> {
  await migratePostgres(url, {
    migrations: migrationsOf(await readMigrations('postgres'), manifest.records.migrations),
  });
  await copyRows(url, dir, manifest, progress);
  await migratePostgres(url);
  await tellOfRestore(url, manifest);
}

async function copyRows(url: string, dir: string, manifest: Manifest, progress: (line: string) => void): Promise<void> {
  const { tables, sequences } = manifest.records;
  const client = new pg.Client({ connectionString: url, application_name: 'restore' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`TRUNCATE ${tables.map((table) => quoted(table.name)).join(', ')} CASCADE`);
    for (const { name, columns, rows, file } of tables) {
      const target = client.query(copyFrom(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`));
      await pipeline(createReadStream(join(dir, file)), createGunzip(), target);
      if (target.rowCount !== rows) throw new BackupProblem(`${name} took ${target.rowCount} rows of ${rows}`);
      progress(`  ${name}: ${rows} rows`);
    }
    for (const [name, last] of Object.entries(sequences))
      await client.query('SELECT setval($1::regclass, $2)', [quoted(name), last]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Facts of about the time of the backup go out again, and the audit of each tenant says from which state it goes on. */
async function tellOfRestore(url: string, manifest: Manifest): Promise<void> {
  const records = createRecords<Tables>(url, { name: 'restore' });
  try {
    await records.transaction().execute(async (trx) => {
      await trx
        .updateTable('outbox')
        .set({ published_at: null })
        .where('published_at', '>=', sql<Date>`${manifest.startedAt}::timestamptz - ${PUBLISHED_AGAIN}::interval`)
        .execute();
      const tenants = await trx.selectFrom('tenants').select('tenant_id').orderBy('tenant_id').execute();
      const detail = { recordsAt: manifest.recordsAt };
      await writeAuditEntries(
        trx,
        tenants.map((row) => ({ tenantId: row.tenant_id, action: 'installation.restored' as const, detail })),
      );
    });
  } finally {
    await records.destroy();
  }
}
