/** A hash takes 46 MiB and some 30 ms of one core: two at once leave a core for everyone who is signed in. */
const MAX_AT_ONCE = 2;
/** About two seconds of waiting; beyond it the answer is 503 with Retry-After. */
const MAX_WAITING = 64;

/** `known`: a browser in which this account has signed in before. It is served first, so that a flood of strangers does not keep it out. */
export type HashLane = 'known' | 'stranger';

export interface HashQueue {
  /** Runs the task when a slot is free; undefined when too many of its lane wait already. */
  run<T extends object>(task: () => Promise<T>, lane?: HashLane): Promise<T | undefined>;
}

/** Bounds the password hashes of this process. Take the slot before a database connection: waiting must not hold one. */
export function createHashQueue(maxAtOnce = MAX_AT_ONCE, maxWaiting = MAX_WAITING): HashQueue {
  const waiting: Record<HashLane, (() => void)[]> = { known: [], stranger: [] };
  let running = 0;
  return {
    run: async (task, lane = 'stranger') => {
      if (running >= maxAtOnce) {
        if (waiting[lane].length >= maxWaiting) return undefined;
        await new Promise<void>((resolve) => waiting[lane].push(resolve));
      } else {
        running += 1;
      }
      try {
        return await task();
      } finally {
        // The slot goes straight to the next one: a newcomer cannot take it in between.
        const next = waiting.known.shift() ?? waiting.stranger.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
