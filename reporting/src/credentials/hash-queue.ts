/** A hash takes 46 MiB and some 30 ms of one core: two at once leave a core for everyone who is signed in. */
const MAX_AT_ONCE = 2;
/** A few seconds of waiting; beyond it the answer is 503 with Retry-After. */
const MAX_WAITING = 64;
/** A rest after a task that waited for a slow store is no longer than this. */
const LONGEST_REST_MS = 250;

/** `known`: a browser in which this account has signed in before, or a session. Served first: a flood of strangers does not keep it out. */
export type HashLane = 'known' | 'stranger';

export interface HashQueue {
  /** Runs the task when a slot is free; undefined when too many of its lane wait already. */
  run<T extends object>(task: () => Promise<T>, lane?: HashLane): Promise<T | undefined>;
}

/**
 * Bounds the password hashes of this process. Take the slot before a database connection: waiting must not hold one. Strangers have one slot
 * of all, and it rests after each task as long as the task took: whoever comes and in whatever numbers, they use half of one core.
 *
 *   strangers  ██──██──██──██──     (every further one waits, or hears 503)
 *   known      ████    ██           (at once)
 */
export function createHashQueue(maxAtOnce = MAX_AT_ONCE, maxWaiting = MAX_WAITING): HashQueue {
  const waiting: Record<HashLane, (() => void)[]> = { known: [], stranger: [] };
  let running = 0;
  let isStrangerBusy = false;
  const mayRun = (lane: HashLane): boolean => running < maxAtOnce && !(lane === 'stranger' && isStrangerBusy);
  const take = (lane: HashLane): void => {
    running += 1;
    if (lane === 'stranger') isStrangerBusy = true;
  };
  const next = (): void => {
    for (const lane of ['known', 'stranger'] as const) {
      while (waiting[lane].length > 0 && mayRun(lane)) {
        // Taken here, not by the one who wakes up: a newcomer cannot come in between.
        take(lane);
        waiting[lane].shift()?.();
      }
    }
  };
  const giveBack = (lane: HashLane, tookMs: number): void => {
    running -= 1;
    if (lane === 'stranger')
      setTimeout(
        () => {
          isStrangerBusy = false;
          next();
        },
        Math.min(tookMs, LONGEST_REST_MS),
      );
    next();
  };
  return {
    run: async (task, lane = 'stranger') => {
      if (mayRun(lane) && waiting[lane].length === 0) take(lane);
      else if (waiting[lane].length >= maxWaiting) return undefined;
      else await new Promise<void>((resolve) => waiting[lane].push(resolve));
      const startedMs = performance.now();
      try {
        return await task();
      } finally {
        giveBack(lane, performance.now() - startedMs);
      }
    },
  };
}
