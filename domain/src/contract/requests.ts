import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { declaredFiguresSchema } from './work-rules.ts';
import {
  breakWindowSchema,
  clockSchema,
  HALF_DAYS,
  REQUEST_STATES,
  workDateSchema,
  WORK_STYLES,
} from './work-rules.ts';

/** 開始申請 / 終了申請 / 残業申請 / 勤務修正. 休日出勤 is a property of the start. */
export const REQUEST_KINDS = ['start', 'end', 'overtime', 'correction'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** `automatic`: approved the moment it was made; it fixes nothing. */
export const REQUEST_MODES = ['automatic', 'manual'] as const;
export type RequestMode = (typeof REQUEST_MODES)[number];

const MAX_REASON = 1000;
/** 理由: no line of the audit, so it may be long; trimmed, and never empty where one is asked for. */
export const reasonSchema = z.string().trim().min(1).max(MAX_REASON);
export const commentSchema = z.string().trim().max(MAX_REASON);

/** 勤務時間 of a day for which another value is named. */
const scheduledSchema = z.int().min(0).max(1440).nullable();

/** One span of a day as it should be, on the work date's 48-hour clock. Breaks lie inside; start = end is a span of 0 minutes. */
export const correctedSpanSchema = z
  .strictObject({
    startClock: clockSchema,
    endClock: clockSchema,
    workStyle: z.enum(WORK_STYLES),
    breaks: z.array(breakWindowSchema.strict()).max(20),
  })
  .refine((span) => span.startClock <= span.endClock, { path: ['endClock'], message: 'a span ends after it starts' });
export type CorrectedSpan = z.infer<typeof correctedSpanSchema>;

/** 勤務修正: the whole day as it should be, in place of what was pressed. No spans: nothing was worked. */
export const correctedDaySchema = z.strictObject({
  /** Ascending, none over another. */
  spans: z.array(correctedSpanSchema).max(20),
  isHolidayWork: z.boolean(),
  /** Names the half that is worked; refused where the pattern has no 午前業務時間. */
  halfDay: z.enum(HALF_DAYS).nullable(),
  /** Wins over `halfDay`; 0 is a value; null: the pattern's. */
  scheduledMinutes: scheduledSchema,
});
export type CorrectedDay = z.infer<typeof correctedDaySchema>;

/** The day as it counted when it was corrected; a span that nobody ended has no end. */
export const dayBeforeSchema = correctedDaySchema.extend({
  spans: z.array(
    z.strictObject({
      startClock: clockSchema,
      endClock: clockSchema.nullable(),
      workStyle: z.enum(WORK_STYLES),
      breaks: z.array(z.strictObject({ startClock: clockSchema, endClock: clockSchema.nullable() })),
    }),
  ),
});
export type DayBefore = z.infer<typeof dayBeforeSchema>;

/** What a person may choose at 開始, and change when it was returned. */
export const startChoiceSchema = z.strictObject({
  isHolidayWork: z.boolean(),
  workStyle: z.enum(WORK_STYLES),
  halfDay: z.enum(HALF_DAYS).nullable(),
  scheduledMinutes: scheduledSchema,
});

/** What is asked for, by kind. Clocks are readings of the request's work date. */
export const requestContentSchema = z.discriminatedUnion('kind', [
  startChoiceSchema.extend({ kind: z.literal('start'), clock: clockSchema }),
  /** null: recorded from the PC log (データの自動登録), which may still move. */
  z.strictObject({ kind: z.literal('end'), clock: clockSchema.nullable() }),
  z.strictObject({ kind: z.literal('overtime'), expectedEndClock: clockSchema }),
  z.strictObject({ kind: z.literal('correction'), before: dayBeforeSchema, after: correctedDaySchema }),
]);
export type RequestContent = z.infer<typeof requestContentSchema>;

export const workRequestSchema = z.object({
  requestId: z.uuid(),
  /** Rises with each change; whoever changes it names the one that they saw. */
  version: z.int(),
  personId: z.uuid(),
  personName: z.string(),
  workDate: workDateSchema,
  mode: z.enum(REQUEST_MODES),
  state: z.enum(REQUEST_STATES),
  /** Made by the server from the PC log (データの自動登録). */
  isRecorded: z.boolean(),
  reason: z.string(),
  content: requestContentSchema,
  /** Epoch ms of the last sending: since when it waits. */
  submittedAt: z.int(),
  /** start and end pressed without a connection: epoch ms of its arrival. Null: taken when pressed. */
  receivedLateAt: z.int().nullable(),
  decidedAt: z.int().nullable(),
  decidedByName: z.string().nullable(),
  /** Comment of the last decision; '' without one. */
  decisionComment: z.string(),
});
export type WorkRequest = z.infer<typeof workRequestSchema>;

export const REQUEST_ACTIONS = [
  'submitted',
  'resubmitted',
  'approvedAutomatically',
  'approved',
  'returned',
  'withdrawn',
] as const;
export type RequestAction = (typeof REQUEST_ACTIONS)[number];

/** One line of 承認の履歴. */
export const requestEventSchema = z.object({
  at: z.int(),
  /** null: the server, or a person who has been deleted for good. */
  actorName: z.string().nullable(),
  action: z.enum(REQUEST_ACTIONS),
  comment: z.string(),
  /** resubmitted: what was asked for before. */
  contentBefore: requestContentSchema.nullable(),
  reasonBefore: z.string().nullable(),
});
export type RequestEvent = z.infer<typeof requestEventSchema>;

/** A request with everything that happened to it, and what the one who reads may do with it now. */
export const requestWithHistorySchema = workRequestSchema.extend({
  events: z.array(requestEventSchema),
  mayWithdraw: z.boolean(),
  mayResend: z.boolean(),
  mayDecide: z.boolean(),
});
export type RequestWithHistory = z.infer<typeof requestWithHistorySchema>;

const requestParam = z.object({ requestId: z.uuid() });
const changed = z.object({ request: requestWithHistorySchema });

export const listRequests = endpoint({
  name: 'listRequests',
  method: 'GET',
  path: '/api/requests',
  summary: '申請: the own requests, the newest work date first.',
  access: 'signedIn',
  query: z.strictObject({
    state: z.enum(REQUEST_STATES).optional(),
    /** `yyyymm` of the work dates. */
    month: z
      .string()
      .regex(/^\d{4}(0[1-9]|1[0-2])$/, 'a month is written yyyymm')
      .optional(),
    /** `nextCursor` of the page before. */
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ requests: z.array(workRequestSchema), nextCursor: z.string().nullable() }),
});

export const readRequest = endpoint({
  name: 'readRequest',
  method: 'GET',
  path: '/api/requests/:requestId',
  summary: 'One request with its whole history: the own one, or one of a group that the viewer approves for.',
  access: 'signedIn',
  params: requestParam,
  answer: changed,
});

export const createOvertimeRequest = endpoint({
  name: 'createOvertimeRequest',
  method: 'POST',
  path: '/api/overtime-requests',
  summary: '残業申請 for today or a coming date: always approved by a person, and so is the end of that day.',
  access: 'signedIn',
  body: z.strictObject({
    /** Made by the screen: sent twice it is one request. */
    requestId: z.uuid(),
    workDate: workDateSchema,
    expectedEndClock: clockSchema,
    reason: reasonSchema,
  }),
  answer: changed,
});

export const createCorrection = endpoint({
  name: 'createCorrection',
  method: 'POST',
  path: '/api/corrections',
  summary: '勤務修正: the whole day as it should be. Counts at once, provisionally, in place of what was pressed.',
  access: 'signedIn',
  body: z.strictObject({
    requestId: z.uuid(),
    workDate: workDateSchema,
    day: correctedDaySchema,
    reason: reasonSchema,
  }),
  answer: changed,
});

/** Figures of a day that a correction may change. */
export const previewFiguresSchema = declaredFiguresSchema.extend({ unrequestedMinutes: z.int() });

export const CORRECTION_OBSTACLES = ['future', 'running'] as const;

export const previewCorrection = endpoint({
  name: 'previewCorrection',
  method: 'GET',
  path: '/api/people/me/days/:workDate/correction',
  summary: 'What holds of an own date, and what a correction would make of it, by the very rules that will count it.',
  access: 'signedIn',
  params: z.object({ workDate: workDateSchema }),
  query: z.strictObject({
    /** JSON of the day as it should be (`CorrectedDay`); without it only what holds is answered. */
    draft: z
      .string()
      .max(20_000)
      .optional()
      .transform((text, context): unknown => {
        try {
          return text === undefined ? undefined : JSON.parse(text);
        } catch {
          context.addIssue({ code: 'custom', message: 'no JSON' });
          return z.NEVER;
        }
      })
      .pipe(correctedDaySchema.optional()),
  }),
  answer: z.object({
    workDate: workDateSchema,
    /** `running`: 終了 first. null: may be corrected. */
    obstacle: z.enum(CORRECTION_OBSTACLES).nullable(),
    /** The reading at which the work date begins and ends: clocks of a correction lie between them, both included. */
    firstClock: z.int(),
    lastClock: z.int(),
    pattern: z.object({
      name: z.string(),
      breaks: z.array(breakWindowSchema),
      scheduledMinutes: z.int(),
      morningMinutes: z.int().nullable(),
    }),
    before: z.object({ day: dayBeforeSchema, figures: previewFiguresSchema }),
    after: z.object({ day: correctedDaySchema, figures: previewFiguresSchema }).nullable(),
  }),
});

/** What is asked for when a returned request is sent again; the press of a start or an end stays at its minute. */
export const resentContentSchema = z.discriminatedUnion('kind', [
  startChoiceSchema.extend({ kind: z.literal('start') }),
  z.strictObject({ kind: z.literal('end') }),
  z.strictObject({ kind: z.literal('overtime'), expectedEndClock: clockSchema }),
  z.strictObject({ kind: z.literal('correction'), day: correctedDaySchema }),
]);
export type ResentContent = z.infer<typeof resentContentSchema>;

export const resendRequest = endpoint({
  name: 'resendRequest',
  method: 'PUT',
  path: '/api/requests/:requestId',
  summary: 'Send a returned request again, edited.',
  access: 'signedIn',
  params: requestParam,
  body: z.strictObject({ version: z.int(), reason: commentSchema, content: resentContentSchema }),
  answer: changed,
});

export const withdrawRequest = endpoint({
  name: 'withdrawRequest',
  method: 'POST',
  path: '/api/requests/:requestId/withdrawal',
  summary: '取下げ of an own request that waits or was returned.',
  access: 'signedIn',
  params: requestParam,
  body: z.strictObject({ version: z.int(), comment: commentSchema.default('') }),
  answer: changed,
});
