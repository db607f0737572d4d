import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const MAX_CALENDAR_BYTES = 2 * 1024 * 1024;

/** Why a calendar could not be imported; nothing has changed then. The screen's sentences are keyed by these names. */
export const CALENDAR_PROBLEMS = [
  'address_not_allowed',
  'not_reachable',
  'timed_out',
  'http_error',
  'too_many_redirects',
  'too_large',
  'not_a_calendar',
  'broken',
  'too_many_entries',
  'address_unreadable',
] as const;
export type CalendarProblem = (typeof CALENDAR_PROBLEMS)[number];

/** What one import did. Entries that were left out are counted by reason and shown nowhere. */
export const calendarCountsSchema = z.object({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  /** The calendar dropped them, but the person has written a report: they stay, marked. */
  kept: z.int(),
  leftOutPrivate: z.int(),
  leftOutCancelled: z.int(),
  /** Does not keep the person busy: free time, holidays, birthdays, reminders without length. */
  leftOutFree: z.int(),
  /** Damaged in itself (no start, a rule that says nothing); the rest of the calendar was imported. */
  leftOutUnreadable: z.int(),
});
export type CalendarCounts = z.infer<typeof calendarCountsSchema>;

export const calendarSyncSchema = z.object({
  /** Epoch ms. */
  at: z.int(),
  /** null: imported. */
  problem: z.enum(CALENDAR_PROBLEMS).nullable(),
  /** Where or what: an HTTP status, `line 12`, a host. Never the address. */
  problemDetail: z.string(),
  /** Of this import; zeros where there was a problem. */
  counts: calendarCountsSchema,
});
export type CalendarSync = z.infer<typeof calendarSyncSchema>;

const sourceSchema = z
  .object({
    kind: z.enum(['url', 'file']),
    /** Host of the address; the address is a secret and is never shown again. A file: its date says which. */
    host: z.string().nullable(),
    setAt: z.int(),
    lastSync: calendarSyncSchema.nullable(),
    /** null: a file is read once. */
    nextSyncAt: z.int().nullable(),
  })
  .nullable();
const calendarAnswer = z.object({ source: sourceSchema });
export type CalendarAnswer = z.infer<typeof calendarAnswer>;

export const readCalendarSource = endpoint({
  name: 'readCalendarSource',
  method: 'GET',
  path: '/api/calendar-source',
  summary: 'The calendar that is imported into the own 業務, and how the last import went.',
  access: 'signedIn',
  answer: calendarAnswer,
});

export const saveCalendarSource = endpoint({
  name: 'saveCalendarSource',
  method: 'PUT',
  path: '/api/calendar-source',
  summary: 'Import from this address from now on, today and two weeks ahead, every 15 minutes; the first time at once.',
  access: 'signedIn',
  body: z.strictObject({
    /** http, https or webcal; without user and password. */
    url: z
      .string()
      .trim()
      .max(2_000)
      .transform((text) => text.replace(/^webcals?:/i, 'https:'))
      .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be a http(s) address')
      .refine((text) => {
        if (!URL.canParse(text)) return true;
        const { username, password } = new URL(text);
        return username === '' && password === '';
      }, 'must not hold a user or password'),
  }),
  answer: calendarAnswer,
});

export const uploadCalendarFile = endpoint({
  name: 'uploadCalendarFile',
  method: 'POST',
  path: '/api/calendar-source/file',
  summary: 'Import an .ics file (raw bytes) once, in place of an address. With a problem nothing changes.',
  access: 'signedIn',
  rawBody: { maxBytes: MAX_CALENDAR_BYTES },
  answer: calendarAnswer.extend({ sync: calendarSyncSchema }),
});

export const syncCalendar = endpoint({
  name: 'syncCalendar',
  method: 'POST',
  path: '/api/calendar-source/syncs',
  summary: 'Import from the address now.',
  access: 'signedIn',
  answer: calendarAnswer,
});

export const removeCalendarSource = endpoint({
  name: 'removeCalendarSource',
  method: 'DELETE',
  path: '/api/calendar-source',
  summary: 'Import no more. Entries from today on go, but those with a report; past ones stay.',
  access: 'signedIn',
  answer: calendarAnswer,
});
