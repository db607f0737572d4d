import { uptime } from 'node:os';
import type { ClockReading } from '../sensors/sensor-messages.ts';

/** `bootMs` goes on while the PC sleeps (Linux, Windows), which tells sleep from a clock that somebody set. */
export type ClockSample = ClockReading & { bootMs: number };

/** Awake time that the two never-jumping clocks may differ by: `bootMs` comes in steps of 10 ms to 1 s, depending on the system. */
const HIDDEN_TIME_MS = 3_000;
/** A process that did not run for this long between two ticks of a second was not awake, whatever the reason. */
const FROZEN_MS = 10_000;

export function readClocks(): ClockSample {
  return {
    wallAt: Date.now(),
    monotonicMs: monotonicNow(),
    bootMs: Math.round(uptime() * 1000),
  };
}

export function monotonicNow(): number {
  return Math.round(Number(process.hrtime.bigint()) / 1e6);
}

/**
 * Did the PC sleep between two ticks?
 *
 *   monotonic  ──a──────────────b──      Linux: stands still during sleep, so boot − monotonic is the sleep
 *   boot       ──a────zzzzzz────b──      Windows: both go on, so the tick itself comes far too late
 *
 * A wall clock that was set changes neither, and is no sleep.
 */
export function findSleep(before: ClockSample, now: ClockSample): { suspendedAt: number; resumedAt: number } | null {
  const awakeMs = now.monotonicMs - before.monotonicMs;
  const hiddenMs = now.bootMs - before.bootMs - awakeMs;
  if (hiddenMs < HIDDEN_TIME_MS && awakeMs < FROZEN_MS) return null;
  return { suspendedAt: before.wallAt, resumedAt: now.wallAt };
}
