import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { completeRecord, endLeftover, releaseRecord, reserveRecord } from './leftover.ts';
import { sendSignal } from './processes.ts';

/**
 * Text, not a path: the user that the server runs as may not be able to read this folder (a clone in a closed home). Without its comments,
 * because process lists show it.
 */
const GUARD_SCRIPT = readFileSync(new URL('./guard.sh', import.meta.url), 'utf8').replaceAll(/^\s*#.*\n/gm, '');

/** Time between the signal and KILL. */
export const GRACE_SECONDS = 10;

const LOG_ROTATE_BYTES = 10 * 1024 * 1024;

export interface GuardSpec {
  command: string;
  args: readonly string[];
  /** Sent to stop the server. */
  signal: 'SIGINT' | 'SIGTERM';
  /** Standard output and error of the server are appended here; at most two files of 10 MB at each start. */
  logFile: string;
  /** Where the server's process id is written down, for which folder, and what its command line holds; see leftover.ts. */
  recordFile: string;
  dir: string;
  marker: string;
  /** The user to run as; only root may set it. */
  user?: { uid: number; gid: number };
  env?: Readonly<Record<string, string>>;
}

export interface ServerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface GuardedServer {
  /** The server itself, not its guard. */
  pid: number;
  /** Ends the server and waits for it. Idempotent. */
  stop(): Promise<void>;
  /** Resolves when the server is gone, for whatever reason. */
  exited: Promise<ServerExit>;
  /** Lets this process end although the server runs; the guard then stops the server. */
  unref(): void;
}

/** The server could not be started; the message holds the end of its log. */
export class ServerStartFailed extends Error {
  readonly code = 'SERVER_START_FAILED';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ServerStartFailed';
  }
}

/** Starts a server that dies when this process dies, however that happens. See guard.sh for the mechanism. */
export async function startGuarded(spec: GuardSpec): Promise<GuardedServer> {
  await endLeftover(leftoverSpec(spec));
  await reserveRecord(spec.recordFile, spec.dir);
  const child = spawnGuard(spec);
  const exited = new Promise<ServerExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  // The guard may be gone before we close its pipe.
  child.stdin?.on('error', () => undefined);
  const pid = await readPid(child);
  const released = exited.then((exit) => releaseRecord(spec.recordFile, pid).then(() => exit));
  if (pid === undefined) {
    const exit = await released;
    throw new ServerStartFailed(`${spec.command} could not be started (exit ${exit.code ?? exit.signal ?? 'unknown'})`);
  }
  // The server may be gone already; then its record must not come back.
  await completeRecord(spec.recordFile, pid);
  if (child.exitCode !== null || child.signalCode !== null) await releaseRecord(spec.recordFile, pid);

  const stop = async (): Promise<void> => {
    child.stdin?.end();
    const timer = setTimeout(() => killBoth(child, pid), (GRACE_SECONDS + 5) * 1000);
    await released;
    clearTimeout(timer);
  };
  return { pid, exited: released, stop, unref: () => unrefAll(child) };
}

function leftoverSpec(spec: GuardSpec) {
  const { recordFile: file, dir, marker, signal } = spec;
  return { file, dir, marker, signal, graceMs: GRACE_SECONDS * 1000 };
}

function spawnGuard(spec: GuardSpec): ChildProcess {
  rotate(spec.logFile);
  const log = openSync(spec.logFile, 'a', 0o600);
  try {
    const signalName = spec.signal.slice(3);
    return spawn(
      '/bin/sh',
      ['-c', GUARD_SCRIPT, 'guard', signalName, String(GRACE_SECONDS), spec.command, ...spec.args],
      {
        // A session of its own: the terminal's Ctrl-C must reach the starter, which then stops the server in order.
        detached: true,
        cwd: '/',
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', ...spec.env },
        stdio: ['pipe', log, log, 'pipe'],
        ...spec.user,
      },
    );
  } finally {
    closeSync(log);
  }
}

/** The id that the guard reports; undefined when it could not even start. */
async function readPid(child: ChildProcess): Promise<number | undefined> {
  const pipe = child.stdio[3] as Readable;
  const text = await new Promise<string>((resolve) => {
    let received = '';
    pipe.on('data', (chunk: Buffer) => (received += chunk.toString()));
    pipe.on('close', () => resolve(received));
    pipe.on('error', () => resolve(received));
  });
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

function killBoth(child: ChildProcess, pid: number): void {
  sendSignal(pid, 'SIGKILL');
  child.kill('SIGKILL');
}

function unrefAll(child: ChildProcess): void {
  child.unref();
  const stdin = child.stdin as { unref?: () => void } | null;
  stdin?.unref?.();
}

function rotate(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats !== undefined && stats.size > LOG_ROTATE_BYTES) renameSync(file, `${file}.1`);
}

/** The last lines of a server's log, for the message of a failed start. */
export async function logTail(file: string, lines = 8): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
