const CHECK_MS = 1_000;

export type HangWatch = { heard(): void; stop(): void };

/**
 * Calls `onHang` once nothing was heard for so long. Silence is measured in checks, not on a clock: after a sleep of the PC the child must have
 * its second to speak before it is judged.
 */
export function watchForHang(hangAfterMs: number, onHang: () => void): HangWatch {
  let silentMs = 0;
  const timer = setInterval(() => {
    silentMs += CHECK_MS;
    if (silentMs === Math.ceil(hangAfterMs / CHECK_MS) * CHECK_MS) onHang();
  }, CHECK_MS);
  return {
    heard() {
      silentMs = 0;
    },
    stop: () => clearInterval(timer),
  };
}
