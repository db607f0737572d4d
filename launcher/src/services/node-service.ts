import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '#platform/log.ts';
import { fullJitterMs, pause } from '#platform/jitter.ts';
import { StartProblem } from '../start-problem.ts';

export interface NodeServiceSpec {
  name: string;
  /** TypeScript file of the project, run by the same Node as this process. */
  file: string;
  args?: readonly string[];
  env: Readonly<Record<string, string>>;
  logDir: string;
  log: Logger;
  /** How long until its `ready` message; a first start migrates and loads. */
  readyTimeoutMs?: number;
  /** Megabytes of JavaScript heap: memory is bounded by intent, not by what the machine happens to have. */
  maxHeapMb?: number;
}

export interface NodeService {
  name: string;
  /** Resolves with its first `ready` message. @throws StartProblem when it ends before */
  start(): Promise<void>;
  stop(): Promise<void>;
  pid(): number | undefined;
  /** How often it was started again. */
  restarts(): number;
}

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
/** Ran for so long: what ended it has nothing to do with its start. */
const STEADY_MS = 15_000;

/**
 * One child process that is kept running: when it ends by itself it is started again, after a pause that grows while it keeps failing.
 * It ends with this process in any case: its IPC channel closes, and runService() stops it then.
 */
export function createNodeService(spec: NodeServiceSpec): NodeService {
  let child: ChildProcess | undefined;
  let stopping = false;
  let failures = 0;
  let restarts = 0;

  const launch = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const started = spawnService(spec);
      child = started;
      const timer = setTimeout(
        () => reject(notReady(spec, 'it did not become ready in time')),
        spec.readyTimeoutMs ?? READY_TIMEOUT_MS,
      );
      started.on('message', (message) => {
        if (!isReady(message)) return;
        clearTimeout(timer);
        resolve();
      });
      started.once('exit', (code, signal) => {
        clearTimeout(timer);
        child = undefined;
        reject(notReady(spec, `it ended with ${signal ?? `code ${String(code)}`}`));
        if (performance.now() - startedAt > STEADY_MS) failures = 0;
        if (!stopping) void restart(code, signal);
      });
      started.once('error', (error) => reject(notReady(spec, error.message)));
    });

  const restart = async (code: number | null, signal: NodeJS.Signals | null): Promise<void> => {
    const waitMs = 200 + fullJitterMs(failures++, { baseMs: 200, maxMs: 10_000 });
    spec.log.warn({ service: spec.name, code, signal, waitMs }, 'service ended, starting it again');
    await pause(waitMs);
    // A failed start ends in 'exit', which comes back here.
    if (stopping) return;
    restarts += 1;
    await launch().catch(() => undefined);
  };

  return {
    name: spec.name,
    start: async () => {
      try {
        await launch();
      } catch (error) {
        stopping = true;
        throw error;
      }
    },
    async stop() {
      stopping = true;
      const running = child;
      if (running === undefined || running.exitCode !== null) return;
      const gone = new Promise<void>((resolve) => void running.once('exit', () => resolve()));
      running.kill('SIGTERM');
      const timer = setTimeout(() => running.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await gone;
      clearTimeout(timer);
    },
    pid: () => child?.pid,
    restarts: () => restarts,
  };
}

const isReady = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';

function spawnService(spec: NodeServiceSpec): ChildProcess {
  const log = openLog(join(spec.logDir, `${spec.name}.log`));
  try {
    return spawn(
      process.execPath,
      [
        `--max-old-space-size=${spec.maxHeapMb ?? 256}`,
        '--disable-warning=ExperimentalWarning',
        spec.file,
        ...(spec.args ?? []),
      ],
      {
        env: { ...spec.env },
        stdio: ['ignore', log, log, 'ipc'],
        // Its own process group: Ctrl-C on the terminal reaches only the launcher, which stops everything in order.
        detached: true,
      },
    );
  } finally {
    closeSync(log);
  }
}

/** For appending: bound-logs empties it under our hands. */
const openLog = (file: string): number => openSync(file, 'a', 0o600);

function notReady(spec: NodeServiceSpec, why: string): StartProblem {
  const file = join(spec.logDir, `${spec.name}.log`);
  const cause = lastError(file);
  return new StartProblem(`${spec.name} did not start: ${why}${cause === '' ? '' : ` (${cause})`}; its log is ${file}`);
}

/** The last error of the log, as one short line. */
function lastError(file: string): string {
  try {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-50).reverse();
    for (const line of lines) {
      const record = parseRecord(line);
      if (record?.level === 'fatal' || record?.level === 'error')
        return (record.err?.message ?? record.msg ?? '').split('\n')[0] ?? '';
    }
    return (lines.find((line) => /Error/.test(line)) ?? '').slice(0, 200);
  } catch {
    return '';
  }
}

function parseRecord(line: string): { level?: string; msg?: string; err?: { message?: string } } | undefined {
  try {
    return JSON.parse(line) as { level?: string };
  } catch {
    return undefined;
  }
}
