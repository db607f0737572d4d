import type { TaskKind, WorkStyle } from '#domain/contract/work-rules.ts';
import type { Interval, WorkDate } from '#domain/time/types.ts';

/** One appointment of a calendar within the window, as it was read: nothing private is in here. */
export interface CalendarEntry {
  readonly uid: string;
  /** Which one of a series, by where the series itself puts it: a moved one keeps it. Empty: no series. */
  readonly recurrence: string;
  readonly kind: TaskKind;
  readonly workStyle: WorkStyle;
  readonly title: string;
  readonly detail: string;
  readonly when: TimedSpan | DaySpan;
}
export interface TimedSpan {
  readonly isAllDay: false;
  readonly span: Interval;
}
/** Whole calendar days, `endDate` excluded. */
export interface DaySpan {
  readonly isAllDay: true;
  readonly startDate: WorkDate;
  readonly endDate: WorkDate;
}

/** Why an entry was left out. */
export type LeftOut = 'private' | 'cancelled' | 'free' | 'unreadable';

export interface CalendarWindow {
  /** First and last date, both included. */
  readonly firstDate: WorkDate;
  readonly lastDate: WorkDate;
  /** From the beginning of the first work date to the end of the last. */
  readonly span: Interval;
  /** Readings without a zone, and zones that nobody knows, are the tenant's. */
  readonly zone: string;
  /** The person's address: what they have declined is no appointment. */
  readonly ownMail: string;
}

export type ReadCalendar =
  | {
      readonly entries: readonly CalendarEntry[];
      readonly leftOut: Readonly<Record<LeftOut, number>>;
    }
  | { readonly problem: 'not_a_calendar' | 'broken' | 'too_many_entries'; readonly detail: string };
