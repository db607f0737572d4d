import { createHash } from 'node:crypto';
import ICAL from 'ical.js';
import type { CalendarEntry, CalendarWindow, LeftOut, ReadCalendar } from './calendar-entry.ts';
import { minuteOfTime, recurrenceKey, zoneOfProperty } from './calendar-time.ts';
import type { IcalTime } from './calendar-time.ts';
import { lineOfMistake, splitEvents } from './calendar-lines.ts';
import { isInWindow, lengthOfEvent, readEventText, reasonToLeaveOut, whenOf } from './read-event.ts';
import type { IcalComponent } from './read-event.ts';

/** Two weeks hold no more of a person's appointments; a calendar that does is not a person's. */
const MAX_ENTRIES = 1_000;
/** Steps of one series, 54 years of a daily one; and of all series of a calendar, a few seconds of work. More is damage or an attack. */
const MAX_STEPS = 20_000;
const MAX_STEPS_IN_ALL = 200_000;

/**
 * The appointments of an iCalendar text within a window: series expanded with their exceptions (EXDATE, RECURRENCE-ID), zones as the file defines
 * them. Pure; run it in a thread of its own, because a hostile rule can keep a processor busy for long.
 */
export function readCalendar(text: string, window: CalendarWindow): ReadCalendar {
  const content = text.replace(/^\uFEFF/, '').trim();
  if (!/^BEGIN:VCALENDAR/i.test(content)) return { problem: 'not_a_calendar', detail: '' };
  const line = lineOfMistake(content);
  if (line !== undefined) return { problem: 'broken', detail: `line ${line}` };
  const series = seriesOf(content);
  if (series === undefined) return { problem: 'broken', detail: '' };
  const found: CalendarEntry[] = [];
  const steps = { left: MAX_STEPS_IN_ALL };
  const leftOut: Record<LeftOut, number> = { private: 0, cancelled: 0, free: 0, unreadable: 0 };
  for (const each of series) {
    try {
      for (const entry of readSeries(each, window, steps)) {
        if (typeof entry === 'string') leftOut[entry] += 1;
        else found.push(entry);
      }
    } catch {
      // The library throws for a start or a rule that says nothing: that appointment alone is lost, and counted.
      leftOut.unreadable += 1;
    }
    if (found.length > MAX_ENTRIES || steps.left <= 0) return { problem: 'too_many_entries', detail: '' };
  }
  return { entries: found, leftOut };
}

/** All components of one UID: the event itself and the repetitions that differ from it. */
interface Series {
  readonly uid: string;
  master: IcalComponent | undefined;
  readonly exceptions: IcalComponent[];
  /** METHOD:CANCEL of its calendar. */
  readonly isCancelled: boolean;
}

function seriesOf(text: string): Iterable<Series> | undefined {
  const byUid = new Map<string, Series>();
  try {
    for (const { frame, events } of splitEvents(text)) {
      const calendar = new ICAL.Component(ICAL.parse(frame) as Jcal);
      const isCancelled = String(calendar.getFirstPropertyValue('method') ?? '').toUpperCase() === 'CANCEL';
      for (const event of events) addTo(byUid, parseEvent(event, calendar), isCancelled);
    }
  } catch {
    return undefined;
  }
  return byUid.values();
}

type Jcal = ConstructorParameters<typeof ICAL.Component>[0];

/** The library gives up a whole text for one wrong value: each event is read alone, so that only its own is lost. */
function parseEvent(text: string, calendar: IcalComponent): IcalComponent | undefined {
  try {
    // With its parent it finds the zones that the calendar defines.
    return new ICAL.Component(ICAL.parse(text) as Jcal, calendar);
  } catch {
    return undefined;
  }
}

function addTo(byUid: Map<string, Series>, event: IcalComponent | undefined, isCancelled: boolean): void {
  // An unreadable one is a series of its own without anything in it.
  const uid = event === undefined ? `unreadable ${byUid.size}` : uidOf(event);
  const series = byUid.get(uid) ?? { uid, master: undefined, exceptions: [], isCancelled };
  byUid.set(uid, series);
  if (event?.hasProperty('recurrence-id') === true) series.exceptions.push(event);
  // A repeated UID is a newer copy (Outlook writes them in order of SEQUENCE).
  else series.master = event;
}

/** Some programs write none, some a page of it: then what it is about stands for it. */
function uidOf(event: IcalComponent): string {
  const uid = String(event.getFirstPropertyValue('uid') ?? '').trim();
  if (uid !== '' && uid.length <= 200) return uid;
  const start = String(event.getFirstPropertyValue('dtstart') ?? '');
  const named = uid === '' ? `${start} ${String(event.getFirstPropertyValue('summary') ?? '')}` : uid;
  return createHash('sha256').update(named).digest('base64url');
}

type Steps = { left: number };

function* readSeries(series: Series, window: CalendarWindow, steps: Steps): Generator<CalendarEntry | LeftOut> {
  const { master, exceptions } = series;
  if (master === undefined && exceptions.length === 0) return yield 'unreadable';
  const overridden = new Set<string>();
  for (const exception of exceptions) {
    const original = exception.getFirstPropertyValue('recurrence-id') as IcalTime;
    const key = recurrenceKey(original, zoneOfProperty(exception.getFirstProperty('recurrence-id'), window.zone));
    overridden.add(key);
    const start = exception.getFirstPropertyValue('dtstart') as IcalTime;
    yield* readOne(series, exception, whenOf(start, lengthOfEvent(exception, window.zone)), key, window);
  }
  if (master === undefined) return;
  const length = lengthOfEvent(master, window.zone);
  for (const [start, isRepeated] of startsOf(master, length.zone, window, steps)) {
    const when = whenOf(start, length);
    if (!isInWindow(when, window)) continue;
    const key = isRepeated ? recurrenceKey(start, length.zone) : '';
    if (!overridden.has(key)) yield* readOne(series, master, when, key, window);
  }
}

/** Where a series puts its appointments, up to the end of the window. */
function* startsOf(
  master: IcalComponent,
  zone: string,
  window: CalendarWindow,
  steps: Steps,
): Generator<[IcalTime, boolean]> {
  const event = new ICAL.Event(master, { exceptions: [] });
  if (!event.isRecurring()) return yield [event.startDate, false];
  const iterator = event.iterator();
  for (let step = 0; step < MAX_STEPS && steps.left > 0; step += 1) {
    steps.left -= 1;
    // The library says that it always gives one; it gives none at the end.
    const start = iterator.next() as IcalTime | undefined;
    if (start === undefined || minuteOfTime(start, zone) >= window.span.end) return;
    yield [start, true];
  }
  throw new RangeError('a series of too many steps');
}

function* readOne(
  series: Series,
  event: IcalComponent,
  when: CalendarEntry['when'],
  recurrence: string,
  window: CalendarWindow,
): Generator<CalendarEntry | LeftOut> {
  if (!isInWindow(when, window)) return;
  // A repetition that differs does not say again that its series is private.
  const ofMaster = series.master && reasonToLeaveOut(series.master, when.isAllDay, window.ownMail);
  const own = reasonToLeaveOut(event, when.isAllDay, window.ownMail);
  const reason = ofMaster === 'private' ? ofMaster : series.isCancelled ? 'cancelled' : own;
  if (reason !== undefined) yield reason;
  else yield { uid: series.uid, recurrence, ...readEventText(event, when.isAllDay), when };
}
