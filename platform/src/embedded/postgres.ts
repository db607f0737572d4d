import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { createFileOnce, readIfPresent, replaceFile } from '../files.ts';
import { pause } from '../jitter.ts';
import type { Logger } from '../log.ts';
import { randomToken } from '../random.ts';
import { GRACE_SECONDS, logTail, ServerStartFailed, startGuarded } from './guard.ts';
import type { GuardedServer, ServerExit } from './guard.ts';
import { endLeftover } from './leftover.ts';
import { choosePort } from './ports.ts';
import { clearStalePostmaster, ensureCluster } from './postgres-cluster.ts';
import { choosePlace } from './postgres-place.ts';
import type { Placement, PostgresPlace } from './postgres-place.ts';
import { unprivilegedUser } from './run-as.ts';

/** Recovery after kill -9 replays the log first; a big one takes a while. */
const READY_TIMEOUT_MS = 60_000;

/** Modest memory: the whole product shares one machine. fsync stays on, whatever a default says. */
const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_connections: '40',
  max_wal_size: '256MB',
  fsync: 'on',
  io_method: 'sync',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export interface PostgresOptions {
  dataDir: string;
  log: Logger;
  /** Used when the cluster is made; afterwards the one in the data folder counts. Default: random. */
  superuserPassword?: string;
  /** Server settings over the defaults; tests switch fsync off with it. */
  settings?: Readonly<Record<string, string>>;
  /** Only tests: programs and shared folder other than the usual ones. */
  placement?: Placement;
}

export interface RunningPostgres {
  /** With the password: never into a log. Names the database `postgres`. */
  url: string;
  port: number;
  pid: number;
  /** Folder of the cluster; outside the data folder when root started it where the server's user cannot go. */
  location: string;
  stop(): Promise<void>;
  exited: Promise<ServerExit>;
  unref(): void;
}

/** Starts PostgreSQL on a folder (made on first use) and waits until it takes queries. It dies with this process. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const user = await unprivilegedUser();
  const place = await choosePlace(dataDir, user, options.placement);
  // Beside the cluster, not in the data folder: two data folders (one a copy) may name the same cluster.
  const recordFile = join(dirname(place.pgdata), 'postgres.process.json');
  await endLeftover({
    file: recordFile,
    dir: dataDir,
    marker: place.pgdata,
    signal: 'SIGINT',
    graceMs: GRACE_SECONDS * 1000,
  });
  const passwordFile = join(dataDir, 'postgres.password');
  await createFileOnce(passwordFile, `${options.superuserPassword ?? randomToken(24)}\n`);
  const password = ((await readIfPresent(passwordFile)) ?? '').trim();
  await ensureCluster(place, dataDir, password);

  const { server, port } = await startUntilReady({ options, place, dataDir, recordFile, password });
  options.log.info({ pid: server.pid, port, location: place.pgdata }, 'PostgreSQL ready');
  const { pid, stop, exited, unref } = server;
  return { url: urlOf(port, password), port, pid, location: place.pgdata, stop, exited, unref };
}

function urlOf(port: number, password: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

interface Attempt {
  options: PostgresOptions;
  place: PostgresPlace;
  dataDir: string;
  recordFile: string;
  password: string;
}

/** Starts again when the port was taken meanwhile, or when sessions of a killed predecessor still hold its shared memory. */
async function startUntilReady(attempt: Attempt): Promise<{ server: GuardedServer; port: number }> {
  const portFile = join(attempt.dataDir, 'postgres.port');
  const remembered = Number.parseInt((await readIfPresent(portFile)) ?? '', 10);
  for (let tries = 1; ; tries += 1) {
    await clearStalePostmaster(attempt.place.pgdata, attempt.dataDir);
    const port = await choosePort(undefined, Number.isNaN(remembered) || tries > 1 ? undefined : remembered);
    const server = await launch(attempt, port);
    const failure = await waitUntilReady(server, port, attempt.password);
    if (failure === undefined) {
      await replaceFile(portFile, `${port}\n`);
      return { server, port };
    }
    await server.stop();
    const tail = await logTail(join(attempt.dataDir, 'postgres.log'));
    const isPassing = /Address already in use|pre-existing shared memory block/.test(tail);
    if (!isPassing || tries >= 10) {
      throw new ServerStartFailed(`PostgreSQL did not become ready (${failure}); the end of its log:\n${tail}`);
    }
    await pause(300);
  }
}

function launch({ options, place, dataDir, recordFile }: Attempt, port: number): Promise<GuardedServer> {
  const settings = { ...SERVER_SETTINGS, ...options.settings, port: String(port) };
  return startGuarded({
    command: join(place.nativeDir, 'bin', 'postgres'),
    args: ['-D', place.pgdata, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Fast shutdown: open sessions are ended, the log is checkpointed.
    signal: 'SIGINT',
    logFile: join(dataDir, 'postgres.log'),
    recordFile,
    dir: dataDir,
    marker: place.pgdata,
    ...(place.user === undefined ? {} : { user: { uid: place.user.uid, gid: place.user.gid } }),
    env: { TZ: 'UTC' },
  });
}

/** Undefined when queries are answered, else why not. */
async function waitUntilReady(server: GuardedServer, port: number, password: string): Promise<string | undefined> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  let ended = false;
  void server.exited.then(() => (ended = true));
  let last: unknown = 'no answer';
  while (performance.now() < deadline) {
    if (ended) return 'it ended';
    const client = new pg.Client({ connectionString: urlOf(port, password), connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return undefined;
    } catch (err) {
      last = err;
      if (err instanceof pg.DatabaseError && err.code === '28P01') return 'its password differs from postgres.password';
      await pause(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return last instanceof Error ? last.message : String(last);
}
