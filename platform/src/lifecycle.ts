import type { Logger } from './log.ts';

/** Anything that is started once and stopped once. */
export interface Service {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface RunServiceOptions extends Service {
  name: string;
  log: Logger;
  /** After this the process ends without waiting for `stop` (default 15 s, below a supervisor's usual 20-30 s). */
  stopTimeoutMs?: number;
}

const STOP_TIMEOUT_MS = 15_000;
/** The next start waits for what an orphan holds, and whatever it leaves undone is what a kill leaves: it is done again. */
const ORPHAN_STOP_TIMEOUT_MS = 2_000;

/** Exit codes of a service process: ended on request, or by a fault (start failed, unhandled error, stop timed out). */
export const EXIT_CODES = { stopped: 0, fault: 1 } as const;

/**
 * Runs a service as this process. SIGTERM, SIGINT and the end of the supervisor's IPC channel stop it; repeated signals change
 * nothing, because Ctrl-C reaches the whole foreground group and the supervisor signals too. A supervisor killed with -9 cannot
 * signal: the closed IPC channel is what tells its children, so that no orphan keeps a port or a data folder.
 */
export async function runService(options: RunServiceOptions): Promise<void> {
  const { name, log } = options;
  let stopping = false;
  let started: Promise<void> = Promise.resolve();

  const stop = async (
    reason: string,
    exitCode: number,
    withinMs = options.stopTimeoutMs ?? STOP_TIMEOUT_MS,
  ): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, `${name} stopping`);
    const timer = setTimeout(() => {
      log.error(`${name} did not stop in time`);
      process.exit(EXIT_CODES.fault);
    }, withinMs);
    await started.catch(() => undefined);
    try {
      await options.stop();
      log.info(`${name} stopped`);
    } catch (err) {
      log.error({ err }, `${name} failed while stopping`);
      exitCode = EXIT_CODES.fault;
    }
    clearTimeout(timer);
    process.exit(exitCode);
  };

  const crash = (kind: string) => (err: unknown) => {
    log.fatal({ err }, kind);
    process.exit(EXIT_CODES.fault);
  };
  process.on('SIGTERM', () => void stop('SIGTERM', EXIT_CODES.stopped));
  process.on('SIGINT', () => void stop('SIGINT', EXIT_CODES.stopped));
  process.on('disconnect', () => void stop('supervisor gone', EXIT_CODES.stopped, ORPHAN_STOP_TIMEOUT_MS));
  process.on('unhandledRejection', crash('unhandled rejection'));
  process.on('uncaughtException', crash('uncaught exception'));

  started = options.start();
  try {
    await started;
    log.info(`${name} started`);
  } catch (err) {
    log.fatal({ err }, `${name} could not start`);
    await stop('start failed', EXIT_CODES.fault);
  }
}
