import type { Clock } from '../clock.ts';

/** A clock that runs `factor` times as fast as the real one and can be set. All processes with the same origin agree. */
export function scaledClock(factor: number, originAt = Date.now()): Clock & { set(byMs: number): void } {
  let setMs = 0;
  const passed = (): number => Math.round((Date.now() - originAt) * factor);
  return {
    wallAt: () => originAt + passed() + setMs,
    monotonicMs: passed,
    bootMs: passed,
    set(byMs) {
      setMs += byMs;
    },
  };
}
