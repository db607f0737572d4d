import { z } from 'zod';
import { defineQuery, quoteIdentifier } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readAppliedMigrations, readStoreId } from '#sql/migrate-clickhouse.ts';

export interface TableShape {
  name: string;
  columns: string[];
  /** Names and types as the engine writes them: a file of no rows does not tell its own. */
  structure: string;
}

/** The ledger is remade by the migrations, and a restored store must have an id of its own. Views fill their targets, which are copied themselves. */
const NOT_COPIED = ['schema_migrations_v1', 'store_identity_v1'];

const readTables = defineQuery({
  name: 'backup/read-tables',
  sql: `
    SELECT tableName AS name, groupArray(columnName) AS columns,
      arrayStringConcat(groupArray(concat('\`', columnName, '\` ', type)), ', ') AS structure
    FROM (
      SELECT table AS tableName, system.columns.name AS columnName, type FROM system.columns
      WHERE database = currentDatabase() AND default_kind NOT IN ('MATERIALIZED', 'ALIAS')
        AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree')
        AND table NOT IN {notCopied:Array(String)}
      ORDER BY tableName, position
    )
    GROUP BY tableName ORDER BY tableName`,
  params: z.object({ notCopied: z.array(z.string()) }),
  row: z.object({ name: z.string(), columns: z.array(z.string()), structure: z.string() }),
});

export async function listTables(
  analytics: Analytics,
): Promise<{ storeId: string; migrations: string[]; tables: TableShape[] }> {
  return {
    storeId: await readStoreId(analytics),
    migrations: [...(await readAppliedMigrations(analytics)).keys()].sort(),
    tables: await analytics.query(readTables, { notCopied: NOT_COPIED }),
  };
}

const textLiteral = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const fileOf = (file: string, structure: string): string =>
  `file(${textLiteral(file)}, 'Native', ${textLiteral(structure)})`;
const columnsOf = (columns: readonly string[]): string => columns.map(quoteIdentifier).join(', ');

/** One thread and small blocks: a table of any size goes through in the same memory, and the other statements keep their processor. */
const STREAM_SETTINGS = 'max_threads = 1, max_insert_threads = 1, max_block_size = 8192, max_insert_block_size = 65536';
/** Parts of a restored table: large enough that few are made, small enough for the memory of the process. */
const BLOCK_SETTINGS = 'min_insert_block_size_rows = 65536, min_insert_block_size_bytes = 33554432';

/**
 * Writes one table as it is at this moment (a SELECT reads one state of its parts) and gives the rows that the file holds, counted from the file. The
 * format carries names and types, zstd by the file's name. A file that is there is an error of the engine.
 */
export async function dumpTable(analytics: Analytics, table: TableShape, file: string): Promise<number> {
  await analytics.command(
    `INSERT INTO FUNCTION ${fileOf(file, table.structure)} SELECT ${columnsOf(table.columns)}
     FROM ${quoteIdentifier(table.name)} SETTINGS ${STREAM_SETTINGS}`,
  );
  return countRows(analytics, table, file);
}

/** Fills an empty table from such a file; gives its rows. */
export async function loadTable(analytics: Analytics, table: TableShape, file: string): Promise<number> {
  const columns = columnsOf(table.columns);
  await analytics.command(
    `INSERT INTO ${quoteIdentifier(table.name)} (${columns}) SELECT ${columns} FROM ${fileOf(file, table.structure)}
     SETTINGS ${STREAM_SETTINGS}, ${BLOCK_SETTINGS}`,
  );
  return countRows(analytics, table, file);
}

async function countRows(analytics: Analytics, table: TableShape, file: string): Promise<number> {
  const count = defineQuery({
    name: 'backup/count-rows',
    sql: `SELECT count() AS rows FROM ${fileOf(file, table.structure)}
      SETTINGS max_threads = 1, input_format_skip_unknown_fields = 1`,
    params: z.object({}),
    row: z.object({ rows: z.number() }),
    maxExecutionSeconds: 0,
  });
  const [row] = await analytics.query(count, {});
  return row?.rows ?? 0;
}
