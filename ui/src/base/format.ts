import type { DayOff } from '#domain/contract/months.ts';
import type { Language } from '../messages/language.svelte.ts';
import { weekdayOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';

/**
 * Every number and moment on a screen passes through this file or domain's format.ts: hours are `7:45`, never 7.75.
 */
export { formatClock, formatMinutes } from '#domain/time/format.ts';

/** `2026/11/22`. */
export const formatDate = (workDate: WorkDate): string => workDate.replaceAll('-', '/');

/** `11/22`: rows of a month whose year stands in the heading. */
export const formatMonthDay = (workDate: WorkDate): string =>
  `${Number(workDate.slice(5, 7))}/${Number(workDate.slice(8))}`;

export type DayTone = 'weekday' | 'saturday' | 'sunday';
/** The colour of a date's weekday: a holiday with a name is red like a Sunday, as on Japanese calendars. */
export function dayToneOf(workDate: WorkDate, dayOff: DayOff | null = null): DayTone {
  const weekday = weekdayOf(workDate);
  if (weekday === 0 || (dayOff !== null && dayOff.name !== '')) return 'sunday';
  return weekday === 6 ? 'saturday' : 'weekday';
}

/** '' for a working day and where only the weekday is off. */
export const dayOffName = (dayOff: DayOff | null, language: Language): string =>
  (language === 'en' ? dayOff?.englishName : dayOff?.name) ?? '';

/** Seconds as `m:ss`: time in front of a window. */
export const formatSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Instants are shown in the tenant's zone, wherever the browser is. */
export function formatInstant(at: number, zone: string): string {
  const part = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const value = (type: string): string => part.find((each) => each.type === type)?.value ?? '';
  return `${value('year')}/${value('month')}/${value('day')} ${Number(value('hour'))}:${value('minute')}`;
}

/** `10:42` for a moment of today, the whole date otherwise: a stamp must never look fresher than it is. */
export function formatStamp(at: number, now: number, zone: string): string {
  const text = formatInstant(at, zone);
  const [date, clock] = text.split(' ');
  return formatInstant(now, zone).startsWith(`${date} `) ? (clock ?? text) : text;
}

/**
 * A typed clock reading: `9:05`, `0905`, `905`, `９：０５`, `27:00`. Undefined where it is none, so that the field can say so.
 */
export function parseClock(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim();
  const match = /^(\d{1,2}):?(\d{2})$/.exec(plain);
  if (match === null) return undefined;
  const clock = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && clock <= 2880 ? clock : undefined;
}
