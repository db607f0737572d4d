import ICAL from 'ical.js';
import { MAX_TASK_TEXT, MAX_TASK_TITLE } from '#domain/contract/tasks.ts';
import { addDays } from '#domain/time/calendar.ts';
import { interval, isEmpty } from '#domain/time/interval.ts';
import type { CalendarEntry, CalendarWindow, LeftOut } from './calendar-entry.ts';
import { dateOfTime, minuteOfTime, zoneOfProperty } from './calendar-time.ts';
import type { IcalTime } from './calendar-time.ts';

export type IcalComponent = InstanceType<typeof ICAL.Component>;

/** What of an event is alike in all its repetitions. */
export type EventText = Pick<CalendarEntry, 'kind' | 'workStyle' | 'title' | 'detail'>;

const textOf = (event: IcalComponent, name: string): string => {
  const value: unknown = event.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : '';
};
const wordOf = (event: IcalComponent, name: string): string => textOf(event, name).trim().toUpperCase();

/**
 * Why an appointment is no task, if so: private ones are nobody's business (SPEC 3), cancelled and declined ones do not take place, free ones
 * (TRANSPARENT: birthdays, holidays, reminders) keep nobody busy. An all-day absence (Outlook's 外出中 of a whole day) is leave and no work.
 */
export function reasonToLeaveOut(event: IcalComponent, isAllDay: boolean, ownMail: string): LeftOut | undefined {
  if (['PRIVATE', 'CONFIDENTIAL'].includes(wordOf(event, 'class'))) return 'private';
  if (wordOf(event, 'status') === 'CANCELLED' || isDeclined(event, ownMail)) return 'cancelled';
  const busyStatus = wordOf(event, 'x-microsoft-cdo-busystatus');
  if (wordOf(event, 'transp') === 'TRANSPARENT' || busyStatus === 'FREE') return 'free';
  return isAllDay && busyStatus === 'OOF' ? 'free' : undefined;
}

function isDeclined(event: IcalComponent, ownMail: string): boolean {
  if (ownMail === '') return false;
  return event.getAllProperties('attendee').some((attendee) => {
    const address = String(attendee.getFirstValue()).replace(/^mailto:/i, '');
    return address.toLowerCase() === ownMail.toLowerCase() && attendee.getParameter('partstat') === 'DECLINED';
  });
}

const withoutControls = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
/** In UTF-16 units, never through a surrogate pair. */
const cut = (text: string, units: number): string => text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');

export function readEventText(event: IcalComponent, isAllDay: boolean): EventText {
  const isOut = !isAllDay && wordOf(event, 'x-microsoft-cdo-busystatus') === 'OOF';
  const isMeeting = event.getAllProperties('attendee').length > 0;
  const place = withoutControls(textOf(event, 'location'));
  const description = textOf(event, 'description').replaceAll('\r', '').replaceAll('\0', '').trim();
  const detail = [place, description].filter((part) => part !== '').join('\n');
  return {
    kind: isOut ? 'offsite' : isMeeting ? 'meeting' : 'task',
    workStyle: isOut ? 'offsite' : 'regular',
    title: cut(withoutControls(textOf(event, 'summary')), MAX_TASK_TITLE) || '（件名なし）',
    detail: cut(detail, MAX_TASK_TEXT),
  };
}

/** How long an event is, in minutes or, for whole days, in days; asked once for all its repetitions. */
export interface EventLength {
  readonly amount: number;
  /** Of the readings that the file does not define itself. */
  readonly zone: string;
}

export function lengthOfEvent(event: IcalComponent, tenantZone: string): EventLength {
  // Its exceptions are none of its concern here, and looking for them would cost the square of a calendar's size.
  const { startDate, endDate } = new ICAL.Event(event, { exceptions: [] });
  const zone = zoneOfProperty(event.getFirstProperty('dtstart'), tenantZone);
  if (startDate.isDate)
    return { amount: Math.max(1, Math.round(endDate.subtractDate(startDate).toSeconds() / 86_400)), zone };
  const endZone = zoneOfProperty(event.getFirstProperty('dtend') ?? event.getFirstProperty('dtstart'), tenantZone);
  return { amount: minuteOfTime(endDate, endZone) - minuteOfTime(startDate, zone), zone };
}

/** When an event is, if it begins at `start`. */
export function whenOf(start: IcalTime, length: EventLength): CalendarEntry['when'] {
  if (start.isDate) {
    const startDate = dateOfTime(start);
    return { isAllDay: true, startDate, endDate: addDays(startDate, length.amount) };
  }
  const from = minuteOfTime(start, length.zone);
  return { isAllDay: false, span: interval(from, from + length.amount) };
}

/** Within the window at least for a minute. An appointment without length is in no window: it keeps nobody busy. */
export function isInWindow(when: CalendarEntry['when'], window: CalendarWindow): boolean {
  if (when.isAllDay) return when.startDate <= window.lastDate && when.endDate > window.firstDate;
  return !isEmpty(when.span) && when.span.start < window.span.end && window.span.start < when.span.end;
}
