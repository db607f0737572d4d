/**
 * Runs `work` every so often while the page is visible, and at once when it becomes visible again. Rounds never overlap: a slow server
 * gets fewer requests, not more. Returns the end of it.
 */
export function pollWhileVisible(work: () => Promise<void>, everyMs: number): () => void {
  let isRunning = false;
  const round = async (): Promise<void> => {
    if (isRunning || document.visibilityState !== 'visible') return;
    isRunning = true;
    await work().finally(() => {
      isRunning = false;
    });
  };
  const onVisible = (): void => void round();
  const timer = setInterval(onVisible, everyMs);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

/** Asks again and again until `isDone`, at most `withinMs`. */
export async function repeatUntil(
  work: () => Promise<void>,
  isDone: () => boolean,
  everyMs: number,
  withinMs: number,
): Promise<void> {
  const endAt = performance.now() + withinMs;
  while (!isDone() && performance.now() < endAt) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    await work();
  }
}
