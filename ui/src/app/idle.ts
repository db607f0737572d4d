const MINUTE_MS = 60_000;
/** The server ends a session after 30 idle minutes, counted from a moment that may lie a minute before the last request. */
const ENDS_AFTER_MS = 29 * MINUTE_MS;
/** Enough to notice and to press a button (WCAG 2.2.1 asks for 20 seconds). */
const WARNED_BEFORE_MS = 2 * MINUTE_MS;

/**
 * Whether to warn that the session is about to end. Wall-clock times: a laptop that wakes up is warned at once.
 *
 *   last request ──────────── 27 min ── warned ── 29 min ── over (the next request asks to sign in)
 */
export const isAboutToEnd = (lastUsedMs: number, nowMs: number): boolean =>
  nowMs - lastUsedMs >= ENDS_AFTER_MS - WARNED_BEFORE_MS;
