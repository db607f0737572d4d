import { setTimeout as sleep } from 'node:timers/promises';

/** The processor needs some tens of milliseconds to compute a changed day; a decision that needs its figures waits this long. */
const FIGURES_WAIT_MS = 2_000;
const FIGURES_POLL_MS = 50;

/** When a wait that begins now is over, by `performance.now()`. Many decisions at once share one wait. */
export const figuresDeadline = (): number => performance.now() + FIGURES_WAIT_MS;

/** Tries until the figures are those of the present declaration, or the wait is over. `attempt` gives undefined while they lag behind. */
export async function awaitFigures<T>(
  deadlineMs: number,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (;;) {
    const result = await attempt();
    if (result !== undefined || performance.now() > deadlineMs) return result;
    await sleep(FIGURES_POLL_MS);
  }
}
