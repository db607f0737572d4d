import type { Logger } from '#platform/log.ts';
import { sendSignal } from '#platform/embedded/processes.ts';
import { fullJitterMs, pause } from '#platform/jitter.ts';

interface RunningServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
  exited: Promise<unknown>;
}

export interface KeptServer<S extends RunningServer> {
  first: S;
  /** undefined: it is down now. */
  pid(): number | undefined;
  /** How often it was started again. */
  restarts(): number;
  /** Ends it at once, so that it is started again. */
  restart(): void;
  stop(): Promise<void>;
}

/** Ran for so long: what ended it has nothing to do with its start. */
const STEADY_MS = 10_000;

/**
 * Starts a server and starts it again whenever it ends by itself. It comes back under the same address, because the data folder
 * remembers the port: its clients only reconnect.
 */
export async function keepServer<S extends RunningServer>(
  name: string,
  start: () => Promise<S>,
  log: Logger,
): Promise<KeptServer<S>> {
  const first = await start();
  let current = first;
  let stopping = false;
  let isUp = true;
  let restarts = 0;
  const watch = async (): Promise<void> => {
    for (let failures = 0; ;) {
      const since = performance.now();
      await current.exited;
      isUp = false;
      if (stopping) return;
      if (performance.now() - since > STEADY_MS) failures = 0;
      log.warn({ server: name }, 'server ended, starting it again');
      await pause(fullJitterMs(failures++, { baseMs: 200, maxMs: 10_000 }));
      if (stopping) return;
      const again = await startAgain(start, () => stopping, name, log);
      if (again === undefined) return;
      current = again;
      isUp = true;
      restarts += 1;
    }
  };
  void watch();
  return {
    first,
    pid: () => (isUp ? current.pid : undefined),
    restarts: () => restarts,
    restart: () => sendSignal(current.pid, 'SIGKILL'),
    async stop() {
      stopping = true;
      await current.stop();
    },
  };
}

async function startAgain<S>(
  start: () => Promise<S>,
  isStopping: () => boolean,
  name: string,
  log: Logger,
): Promise<S | undefined> {
  for (let failures = 0; !isStopping(); failures++) {
    try {
      return await start();
    } catch (err) {
      log.error({ server: name, err }, 'server could not be started again');
      await pause(500 + fullJitterMs(failures, { baseMs: 500, maxMs: 10_000 }));
    }
  }
  return undefined;
}
