import { pause } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';

/** Runs a task now and then again and again, one at a time; a failure is logged and the next time tries again. Gives the stop. */
export function repeatEvery(ms: number, task: () => Promise<void>, log: Logger): () => Promise<void> {
  const stopping = new AbortController();
  const finished = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await task();
      } catch (err) {
        log.warn({ err }, 'a repeated task failed and will be tried again');
      }
      await pause(ms, stopping.signal);
    }
  })();
  return async () => {
    stopping.abort();
    await finished;
  };
}
