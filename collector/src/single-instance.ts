import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readIfPresent, replaceFile } from './files.ts';

/** Another agent owns the folder. `pid` is for people; it may be unknown in the instant between its lock and its note. */
export class AlreadyRunning extends Error {
  readonly pid: number | undefined;

  constructor(pid: number | undefined) {
    super(`another agent is running${pid === undefined ? '' : ` (pid ${pid})`}`);
    this.name = 'AlreadyRunning';
    this.pid = pid;
  }
}

/**
 * One agent per folder: an exclusive lock of the operating system (through SQLite, which has one on every platform), with the pid noted beside it.
 * The system frees the lock when its process dies in any way, so a stale one cannot exist, and a pid that was given to another process
 * cannot be mistaken for an agent.
 */
export function claimFolder(dir: string): { release(): void } {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(dir, 'agent.lock'), { timeout: 200 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (isBusy(cause)) throw new AlreadyRunning(notedPid(dir));
    throw cause;
  }
  replaceFile(pidPath(dir), `${process.pid}\n`);
  return {
    release() {
      lock.close();
    },
  };
}

/** The pid of the agent that runs on this folder, `unknown` when it cannot be read, undefined when none runs. */
export function runningAgent(dir: string): number | 'unknown' | undefined {
  if (readIfPresent(pidPath(dir)) === undefined) return undefined;
  const probe = new DatabaseSync(join(dir, 'agent.lock'), { timeout: 0 });
  try {
    probe.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return undefined;
  } catch (err) {
    if (isBusy(err)) return notedPid(dir) ?? 'unknown';
    throw err;
  } finally {
    probe.close();
  }
}

const pidPath = (dir: string): string => join(dir, 'agent.pid');

function notedPid(dir: string): number | undefined {
  const pid = Number.parseInt(readIfPresent(pidPath(dir)) ?? '', 10);
  return Number.isSafeInteger(pid) ? pid : undefined;
}

/** SQLITE_BUSY, the primary result code. */
const isBusy = (err: unknown): boolean =>
  err instanceof Error && 'errcode' in err && typeof err.errcode === 'number' && (err.errcode & 0xff) === 5;
