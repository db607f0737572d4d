import { execFile } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { readIfPresent, replaceFile } from '../files.ts';
import { pause } from '../jitter.ts';
import type { Logger } from '../log.ts';
import { natsServerConfig, parseServerVersion } from '../nats-server-config.ts';
import { endLeftover } from './leftover.ts';
import { logTail, ServerStartFailed, startGuarded } from './guard.ts';
import type { GuardedServer, ServerExit } from './guard.ts';
import { choosePort } from './ports.ts';

const USUAL_FOLDERS = ['/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin', '/usr/bin'];

/** JetStream reads its whole store before it answers; a big one after a crash takes a while. */
const READY_TIMEOUT_MS = 60_000;

/** Path of the broker's program, or undefined. An ordinary user's PATH on Debian lacks /usr/sbin, where the package puts it. */
export async function findNatsServer(env: { PATH?: string | undefined }): Promise<string | undefined> {
  const folders = [...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...USUAL_FOLDERS];
  for (const folder of folders) {
    const candidate = join(folder, 'nats-server');
    try {
      await access(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

export interface NatsServerOptions {
  binary: string;
  dataDir: string;
  /** Asked-for port; taken: PortBusy. Without it the port of the last start is used again if it is free. */
  port?: number;
  token: string;
  log: Logger;
}

export interface RunningNatsServer {
  url: string;
  token: string;
  pid: number;
  stop(): Promise<void>;
  exited: Promise<ServerExit>;
  unref(): void;
}

/** Starts the broker on a folder and waits until JetStream answers. It dies with this process. */
export async function startNatsServer(options: NatsServerOptions): Promise<RunningNatsServer> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const portFile = join(dataDir, 'nats.port');
  const remembered = Number.parseInt((await readIfPresent(portFile)) ?? '', 10);
  for (let attempt = 1; ; attempt += 1) {
    const guarded = await startOnce(options, dataDir, Number.isNaN(remembered) || attempt > 1 ? undefined : remembered);
    const failure = await waitUntilReady(guarded, options.token);
    if (failure === undefined) {
      await replaceFile(portFile, `${guarded.port}\n`);
      options.log.info({ pid: guarded.server.pid, port: guarded.port }, 'nats-server ready');
      const { pid, stop, exited, unref } = guarded.server;
      return { url: `nats://127.0.0.1:${guarded.port}`, token: options.token, pid, stop, exited, unref };
    }
    await guarded.server.stop();
    const tail = await logTail(join(dataDir, 'nats.log'));
    const portTaken = tail.includes('address already in use');
    if (!(portTaken && options.port === undefined && attempt < 5)) {
      throw new ServerStartFailed(`nats-server did not become ready (${failure}); the end of its log:\n${tail}`);
    }
  }
}

interface Started {
  server: GuardedServer;
  port: number;
}

async function startOnce(
  options: NatsServerOptions,
  dataDir: string,
  remembered: number | undefined,
): Promise<Started> {
  const configFile = join(dataDir, 'nats.conf');
  const recordFile = join(dataDir, 'nats.process.json');
  const version = await serverVersion(options.binary);
  // Before the port is chosen: a leftover still holds the remembered one.
  await endNatsLeftover(recordFile, dataDir, configFile);
  const port = await choosePort(options.port, remembered);
  const storeDir = join(dataDir, 'jetstream');
  const settings = { port, token: options.token, storeDir, pidFile: join(dataDir, 'nats.pid') };
  await replaceFile(configFile, natsServerConfig(version, settings));
  const server = await startGuarded({
    command: options.binary,
    args: ['--config', configFile],
    signal: 'SIGTERM',
    logFile: join(dataDir, 'nats.log'),
    recordFile,
    dir: dataDir,
    marker: configFile,
  });
  return { server, port };
}

async function endNatsLeftover(file: string, dir: string, marker: string): Promise<void> {
  await endLeftover({ file, dir, marker, signal: 'SIGTERM', graceMs: 10_000 });
}

async function serverVersion(binary: string) {
  const { stdout } = await promisify(execFile)(binary, ['--version']);
  const version = parseServerVersion(stdout);
  if (version === undefined)
    throw new ServerStartFailed(`${binary} --version does not name a version: ${stdout.trim()}`);
  return version;
}

/** Undefined when JetStream answers, else why not. */
async function waitUntilReady({ server, port }: Started, token: string): Promise<string | undefined> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  let ended = false;
  void server.exited.then(() => (ended = true));
  let last: unknown = 'no answer';
  while (performance.now() < deadline) {
    if (ended) return 'it ended';
    try {
      const nc = await connect({ servers: `127.0.0.1:${port}`, token, reconnect: false, timeout: 2_000 });
      try {
        await (await jetstreamManager(nc)).getAccountInfo();
        return undefined;
      } finally {
        await nc.close();
      }
    } catch (err) {
      last = err;
      await pause(50);
    }
  }
  return last instanceof Error ? last.message : String(last);
}
