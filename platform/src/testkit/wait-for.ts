import { pause } from '../jitter.ts';

export interface WaitOptions {
  /** Default 10 s. */
  deadlineMs?: number;
  intervalMs?: number;
  /** For the message when the deadline passes. */
  what?: string;
}

/** Polls until the condition gives a value that is neither false, null nor undefined, and returns it. Errors of it count as "not yet". */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: WaitOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadlineMs = options.deadlineMs ?? 10_000;
  const end = performance.now() + deadlineMs;
  let last: unknown;
  for (;;) {
    try {
      last = await condition();
      if (last !== false && last !== null && last !== undefined) return last as Exclude<T, false | null | undefined>;
    } catch (err) {
      last = err;
    }
    if (performance.now() > end) {
      const cause = last instanceof Error ? { cause: last } : undefined;
      throw new Error(`${options.what ?? 'condition'} not met within ${deadlineMs} ms (last: ${String(last)})`, cause);
    }
    await pause(options.intervalMs ?? 20);
  }
}
