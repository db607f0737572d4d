/** Bounds of a wait that grows with each failed attempt. */
export interface BackoffSpec {
  baseMs: number;
  maxMs: number;
}

/** Enough for a broker or database that restarts; at the maximum a fleet still spreads over half a minute. */
export const DEFAULT_BACKOFF: BackoffSpec = { baseMs: 250, maxMs: 30_000 };

/**
 * "Full jitter": any wait between 0 and the exponential bound, so that clients that failed together do not come back together.
 * `attempt` starts at 0. `random` gives [0, 1).
 */
export function fullJitterMs(
  attempt: number,
  spec: BackoffSpec = DEFAULT_BACKOFF,
  random: () => number = Math.random,
): number {
  const bound = Math.min(spec.maxMs, spec.baseMs * 2 ** Math.min(attempt, 30));
  return Math.floor(random() * bound);
}

/** Resolves after the time or, early and without an error, when the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
