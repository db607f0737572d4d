import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { createLogger } from '../log.ts';
import { spawnStarter, startStarter } from '../testkit/processes.ts';
import { tempDir, waitFor } from '../testkit/index.ts';
import { DataFolderInUse } from './leftover.ts';
import { findNativePackage } from './postgres-place.ts';
import { startPostgres } from './postgres.ts';
import type { PostgresOptions, RunningPostgres } from './postgres.ts';
import { isRunning } from './processes.ts';

const log = createLogger('test', 'silent');
const isRoot = process.getuid?.() === 0;

async function query(server: { url: string }, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function withPostgres(
  options: Omit<PostgresOptions, 'log'>,
  task: (server: RunningPostgres) => Promise<void>,
): Promise<void> {
  const server = await startPostgres({ ...options, log });
  try {
    await task(server);
  } finally {
    await server.stop();
  }
}

test('the cluster is UTF-8, fsync is on, the password is asked for, and only the loopback listens', async () => {
  const dataDir = tempDir('pg');
  await withPostgres({ dataDir }, async (server) => {
    const settings = await query(
      server,
      `SELECT current_setting('fsync') fsync, current_setting('server_encoding') enc, current_setting('listen_addresses') addr,
              current_setting('unix_socket_directories') sockets, current_setting('TimeZone') zone`,
    );
    assert.deepEqual(settings, [{ fsync: 'on', enc: 'UTF8', addr: '127.0.0.1', sockets: '', zone: 'UTC' }]);
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await assert.rejects(query({ url: wrong.href }, 'SELECT 1'), { code: '28P01' });
    assert.equal(statSync(join(dataDir, 'postgres.password')).mode & 0o777, 0o600);
  });
});

test('committed rows survive kill -9 of the postmaster, and the next start takes the same folder, port and password', async () => {
  const dataDir = tempDir('pg');
  const first = await startPostgres({ dataDir, log });
  await query(first, 'CREATE TABLE kept (id int PRIMARY KEY); INSERT INTO kept SELECT generate_series(1, 100)');
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  await withPostgres({ dataDir }, async (second) => {
    assert.equal(second.url, first.url);
    assert.deepEqual(await query(second, 'SELECT count(*)::int AS n FROM kept'), [{ n: 100 }]);
  });
});

test('the postmaster is gone soon after its starter is killed with -9', async () => {
  const dataDir = tempDir('pg');
  const starter = await startStarter('postgres', dataDir);
  await assert.rejects(startPostgres({ dataDir, log }), DataFolderInUse);
  starter.process.kill('SIGKILL');
  await waitFor(async () => !(await isRunning(starter.serverPid)), {
    deadlineMs: 15_000,
    what: 'the end of the postmaster',
  });
  await withPostgres({ dataDir }, async (server) => {
    assert.deepEqual(await query(server, 'SELECT 1 AS one'), [{ one: 1 }]);
  });
});

test('a half-done initdb is recognised, swept away and done again', async () => {
  const dataDir = tempDir('pg');
  const starter = spawnStarter('postgres', dataDir);
  // Kill the starter in the middle of initdb: the unfinished folder is there, the cluster is not.
  const unfinished = await waitFor(() => unfinishedFolders(dataDir)[0], { what: 'initdb at work', intervalMs: 2 });
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  assert.equal(existsSync(unfinished), true);
  await withPostgres({ dataDir }, async (server) => {
    assert.deepEqual(await query(server, 'SELECT 1 AS one'), [{ one: 1 }]);
    assert.deepEqual(unfinishedFolders(dataDir), []);
  });
});

function unfinishedFolders(dataDir: string): string[] {
  return [dataDir, join(dataDir, 'cluster')].flatMap((dir) =>
    existsSync(dir)
      ? readdirSync(dir)
          .filter((name) => name.startsWith('pgdata.init-') && !name.endsWith('.password'))
          .map((name) => join(dir, name))
      : [],
  );
}

test('a lock file whose process id belongs to another program does not stop the start', async () => {
  const dataDir = tempDir('pg');
  let location = '';
  await withPostgres({ dataDir }, (server) => Promise.resolve(void (location = server.location)));
  writeFileSync(join(location, 'postmaster.pid'), `${process.pid}\n${location}\n1\n5432\n\n127.0.0.1\n\nready\n`);
  await withPostgres({ dataDir }, async (server) => {
    assert.deepEqual(await query(server, 'SELECT 1 AS one'), [{ one: 1 }]);
  });
});

test('records whose folder is missing are an error that names the place, never a new empty cluster', async () => {
  const dataDir = tempDir('pg');
  writeFileSync(join(dataDir, 'postgres.location'), '/nonexistent/pgdata\n');
  await assert.rejects(startPostgres({ dataDir, log }), /\/nonexistent\/pgdata/);
});

test(
  'root under a closed home: programs and cluster go to a place that the server user can reach',
  { skip: !isRoot },
  async () => {
    const home = join(tempDir('home'), 'closed');
    mkdirSync(home, { mode: 0o700 });
    chmodSync(home, 0o700);
    const usual = findNativePackage();
    const native = { dir: join(home, 'clone', 'native'), version: 'test' };
    cpSync(usual.dir, native.dir, { recursive: true, dereference: true });
    const dataDir = join(home, 'clone', 'data', 'postgres');
    const placement = { native, sharedRoot: join(tempDir('shared'), 'kinmu-lens') };

    await withPostgres({ dataDir, placement }, async (server) => {
      assert.equal(dirname(dirname(server.location)), placement.sharedRoot);
      assert.equal(readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim(), server.location);
      await query(server, 'CREATE TABLE kept (id int)');
    });
    await withPostgres({ dataDir, placement }, async (server) => {
      assert.deepEqual(await query(server, 'SELECT count(*)::int AS n FROM kept'), [{ n: 0 }]);
    });
  },
);

test(
  'a data folder that was deleted and made again begins empty although the cluster lay elsewhere',
  { skip: !isRoot },
  async () => {
    const home = join(tempDir('home'), 'closed');
    mkdirSync(home, { mode: 0o700 });
    const placement = { sharedRoot: join(tempDir('shared'), 'kinmu-lens') };
    const locations: string[] = [];
    for (const name of ['one', 'two']) {
      const dataDir = join(home, name);
      await withPostgres({ dataDir, placement }, (server) => Promise.resolve(void locations.push(server.location)));
    }
    assert.notEqual(locations[0], locations[1]);
  },
);
