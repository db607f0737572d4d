import type { PersonRules } from '#domain/contract/work-rules.ts';
import { allDayInterval } from '#domain/tasks/place-task.ts';
import { addDays, dayNumberOf } from '#domain/time/calendar.ts';
import { interval, isEmpty } from '#domain/time/interval.ts';
import type { Interval, WorkDate } from '#domain/time/types.ts';
import { workDateInterval, workDateOf } from '#domain/time/work-date.ts';
import type { CalendarEntry, CalendarWindow } from './calendar-entry.ts';

/** An appointment, or the part of a long one that lies on one work date: what becomes a task. */
export interface PlacedEntry extends Omit<CalendarEntry, 'when' | 'recurrence'> {
  /** `recurrence|part|uid`: by this the next import finds it again, wherever it has been moved to. */
  readonly externalId: string;
  readonly workDate: WorkDate;
  readonly isAllDay: boolean;
  readonly span: Interval;
}

/** The UID within an external id. */
export const uidOfExternalId = (externalId: string): string => externalId.split('|').slice(2).join('|');

/**
 * Tasks end on their work date, appointments need not: one of several days is a task on each of them.
 *
 *   all-day   11th-13th            →  11th 0:00-24:00, 12th 0:00-24:00, 13th 0:00-24:00
 *   timed     11th 22:00 - 12th 8:00, 自動終了時刻 5:00  →  11th 22:00-29:00, 12th 5:00-8:00
 */
export function placeEntries(
  entries: readonly CalendarEntry[],
  rules: PersonRules,
  window: CalendarWindow,
): PlacedEntry[] {
  const dates: WorkDate[] = [];
  for (let each = window.firstDate; each <= window.lastDate; each = addDays(each, 1)) dates.push(each);
  return entries.flatMap(({ when, recurrence, ...entry }) =>
    dates.flatMap((workDate) => {
      const span = partOn(workDate, when, rules);
      if (span === undefined) return [];
      const part = partNumber(workDate, when, rules);
      return [{ ...entry, externalId: `${recurrence}|${part}|${entry.uid}`, workDate, isAllDay: when.isAllDay, span }];
    }),
  );
}

function partOn(workDate: WorkDate, when: CalendarEntry['when'], rules: PersonRules): Interval | undefined {
  if (when.isAllDay) {
    return when.startDate <= workDate && workDate < when.endDate ? allDayInterval(workDate, rules.zone) : undefined;
  }
  const day = workDateInterval(workDate, rules);
  const span = interval(Math.max(day.start, when.span.start), Math.min(day.end, when.span.end));
  return isEmpty(span) ? undefined : span;
}

/** 0 on the first day, also when that lies before the window: a part keeps its number while days go by. */
const partNumber = (workDate: WorkDate, when: CalendarEntry['when'], rules: PersonRules): number =>
  dayNumberOf(workDate) - dayNumberOf(when.isAllDay ? when.startDate : workDateOf(when.span.start, rules));
