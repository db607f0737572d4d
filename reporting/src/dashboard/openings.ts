/** All requests of one opening of the page come within this. */
const OPENING_MS = 60_000;
const MAX_KEPT = 10_000;

/** One opening of a page is one row of the audit, although the page asks for its parts one by one. */
export interface Openings {
  /** Writes unless the same look was written within the last minute; whoever comes while it is being written waits for it. */
  once(key: string, nowMs: number, write: () => Promise<void>): Promise<void>;
}

export function createOpenings(): Openings {
  const looks = new Map<string, { readonly since: number; readonly written: Promise<void> }>();
  return {
    once: (key, nowMs, write) => {
      const known = looks.get(key);
      if (known !== undefined && Math.abs(nowMs - known.since) < OPENING_MS) return known.written;
      const look = { since: nowMs, written: write() };
      looks.delete(key);
      looks.set(key, look);
      // What was not written is no look: the next request writes.
      look.written.catch(() => looks.get(key) === look && looks.delete(key));
      if (looks.size > MAX_KEPT) for (const oldest of [...looks.keys()].slice(0, MAX_KEPT / 2)) looks.delete(oldest);
      return look.written;
    },
  };
}
