/** The longest wait between two attempts. With full jitter a fleet comes back spread over it, not together. */
export const BACKOFF_MAX_MS = 5 * 60_000;
const BACKOFF_BASE_MS = 1_000;
/** A server may ask for more than our longest wait, but nobody shall silence a PC for days by a header. */
const RETRY_AFTER_MAX_MS = 60 * 60_000;

/** "Full jitter": any wait between 0 and the exponential bound. `failures` counts from 1; `random` gives [0, 1). */
export function backoffMs(failures: number, random: () => number, maxMs = BACKOFF_MAX_MS): number {
  const bound = Math.min(maxMs, BACKOFF_BASE_MS * 2 ** Math.min(failures - 1, 20));
  return Math.floor(random() * bound);
}

/**
 * Milliseconds that a Retry-After header asks for (seconds or a date), with up to a quarter more so that all who were told the same do not
 * return in the same second. undefined: no such header, or none that can be read.
 */
export function retryAfterMs(header: string | null, wallAt: number, random: () => number): number | undefined {
  if (header === null) return undefined;
  const askedMs = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - wallAt;
  if (!Number.isFinite(askedMs)) return undefined;
  return Math.floor(Math.min(Math.max(0, askedMs), RETRY_AFTER_MAX_MS) * (1 + random() / 4));
}

/** Resolves after the time or, early and without an error, when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
  });
}
