import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { computedDaySchema } from './computed-day.ts';
import { inputCountsSchema } from './wire.ts';
import { breakWindowSchema, operationSchema, workDateSchema } from './work-rules.ts';

/** `yyyymm` as in the guide's file names. */
export const monthSchema = z.string().regex(/^\d{4}(0[1-9]|1[0-2])$/, 'a month is written yyyymm');
const uuidParam = z.object({ personId: z.union([z.uuid(), z.literal('me')]) });

export const monthDaySchema = z.object({
  workDate: workDateSchema,
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
});

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
    day: computedDaySchema.nullable(),
    pattern: z.object({
      name: z.string(),
      scheduledMinutes: z.int(),
      breaks: z.array(breakWindowSchema),
      autoEndClock: z.int(),
    }),
    operations: z.array(operationSchema.extend({ clock: z.int() })),
    minutes: z.array(dayMinuteSchema),
    slices: z.array(daySliceSchema),
    windows: z.array(dayWindowSchema),
    devices: z.array(z.object({ deviceId: z.uuid(), name: z.string() })),
    sessionChanges: z.array(z.object({ at: z.int(), clock: z.int(), change: z.string(), deviceId: z.uuid() })),
  }),
});
export type DayAnswer = z.infer<NonNullable<(typeof readDay)['answer']>>;
export type MonthAnswer = z.infer<NonNullable<(typeof readMonth)['answer']>>;
