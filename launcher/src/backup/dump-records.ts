import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BackupFile, BackupTable } from './manifest.ts';
import { writeSummed } from './sums.ts';

export interface RecordsDump {
  recordsAt: string;
  migrations: string[];
  tables: BackupTable[];
  sequences: Record<string, number>;
  files: BackupFile[];
}

/** Everybody signs in again after a restore: a session that was ended since would otherwise live again. */
const NOT_COPIED = ['schema_migrations', 'sessions'];

/**
 * PostgreSQL's tables, one file each, all of one snapshot: what a transaction wrote is in all of them or in none, while the product goes on. COPY streams
 * row by row, so a table of any size takes the same memory. The tables themselves are remade by the migrations, so no program of PostgreSQL is needed.
 */
export async function dumpRecords(url: string, dir: string, progress: (line: string) => void): Promise<RecordsDump> {
  const client = new pg.Client({ connectionString: url, application_name: 'backup' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: clock } = await client.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    const { rows: migrations } = await client.query<{ name: string }>(
      'SELECT name FROM schema_migrations ORDER BY name',
    );
    const dump: RecordsDump = {
      recordsAt: (clock[0]?.at ?? new Date()).toISOString(),
      migrations: migrations.map((row) => row.name),
      tables: [],
      sequences: {},
      files: [],
    };
    for (const { name, columns } of await readTables(client)) {
      const path = `records/${name}.copy.gz`;
      const source = client.query(copyTo(`COPY public.${quoted(name)} (${columns.map(quoted).join(', ')}) TO STDOUT`));
      dump.files.push(await writeSummed(source, join(dir, path), path, [createGzip({ level: 4 })]));
      dump.tables.push({ name, columns, rows: source.rowCount, file: path });
      progress(`  ${name}: ${source.rowCount} rows`);
    }
    // Sequences follow no snapshot: read last, they are never behind the rows.
    const { rows: sequences } = await client.query<{ name: string; last: number }>(
      `SELECT sequencename AS name, last_value::float8 AS last FROM pg_sequences
       WHERE schemaname = 'public' AND last_value IS NOT NULL`,
    );
    dump.sequences = Object.fromEntries(sequences.map((row) => [row.name, row.last]));
    await client.query('COMMIT');
    return dump;
  } finally {
    await client.end();
  }
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

async function readTables(client: pg.Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT c.table_name AS name, array_agg(c.column_name::text ORDER BY c.ordinal_position) AS columns
     FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
       AND c.table_name <> ALL ($1)
     GROUP BY c.table_name ORDER BY c.table_name`,
    [NOT_COPIED],
  );
  return rows;
}
