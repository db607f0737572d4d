import ICAL from 'ical.js';
import { isZone } from '#domain/settings/is-zone.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';

export type IcalTime = InstanceType<typeof ICAL.Time>;
type IcalProperty = InstanceType<typeof ICAL.Property>;

const two = (value: number): string => String(value).padStart(2, '0');

export const dateOfTime = (time: IcalTime): WorkDate =>
  `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}` as WorkDate;

/** The zone of readings that the file does not define itself: by its IANA name, else the tenant's. */
export function zoneOfProperty(property: IcalProperty | null, tenantZone: string): string {
  const name = property?.getParameter('tzid');
  return typeof name === 'string' && isZone(name) ? name : tenantZone;
}

/**
 * The minute of a reading. A zone that the file defines (VTIMEZONE) holds as defined: Outlook's names mean nothing elsewhere. Seconds are left
 * out, as in presses.
 */
export function minuteOfTime(time: IcalTime, zone: string): UnixMinute {
  const isFloating = time.zone === ICAL.Timezone.localTimezone;
  if (!isFloating) return Math.floor(time.toUnixTime() / 60);
  return minuteOfClock(time.hour * 60 + time.minute, dateOfTime(time), zone);
}

/** Which one of a series: its date, or its instant, however the file writes it. */
export const recurrenceKey = (time: IcalTime, zone: string): string =>
  time.isDate ? dateOfTime(time) : new Date(minuteOfTime(time, zone) * 60_000).toISOString().slice(0, 16);
