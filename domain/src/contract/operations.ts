import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { DAY_STATES } from './computed-day.ts';
import { commentSchema, workRequestSchema } from './requests.ts';
import { breakWindowSchema, HALF_DAYS, WORK_OPERATIONS, WORK_STYLES, workDateSchema } from './work-rules.ts';

const byWorkStyle = z.object({ regular: z.boolean(), offsite: z.boolean(), remote: z.boolean() });

/** What the person should see to, the most urgent first. */
export const TODAY_WARNINGS = [
  'startReturned',
  'requestReturned',
  'autoEndedNotCorrected',
  'dayIsCorrected',
  'reportMissing',
] as const;
export type TodayWarning = (typeof TODAY_WARNINGS)[number];

/** Today of the signed-in person, from Postgres alone: the buttons are right at once, the figures follow from the processor. */
export const todaySchema = z.object({
  workDate: workDateSchema,
  dayState: z.enum(DAY_STATES),
  allowed: z.array(z.enum(WORK_OPERATIONS)),
  /** The button that is most likely pressed next; null: none is possible. */
  nextOperation: z.enum(WORK_OPERATIONS).nullable(),
  /** Revision of the declared work; the computed day has caught up when its workVersion is at least this. */
  workVersion: z.int(),
  isHolidayWork: z.boolean(),
  workStyle: z.enum(WORK_STYLES),
  /** 半休 and 業務時間 that the day's start named; null: none. */
  halfDay: z.enum(HALF_DAYS).nullable(),
  scheduledMinutes: z.int().nullable(),
  /** The next 開始 is the day's first: only it offers 休日出勤, 半休 and 業務時間. */
  isFirstStart: z.boolean(),
  /** Clock of the last operation, null before the first. */
  lastOperationClock: z.int().nullable(),
  nowClock: z.int(),
  /** What was pressed today; null: still running. */
  spans: z.array(
    z.object({
      startClock: z.int(),
      endClock: z.int().nullable(),
      workStyle: z.enum(WORK_STYLES),
      /** false: its start was returned or withdrawn. */
      isDeclared: z.boolean(),
      breaks: z.array(z.object({ startClock: z.int(), endClock: z.int().nullable() })),
    }),
  ),
  /** In the order in which they were made. */
  requests: z.array(workRequestSchema),
  /** `workDate`, `requestId`, `taskId`: what it is about, where it is about one. */
  warnings: z.array(
    z.object({
      kind: z.enum(TODAY_WARNINGS),
      workDate: workDateSchema,
      requestId: z.uuid().nullable(),
      taskId: z.uuid().nullable(),
    }),
  ),
  pattern: z.object({
    name: z.string(),
    breaks: z.array(breakWindowSchema),
    scheduledMinutes: z.int(),
    /** null: no 半休 is possible. */
    morningMinutes: z.int().nullable(),
    autoEndClock: z.int(),
  }),
  /** Whether a press by this person now would wait for an approver. */
  needsApproval: z.object({ start: byWorkStyle, end: z.boolean() }),
  /** 業務登録 at 開始, by the work style chosen; 業務報告 at 終了. */
  isTaskRequired: byWorkStyle,
  isReportRequired: z.boolean(),
  /** Tasks of today that have no report yet. */
  missingReports: z.array(z.object({ taskId: z.uuid(), title: z.string() })),
  hasTaskToday: z.boolean(),
});
export type Today = z.infer<typeof todaySchema>;

export const readToday = endpoint({
  name: 'readToday',
  method: 'GET',
  path: '/api/today',
  summary: 'The current work date of the signed-in person and the operations that are possible now.',
  access: 'signedIn',
  answer: todaySchema,
});
export const recordOperation = endpoint({
  name: 'recordOperation',
  method: 'POST',
  path: '/api/operations',
  summary:
    '開始 / 休憩 / 再開 / 終了 now, or at the minute of an offline press of the running work date. A repeat with the same operationId answers the first result.',
  access: 'signedIn',
  body: z.strictObject({
    operationId: z.uuid(),
    kind: z.enum(WORK_OPERATIONS),
    /** start and end: a word for the approver. */
    reason: commentSchema.default(''),
    /** The day's first start only; ignored on the others. */
    isHolidayWork: z.boolean().optional(),
    halfDay: z.enum(HALF_DAYS).nullable().default(null),
    scheduledMinutes: z.int().min(0).max(1440).nullable().default(null),
    /** start only. */
    workStyle: z.enum(WORK_STYLES).optional(),
    /** Pressed without a connection: both instants by the device's own clock. See domain/src/worktime/late-press.ts. */
    offline: z
      .strictObject({
        /** Who pressed: refused with `other_person_signed_in` where somebody else is signed in by now. */
        personId: z.uuid(),
        pressedAt: z.int().min(0),
        sentAt: z.int().min(0),
      })
      .optional(),
  }),
  answer: todaySchema,
});
