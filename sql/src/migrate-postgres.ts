import pg from 'pg';
import { MigrationRefused, pendingMigrations, readMigrations } from './read-migrations.ts';
import type { MigrateOptions } from './migrate-clickhouse.ts';

/** Any constant that nothing else in the database locks: the second of two starting services waits for the first. */
const ADVISORY_LOCK = 20_260_105;

const CREATE_LEDGER = `
CREATE TABLE IF NOT EXISTS schema_migrations (
  name       text PRIMARY KEY,
  checksum   text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)`;

/**
 * Brings the record store to this version: each file in one transaction together with its record, so a run killed anywhere leaves whole
 * files only. The lock ends with the connection, a killed runner blocks nobody.
 */
export async function migratePostgres(url: string, options: MigrateOptions = {}): Promise<void> {
  const migrations = options.migrations ?? (await readMigrations('postgres'));
  const step = options.onStep ?? (() => undefined);
  const client = new pg.Client({ connectionString: url, application_name: 'migrate', connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    step('ledger');
    await client.query(CREATE_LEDGER);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'SELECT name, checksum FROM schema_migrations',
    );
    for (const migration of pendingMigrations(migrations, new Map(rows.map((row) => [row.name, row.checksum])))) {
      step(`before ${migration.name}`);
      await client.query('BEGIN');
      try {
        await client.query(migration.text);
        step(`unrecorded ${migration.name}`);
        await client.query('INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)', [
          migration.name,
          migration.checksum,
        ]);
        step(`uncommitted ${migration.name}`);
        await client.query('COMMIT');
      } catch (err) {
        await client.query('ROLLBACK').catch(() => undefined);
        if (err instanceof pg.DatabaseError) throw new MigrationRefused(migration.name, err.message, { cause: err });
        throw err;
      }
    }
  } finally {
    await client.end();
  }
}
