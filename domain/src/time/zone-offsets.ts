import { MS_PER_MINUTE } from './types.ts';
import type { Interval, UnixMinute } from './types.ts';

/**
 * The offset of a zone's wall clock from UTC, as stretches in which it does not change. The only file that asks Temporal.
 *
 *   Europe/Berlin   …──────+60──────)[──────+120──────)[──────+60──────…
 *                              2026-03-29 01:00Z   2026-10-25 01:00Z
 *   Asia/Tokyo      …1951──────────────────+540────────────────────────…
 *
 * Stretches are kept once asked for (two a year at most), so reading 1440 clocks costs 1440 comparisons. An unknown zone throws
 * RangeError: zones are checked where they are entered.
 */
export interface ZoneStretch extends Interval {
  readonly offsetMinutes: number;
}

interface KnownZone {
  last: ZoneStretch | undefined;
  readonly stretches: ZoneStretch[];
}

const knownZones = new Map<string, KnownZone>();
const NANOSECONDS_PER_MINUTE = 60_000_000_000;

function askTemporal(minute: UnixMinute, zone: string): ZoneStretch {
  // One millisecond later: `previous` is strictly before its receiver, and a stretch includes its first minute.
  const moment = Temporal.Instant.fromEpochMilliseconds(minute * MS_PER_MINUTE + 1).toZonedDateTimeISO(zone);
  const previous = moment.getTimeZoneTransition('previous');
  const next = moment.getTimeZoneTransition('next');
  return {
    start: previous === null ? -Infinity : Math.ceil(previous.epochMilliseconds / MS_PER_MINUTE),
    end: next === null ? Infinity : Math.ceil(next.epochMilliseconds / MS_PER_MINUTE),
    offsetMinutes: Math.round(moment.offsetNanoseconds / NANOSECONDS_PER_MINUTE),
  };
}

const holds = (stretch: ZoneStretch, minute: UnixMinute): boolean => stretch.start <= minute && minute < stretch.end;

/** The stretch of equal offset that a minute lies in. */
export function zoneStretchAt(minute: UnixMinute, zone: string): ZoneStretch {
  let known = knownZones.get(zone);
  if (known === undefined) {
    known = { last: undefined, stretches: [] };
    knownZones.set(zone, known);
  }
  if (known.last !== undefined && holds(known.last, minute)) return known.last;
  let stretch = known.stretches.find((each) => holds(each, minute));
  if (stretch === undefined) {
    stretch = askTemporal(minute, zone);
    known.stretches.push(stretch);
  }
  known.last = stretch;
  return stretch;
}
