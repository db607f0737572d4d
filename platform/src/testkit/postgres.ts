import pg from 'pg';
import { startPostgres } from '../embedded/postgres.ts';
import type { RunningPostgres } from '../embedded/postgres.ts';
import { createLogger } from '../log.ts';
import { randomToken } from '../random.ts';
import { tempDir } from './temp-dir.ts';

export interface TestPostgres extends RunningPostgres {
  /** A new database, empty or a copy of `template` (no one may be connected to that), in some 30 ms. Gives its URL. */
  freshDatabase(template?: string): Promise<string>;
}

let running: Promise<TestPostgres> | undefined;

/** The one PostgreSQL of this test process, started on first use. It dies with the process; `stop` in `after` is quicker. */
export function startTestPostgres(): Promise<TestPostgres> {
  running ??= start();
  return running;
}

async function start(): Promise<TestPostgres> {
  const server = await startPostgres({
    dataDir: tempDir('postgres'),
    log: createLogger('test', 'silent'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  server.unref();
  const stop = async (): Promise<void> => {
    running = undefined;
    await server.stop();
  };
  return { ...server, stop, freshDatabase: (template) => createDatabase(server.url, template) };
}

async function createDatabase(url: string, template: string = 'template0'): Promise<string> {
  const name = `t_${randomToken(9).toLowerCase().replaceAll('-', '_')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`);
  } finally {
    await client.end();
  }
  const fresh = new URL(url);
  fresh.pathname = `/${name}`;
  return fresh.href;
}
