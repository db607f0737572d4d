/** A hash takes 46 MiB and some 30 ms of one core: two at once leave a core for everyone who is signed in. */
const MAX_AT_ONCE = 2;
/** About two seconds of waiting; beyond it the answer is 503 with Retry-After. */
const MAX_WAITING = 64;

export interface HashQueue {
  /** Runs the task when a slot is free; undefined when too many wait already. */
  run<T extends object>(task: () => Promise<T>): Promise<T | undefined>;
}

/** Bounds the password hashes of this process. Take the slot before a database connection: waiting must not hold one. */
export function createHashQueue(maxAtOnce = MAX_AT_ONCE, maxWaiting = MAX_WAITING): HashQueue {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    run: async (task) => {
      if (running >= maxAtOnce) {
        if (waiting.length >= maxWaiting) return undefined;
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        running += 1;
      }
      try {
        return await task();
      } finally {
        // The slot goes straight to the next one: a newcomer cannot take it in between.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
