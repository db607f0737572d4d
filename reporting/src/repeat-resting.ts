import { pause } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';

export interface Rest {
  readonly shortestMs: number;
  readonly longestMs: number;
  /** How many times as long as the task took. */
  readonly times: number;
}

/** As `repeatEvery`, for a task that grows with the company: it rests in proportion to what it took. Gives the stop, which the task hears too. */
export function repeatResting(
  rest: Rest,
  task: (signal: AbortSignal) => Promise<unknown>,
  log: Logger,
): () => Promise<void> {
  const stopping = new AbortController();
  const finished = (async () => {
    while (!stopping.signal.aborted) {
      const beganAt = performance.now();
      try {
        await task(stopping.signal);
      } catch (err) {
        log.warn({ err }, 'a repeated task failed and will be tried again');
      }
      const ms = (performance.now() - beganAt) * rest.times;
      await pause(Math.min(Math.max(ms, rest.shortestMs), rest.longestMs), stopping.signal);
    }
  })();
  return async () => {
    stopping.abort();
    await finished;
  };
}
