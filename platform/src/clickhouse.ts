import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import type { z } from 'zod';
import type { AnalyticsConfig } from './config.ts';
import { translateAnalyticsError } from './clickhouse-errors.ts';
import { Gate } from './gate.ts';

export { AnalyticsRefused, AnalyticsUnavailable } from './clickhouse-errors.ts';
export type { AnalyticsConfig } from './config.ts';

/** A read with a name: what it asks, with which parameters, and what comes back. One per file beside the code that uses it. */
export interface NamedQuery<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  /** Sent as log_comment, so that the server's query log leads back to the source. */
  name: string;
  /** Values only through `{name:Type}` placeholders. No FORMAT clause. */
  sql: string;
  params: P;
  row: R;
  /** Default 30 s. */
  maxExecutionSeconds?: number;
}

/** Gives a query its types: `export const readDays = defineQuery({ name, sql, params: z.object(…), row: z.object(…) })`. */
export function defineQuery<P extends z.ZodType, R extends z.ZodType>(query: NamedQuery<P, R>): NamedQuery<P, R> {
  return query;
}

/** A read whose result stays text, formatted by the engine: for files of millions of rows. No FORMAT clause. */
export interface TextQuery<P extends z.ZodType = z.ZodType> {
  name: string;
  sql: string;
  params: P;
  format: 'JSONEachRow' | 'JSONCompactEachRow' | 'CustomSeparated' | 'CSV';
  /** Output settings of the format. */
  settings?: ClickHouseSettings;
  maxExecutionSeconds?: number;
}

/** Gives a text query its types, as `defineQuery` does. */
export const defineTextQuery = <P extends z.ZodType>(query: TextQuery<P>): TextQuery<P> => query;

