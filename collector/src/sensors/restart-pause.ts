/** A child that lived so long was steady: its next death is a new story. */
const STEADY_MS = 60_000;

/** How long to wait before the next start: doubles from `firstMs` to `maxMs` while the child keeps dying young. */
export function createRestartPause(firstMs: number, maxMs: number): (livedMs: number) => number {
  let nextMs = firstMs;
  return (livedMs) => {
    if (livedMs >= STEADY_MS) nextMs = firstMs;
    const pauseMs = nextMs;
    nextMs = Math.min(nextMs * 2, maxMs);
    return pauseMs;
  };
}
