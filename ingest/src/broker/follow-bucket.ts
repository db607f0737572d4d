import { pause } from '#platform/jitter.ts';
import type { KV } from '#platform/nats.ts';
import type { Logger } from '#platform/log.ts';

/** What becomes of the entries of a bucket. */
export interface BucketReader {
  put(key: string, text: string): void;
  remove(key: string): void;
  /** The bucket is no longer followed: what was read of it holds no more. */
  clear(): void;
}

export interface FollowedBucket {
  /** True once the whole bucket has been read, and while it is followed. */
  isLoaded(): boolean;
  stop(): void;
}

/** A bucket that the broker lost and somebody made again is another one, and a watch of the old one stays silent for ever: looked for this often. */
const CHECK_MS = 2_000;

/**
 * Reads a bucket and stays with it: a lookup then costs nothing. When it cannot be followed, or is not the same bucket any more, all is read anew.
 *
 * @param openBucket opens it, made anew where the broker has none
 */
export function followBucket(
  openBucket: () => Promise<KV>,
  reader: BucketReader,
  log: Logger,
  what: string,
): FollowedBucket {
  const stopping = new AbortController();
  let isLoaded = false;
  const followOne = async (): Promise<void> => {
    const bucket = await openBucket();
    const { values, streamInfo } = await bucket.status();
    const watch = await bucket.watch();
    const check = watchIdentity(openBucket, streamInfo.created, () => watch.stop(), stopping.signal);
    isLoaded = values === 0;
    try {
      for await (const entry of watch) {
        if (entry.operation === 'PUT') reader.put(entry.key, entry.string());
        else reader.remove(entry.key);
        // delta: how many entries of the initial state are still to come
        if (entry.delta === 0) isLoaded = true;
      }
    } finally {
      isLoaded = false;
      reader.clear();
      check.end();
    }
  };
  void (async () => {
    while (!stopping.signal.aborted) {
      await followOne().catch((err: unknown) => log.warn({ err }, `${what} cannot be read`));
      await pause(CHECK_MS / 10, stopping.signal);
    }
  })();
  return { isLoaded: () => isLoaded, stop: () => stopping.abort() };
}

/** Calls `onChange` once the bucket is no longer the one made at `created`, or when all stops. A broker that is away is no change. */
function watchIdentity(
  openBucket: () => Promise<KV>,
  created: string,
  onChange: () => void,
  stopped: AbortSignal,
): { end: () => void } {
  const ending = new AbortController();
  const ended = AbortSignal.any([stopped, ending.signal]);
  const isOther = async (): Promise<boolean> => {
    try {
      return (await (await openBucket()).status()).streamInfo.created !== created;
    } catch {
      return false;
    }
  };
  void (async () => {
    do await pause(CHECK_MS, ended);
    while (!ended.aborted && !(await isOther()));
    onChange();
  })();
  return { end: () => ending.abort() };
}