export interface Analytics {
  /** Inserts rows as one block: all or nothing for one partition. `columns` name the values of each row in order. */
  insertRows(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void>;
  query<P extends z.ZodType, R extends z.ZodType>(query: NamedQuery<P, R>, params: z.input<P>): Promise<z.output<R>[]>;
  /** The result as the engine's own text, whole in memory: page by key. */
  queryText<P extends z.ZodType>(query: TextQuery<P>, params: z.input<P>): Promise<string>;
  /** As `queryText`, but the bytes as the engine wrote them (UTF-8): nothing is decoded. */
  queryBytes<P extends z.ZodType>(query: TextQuery<P>, params: z.input<P>): Promise<Buffer>;
  /** A statement without a result: DDL, mutations. */
  command(sql: string, params?: Record<string, unknown>): Promise<void>;
  /** Answers `SELECT 1`; for `/readyz`. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Every insert setting, explicit, because defaults differ between engines (chDB 26.7 has async_insert on, servers off).
 * Synchronous, so a returned insert survives kill -9. For power loss the TABLE needs fsync_after_insert = 1 and fsync_part_directory = 1
 * (they are MergeTree settings, the engine refuses them here).
 * No reliance on insert deduplication: row identity in the table makes repetition harmless.
 */
export const INSERT_SETTINGS: ClickHouseSettings = {
  async_insert: 0,
  wait_for_async_insert: 1,
  insert_deduplicate: 0,
  input_format_parallel_parsing: 0,
  input_format_null_as_default: 0,
  input_format_skip_unknown_fields: 0,
  date_time_input_format: 'best_effort',
  max_insert_block_size: '1048576',
  max_execution_time: 120,
  max_partitions_per_insert_block: '1000',
};

/**
 * Every read setting that shapes a result. 64-bit integers come back as JSON numbers on both connections; counts and milliseconds are
 * below 2^53. A column that may exceed it (a hash) is read with toString() in the query.
 */
export const QUERY_SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 0,
  output_format_json_quote_denormals: 0,
  output_format_json_named_tuples_as_objects: 1,
  date_time_output_format: 'iso',
  join_use_nulls: 1,
  session_timezone: 'UTC',
  // A server answers an error in the middle of a long result as an error, not as a short result. chDB has no such stage.
  wait_end_of_query: 1,
};

const DEFAULT_MAX_EXECUTION_SECONDS = 30;

/** More gained nothing on two cores and doubles the peak memory. */
const MAX_STATEMENTS = 2;

type ClientOptions = NonNullable<Parameters<typeof createClient>[0]>;

/** The client writes to the console by itself; errors reach the caller, who logs them without their content. */
const QUIET = { level: ClickHouseLogLevel.OFF };

interface Lane {
  client: ClickHouseClient;
}

/**
 * Opens the store. One owner per data folder, one folder per process (chDB). A chDB result is built whole in memory before the first
 * row arrives (3 million rows: 1.2 GB), so long reads page by key with LIMIT.
 */
export async function createAnalytics(config: AnalyticsConfig): Promise<Analytics> {
  const lanes = await openLanes(config);
  const gate = new Gate(lanes);
  const insert = config.kind === 'server' ? insertOverHttp : insertEmbedded;
  const run = async <T>(doing: string, task: (client: ClickHouseClient) => Promise<T>): Promise<T> => {
    try {
      return await gate.run((lane) => task(lane.client));
    } catch (err) {
      throw translateAnalyticsError(err, doing);
    }
  };
  return {
    insertRows: async (table, columns, rows) => {
      if (rows.length === 0) return;
      await run(`insert into ${table}`, (client) => insert(client, table, columns, rows));
    },
    query: async (query, params) => {
      const values = query.params.parse(params) as Record<string, unknown>;
      const rows = await run(`query ${query.name}`, (client) => runQuery(client, query, values));
      // Outside `run`: a row of another shape is a mistake in the query, not a fault of the store.
      return rows.map((row) => query.row.parse(row));
    },
    queryText: (query, params) => {
      const values = query.params.parse(params) as Record<string, unknown>;
      return run(`query ${query.name}`, async (client) => {
        const result = await client.query({
          query: query.sql,
          format: query.format,
          query_params: values,
          clickhouse_settings: { ...readSettings(query), ...query.settings },
        });
        return result.text();
      });
    },
    queryBytes: (query, params) => {
      const values = query.params.parse(params) as Record<string, unknown>;
      return run(`query ${query.name}`, (client) => readBytes(client, query, values));
    },
    command: (sql, params) =>
      run(`command ${sql.trim().slice(0, 60)}`, async (client) => {
        await client.command({
          query: sql,
          clickhouse_settings: { ...INSERT_SETTINGS, max_execution_time: 0, log_comment: 'command' },
          ...(params === undefined ? {} : { query_params: params }),
        });
      }),
    ping: async () => gate.run(async (lane) => (await lane.client.ping({ select: true })).success),
    close: async () => void (await Promise.all(lanes.map((lane) => lane.client.close()))),
  };
}

type Insert = (
  client: ClickHouseClient,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
) => Promise<unknown>;

const insertSettings = (table: string): ClickHouseSettings => ({
  ...QUERY_SETTINGS,
  ...INSERT_SETTINGS,
  log_comment: `insert ${table}`,
});

const insertOverHttp: Insert = (client, table, columns, rows) =>
  client.insert({
    table,
    columns: columns as [string, ...string[]],
    values: rows as unknown[][],
    format: 'JSONCompactEachRow',
    clickhouse_settings: insertSettings(table),
  });

/**
 * The settings stand in the statement itself: given to the client they become twenty SET statements before it, and the engine's reader of several
 * statements goes through all that follows, megabytes of rows, for each of them. Measured: six times the processor time of the insert.
 */
const insertEmbedded: Insert = (client, table, columns, rows) => {
  const settings = Object.entries(insertSettings(table)).filter(([name]) => name !== 'wait_end_of_query');
  const head = `INSERT INTO ${table} (${columns.map(quoteIdentifier).join(', ')}) SETTINGS ${settings.map(settingText).join(', ')}`;
  return client.command({
    query: `${head} FORMAT JSONCompactEachRow\n${rows.map((row) => JSON.stringify(row)).join('\n')}`,
  });
};

const settingText = ([name, value]: [string, unknown]): string =>
  `${name} = ${typeof value === 'number' ? value : `'${String(value).replaceAll("'", "''")}'`}`;

async function runQuery(
  client: ClickHouseClient,
  query: NamedQuery,
  params: Record<string, unknown>,
): Promise<unknown[]> {
  const result = await client.query({
    query: query.sql,
    format: 'JSONEachRow',
    query_params: params,
    clickhouse_settings: readSettings(query),
  });
  return result.json();
}

async function readBytes(client: ClickHouseClient, query: TextQuery, params: Record<string, unknown>): Promise<Buffer> {
  const { stream } = await client.exec({
    query: `${query.sql}\nFORMAT ${query.format}`,
    query_params: params,
    clickhouse_settings: { ...readSettings(query), ...query.settings },
  });
  const chunks = (await stream.toArray()) as Buffer[];
  // chDB gives a result in one piece.
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

const readSettings = (query: { name: string; maxExecutionSeconds?: number }): ClickHouseSettings => ({
  ...INSERT_SETTINGS,
  ...QUERY_SETTINGS,
  max_execution_time: query.maxExecutionSeconds ?? DEFAULT_MAX_EXECUTION_SECONDS,
  log_comment: query.name,
});

async function openLanes(config: AnalyticsConfig): Promise<Lane[]> {
  if (config.kind === 'server') {
    const client = createClient({
      url: config.url,
      ...(config.database === undefined ? {} : { database: config.database }),
      max_open_connections: MAX_STATEMENTS,
      request_timeout: 130_000,
      compression: { request: false, response: false },
      log: QUIET,
    });
    return Array.from({ length: MAX_STATEMENTS }, () => ({ client }));
  }
  return openEmbeddedLanes(config.path, config.database);
}

/**
 * One chDB session per lane: its settings are sent as SET statements and stay in the session, so two statements at once in one session
 * would take each other's settings (and run one after the other anyway). Loaded only here: the engine's library is 540 MB.
 */
async function openEmbeddedLanes(path: string, database: string | undefined): Promise<Lane[]> {
  const { createChdbConnection } = await import('chdb/connection');
  const lanes: Lane[] = [];
  for (let i = 0; i < MAX_STATEMENTS; i += 1) {
    // Same shape, but each package carries its own copy of the declaration.
    const connection = createChdbConnection({ path }) as unknown as NonNullable<ClientOptions['connection']>;
    const client = createClient({ connection, log: QUIET });
    if (database !== undefined) await client.command({ query: `USE ${quoteIdentifier(database)}` });
    lanes.push({ client });
  }
  return lanes;
}

/** For the few places where a name cannot be a parameter (CREATE DATABASE, USE). */
export function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
