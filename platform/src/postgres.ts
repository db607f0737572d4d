import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { fullJitterMs, pause } from './jitter.ts';
import type { Logger } from './log.ts';

/** PostgreSQL's numbers of the types whose JavaScript form is changed here. */
const OID = { int8: 20, date: 1082 } as const;

/**
 * int8 as number (counts and versions, below 2^53), date as the text 'YYYY-MM-DD' (a calendar day has no zone; a Date would shift it),
 * timestamptz as Date. Given to each connection instead of changing the library for the whole process.
 */
const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (format !== 'binary' && oid === OID.int8) return parseInt8;
    if (format !== 'binary' && oid === OID.date) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
};

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a PostgreSQL int8 is beyond 2^53');
  return value;
}

/** The embedded server allows 40 connections; several services and tools share them. */
const MAX_CONNECTIONS = 10;

export interface RecordsOptions {
  log?: Logger;
  /** Shown in pg_stat_activity. */
  name?: string;
}

/** Typed access to the record store. `destroy()` closes it. The pool reconnects by itself; a broken idle connection is only logged. */
export function createRecords<DB>(url: string, options: RecordsOptions = {}): Kysely<DB> {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    types: typeParsers,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    application_name: options.name ?? 'records',
  });
  pool.on('error', (err) => options.log?.warn({ err }, 'record store connection lost'));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

export interface Listener {
  close(): Promise<void>;
}

/**
 * Calls `fn` with the payload of each NOTIFY on the channel, and with undefined each time the connection stands (again): notifications sent
 * meanwhile are lost, so the receiver looks for itself then. Reconnects until closed.
 */
export function listen(
  url: string,
  channel: string,
  fn: (payload: string | undefined) => void,
  log?: Logger,
): Listener {
  const closing = new AbortController();
  const finished = (async () => {
    for (let attempt = 0; !closing.signal.aborted; attempt += 1) {
      const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: `listen ${channel}` });
      try {
        const lost = whenLost(client, closing.signal);
        await client.connect();
        client.on('notification', (message) => fn(message.payload ?? ''));
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        attempt = 0;
        fn(undefined);
        await lost;
      } catch (err) {
        log?.warn({ err, channel }, 'listen connection failed');
      } finally {
        await client.end().catch(() => undefined);
      }
      await pause(fullJitterMs(attempt), closing.signal);
    }
  })();
  return {
    close: async () => {
      closing.abort();
      await finished;
    },
  };
}

function whenLost(client: pg.Client, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
