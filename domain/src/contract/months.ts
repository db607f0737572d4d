import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { computedDaySchema, DIFFERENCE_REASONS } from './computed-day.ts';
import { taskSchema } from './tasks.ts';
import { unrequestedBlockSchema } from './unrequested-answers.ts';
import { inputCountsSchema } from './wire.ts';
import {
  breakWindowSchema,
  declaredFiguresSchema,
  operationSchema,
  REQUEST_STATES,
  workDateSchema,
} from './work-rules.ts';

/** `yyyymm` as in the guide's file names. */
export const monthSchema = z.string().regex(/^\d{4}(0[1-9]|1[0-2])$/, 'a month is written yyyymm');
const uuidParam = z.object({ personId: z.union([z.uuid(), z.literal('me')]) });

/** A request as the list and the detail mark it; the rest is in requests.ts. In the order in which they were first sent. */
export const requestMarkSchema = z.object({
  requestId: z.uuid(),
  kind: z.enum(['start', 'end', 'overtime', 'correction']),
  mode: z.enum(['automatic', 'manual']),
  state: z.enum(REQUEST_STATES),
});
export type RequestMark = z.infer<typeof requestMarkSchema>;

/**
 * 休日 by the company's settings; the name is that of a public holiday or of the company's own day, '' where the weekday is off. A company's own day has
 * its one name in every language.
 */
export const dayOffSchema = z.object({ name: z.string(), englishName: z.string() });
export type DayOff = z.infer<typeof dayOffSchema>;

export const monthDaySchema = z.object({
  workDate: workDateSchema,
  /** null: a working day of the company. */
  dayOff: dayOffSchema.nullable(),
  requests: z.array(requestMarkSchema),
  /** 申請外 by block: how many there are, and how many of them still wait for the person's answer. */
  unrequestedBlocks: z.object({ total: z.int(), unanswered: z.int() }),
  /** null: no declared work and no PC data arrived for this date: never shown as zero. */
  day: computedDaySchema.nullable(),
});
export type MonthDay = z.infer<typeof monthDaySchema>;

/** Sums of the month over confirmed days for declared figures, over all days for PC figures. */
export const monthTotalsSchema = z.object({
  workedMinutes: z.int(),
  breakMinutes: z.int(),
  overtimeMinutes: z.int(),
  unrequestedMinutes: z.int(),
  holidayWorkMinutes: z.int(),
  lateNightMinutes: z.int(),
  pcActiveMinutes: z.int(),
  scheduledMinutes: z.int(),
  workedDays: z.int(),
  /** Auto-ended days not yet corrected: their declared figures are in no sum. */
  leftOutDays: z.int(),
  provisionalDays: z.int(),
});
export type MonthTotals = z.infer<typeof monthTotalsSchema>;

export const personHeaderSchema = z.object({
  personId: z.uuid(),
  name: z.string(),
  employeeNumber: z.string(),
  groupName: z.string(),
  patternName: z.string(),
  zone: z.string(),
});
export type PersonHeader = z.infer<typeof personHeaderSchema>;

export const readMonth = endpoint({
  name: 'readMonth',
  method: 'GET',
  path: '/api/people/:personId/months/:month',
  summary: '勤務一覧: every date of a month with its computed day, and the totals.',
  access: 'signedIn',
  params: uuidParam.extend({ month: monthSchema }),
  answer: z.object({
    person: personHeaderSchema,
    month: monthSchema,
    /** The work date that runs now for this person, in the tenant's zone. */
    currentWorkDate: workDateSchema,
    days: z.array(monthDaySchema),
    totals: monthTotalsSchema,
    /** Last fact received from any PC of the person; null: none ever. Epoch ms. */
    lastReceivedAt: z.int().nullable(),
  }),
});

/** One recorded minute: input counts summed over the person's devices. */
export const dayMinuteSchema = z.object({
  minute: z.int(),
  clock: z.int(),
  counts: inputCountsSchema,
  devices: z.array(z.uuid()),
});
/** Seconds that a window was in front during the day, summed over minutes and devices. */
export const dayWindowSchema = z.object({
  process: z.string(),
  title: z.string(),
  url: z.string(),
  /** HP 名称 of the URL by the tenant's present mapping; absent: it has none. */
  siteName: z.string().optional(),
  seconds: z.int(),
  firstClock: z.int(),
});
export const daySliceSchema = z.object({
  minute: z.int(),
  clock: z.int(),
  process: z.string(),
  title: z.string(),
  url: z.string(),
  seconds: z.int(),
  devices: z.array(z.uuid()),
});

/** What an approver or employee sees of a request of the day; texts and history are in requests.ts. */
export const dayRequestSchema = requestMarkSchema.extend({
  version: z.int(),
  submittedAt: z.int(),
  decidedAt: z.int().nullable(),
  /** null: nobody has decided, it was automatic, or the person is gone for good. */
  decidedByName: z.string().nullable(),
});
export type DayRequest = z.infer<typeof dayRequestSchema>;

/** The figures of a closed day changed afterwards: what, and why. Newest first. */
export const dayChangeSchema = z.object({
  /** Epoch ms. */
  changedAt: z.int(),
  reasons: z.array(z.enum(DIFFERENCE_REASONS)),
  before: declaredFiguresSchema.extend({ unrequestedMinutes: z.int(), pcActiveMinutes: z.int() }),
  after: declaredFiguresSchema.extend({ unrequestedMinutes: z.int(), pcActiveMinutes: z.int() }),
});
export type DayChange = z.infer<typeof dayChangeSchema>;

export const readDay = endpoint({
  name: 'readDay',
  method: 'GET',
  path: '/api/people/:personId/days/:workDate',
  summary: '勤務実績 [詳細]: the ledger of a date, the recorded minutes and the windows behind each number.',
  access: 'signedIn',
  params: uuidParam.extend({ workDate: workDateSchema }),
  answer: z.object({
    person: personHeaderSchema,
    workDate: workDateSchema,
    dayOff: dayOffSchema.nullable(),
    day: computedDaySchema.nullable(),
    pattern: z.object({
      name: z.string(),
      scheduledMinutes: z.int(),
      breaks: z.array(breakWindowSchema),
      autoEndClock: z.int(),
    }),
    operations: z.array(operationSchema.extend({ clock: z.int(), receivedLateAt: z.int().nullable() })),
    minutes: z.array(dayMinuteSchema),
    slices: z.array(daySliceSchema),
    windows: z.array(dayWindowSchema),
    devices: z.array(z.object({ deviceId: z.uuid(), name: z.string() })),
    tasks: z.array(taskSchema),
    unrequestedBlocks: z.array(unrequestedBlockSchema),
    requests: z.array(dayRequestSchema),
    /** Who approved the whole day; null: nobody, or they are gone for good. */
    approverName: z.string().nullable(),
    changes: z.array(dayChangeSchema),
    sessionChanges: z.array(z.object({ at: z.int(), clock: z.int(), change: z.string(), deviceId: z.uuid() })),
  }),
});
export type DayAnswer = z.infer<NonNullable<(typeof readDay)['answer']>>;
export type MonthAnswer = z.infer<NonNullable<(typeof readMonth)['answer']>>;
