import { uptime } from 'node:os';

/**
 * The clocks of the PC, injected everywhere. `wallAt`: epoch milliseconds as the person's clock shows it, may jump. `monotonicMs`: never jumps,
 * may stand still during sleep. `bootMs`: never jumps and goes on during sleep, which tells sleep from a clock that somebody set.
 */
export interface Clock {
  wallAt(): number;
  monotonicMs(): number;
  bootMs(): number;
}

export const systemClock: Clock = {
  wallAt: () => Date.now(),
  monotonicMs: () => Math.round(Number(process.hrtime.bigint()) / 1e6),
  bootMs: () => Math.round(uptime() * 1000),
};

/** Above the noise of two readings one after the other (bootMs has steps of up to a second), below anything a person would set. */
const CLOCK_SET_MS = 2_500;

/**
 * Notices that somebody (or a first time synchronisation) set the wall clock: wall − boot is constant otherwise, also over sleep.
 * Answers the milliseconds by which the clock was moved since the last call, 0 when it was not.
 */
export function createClockSetDetector(clock: Clock): () => number {
  let baseMs = clock.wallAt() - clock.bootMs();
  return () => {
    const nowMs = clock.wallAt() - clock.bootMs();
    const movedMs = nowMs - baseMs;
    // A slow drift must not add up to a jump, so the base follows it; a step of bootMs below the threshold is forgiven the same way.
    baseMs = nowMs;
    return Math.abs(movedMs) > CLOCK_SET_MS ? movedMs : 0;
  };
}
