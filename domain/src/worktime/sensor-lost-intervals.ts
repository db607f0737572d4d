import { interval, union } from '../time/interval.ts';
import { MS_PER_MINUTE } from '../time/types.ts';
import type { Interval } from '../time/types.ts';

/** A session change that begins or ends the blindness of one device. */
export interface SensorChange {
  deviceId: string;
  /** Corrected instant, epoch ms. */
  atMs: number;
  change: string;
}

/** Ends of blindness: the sensor sees again, or the agent that was blind is no more. */
const ENDS: ReadonlySet<string> = new Set(['sensorBack', 'agentStart', 'agentStop', 'logoff', 'suspend']);
export const SENSOR_CHANGES: readonly string[] = ['sensorLost', ...ENDS];
/** Changes that speak of the sensor itself: a day with one of them is a computed day even when nothing else came. */
export const isSensorFact = (change: string): boolean => change === 'sensorLost' || change === 'sensorBack';

/** A loss that nothing ends lasts at most so long: an agent that was killed never says that it is gone. Bounds what a late fact touches. */
export const SENSOR_LOST_MAX_MINUTES = 1440;

/**
 * When the sensor of any device was blind.
 *
 *   lost ──────── back          |#######|
 *   lost ── agentStart          |#|
 *   lost ─────────────── …      |############| 24 h
 *
 * Minutes that are lost only in part count as lost: zero counts in them prove nothing.
 */
export function sensorLostIntervals(changes: readonly SensorChange[]): Interval[] {
  const lost: Interval[] = [];
  const openSince = new Map<string, number>();
  const close = (fromMs: number, toMs: number): void => {
    const start = Math.floor(fromMs / MS_PER_MINUTE);
    lost.push(interval(start, Math.min(Math.ceil(toMs / MS_PER_MINUTE), start + SENSOR_LOST_MAX_MINUTES)));
  };
  const inOrder = [...changes].sort((a, b) => a.atMs - b.atMs || compareText(a.change, b.change));
  for (const { deviceId, atMs, change } of inOrder) {
    const sinceMs = openSince.get(deviceId);
    if (change === 'sensorLost') {
      // A repeated loss renews the bound without leaving a hole.
      if (sinceMs !== undefined) close(sinceMs, atMs);
      openSince.set(deviceId, atMs);
    } else if (sinceMs !== undefined && ENDS.has(change)) {
      close(sinceMs, atMs);
      openSince.delete(deviceId);
    }
  }
  for (const sinceMs of openSince.values()) close(sinceMs, Infinity);
  return union(lost);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
