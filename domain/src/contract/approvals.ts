import { z } from 'zod';
import { requestNowSchema } from './api-errors.ts';
import { computedDaySchema, DIFFERENCE_REASONS } from './computed-day.ts';
import { endpoint } from './endpoint.ts';
import { legalSummarySchema } from './legal.ts';
import { visibleGroupSchema } from './people.ts';
import { commentSchema, requestEventSchema, workRequestSchema } from './requests.ts';
import { declaredFiguresSchema, workDateSchema } from './work-rules.ts';

/** What an approver should look at before deciding, the weightiest first. */
export const ATTENTION_FLAGS = [
  'overCap',
  'difference',
  'correctedAutoEnd',
  'correction',
  'deviation',
  'missingReport',
  'unansweredUnrequested',
  'lateNight',
] as const;
export type AttentionFlag = (typeof ATTENTION_FLAGS)[number];

/** A flag with its amount, where it has one: minutes of deviation, of 申請外, of late night; tasks without a report. */
export const attentionSchema = z.object({ flag: z.enum(ATTENTION_FLAGS), amount: z.int().nullable() });
export type Attention = z.infer<typeof attentionSchema>;

/** What an approver sees of the computed day. */
export const approvalFiguresSchema = computedDaySchema.pick({
  dayState: true,
  isConfirmed: true,
  isProvisional: true,
  isHolidayWork: true,
  workStyle: true,
  declarationSource: true,
  clockInClock: true,
  clockOutClock: true,
  scheduledMinutes: true,
  workedMinutes: true,
  breakMinutes: true,
  overtimeMinutes: true,
  holidayWorkMinutes: true,
  lateNightMinutes: true,
  unrequestedMinutes: true,
  pcInBreakMinutes: true,
  deviationMinutes: true,
  firstActiveClock: true,
  lastActiveClock: true,
  pcActiveMinutes: true,
  hasPcData: true,
  /** Lane 申告: the row's bar shows each span and its breaks. */
  declared: true,
});
export type ApprovalFigures = z.infer<typeof approvalFiguresSchema>;

/** One person and work date: what is decided together. */
export const approvalDaySchema = z.object({
  personId: z.uuid(),
  personName: z.string(),
  employeeNumber: z.string(),
  /** The group on the work date: it gives the right. */
  groupId: z.uuid(),
  groupName: z.string(),
  workDate: workDateSchema,
  /** In the order in which they were made; decided and automatic ones of the day too. */
  requests: z.array(workRequestSchema),
  /** false: it is the viewer's own day, and somebody else can decide. */
  mayDecide: z.boolean(),
  /** null: the processor has not computed the day yet. */
  figures: approvalFiguresSchema.nullable(),
  /** The figures belong to an older state of the day; ask again in a moment. */
  isSettling: z.boolean(),
  /** Stands for the declared figures shown here; sent back with a decision, so that nobody approves what they have not seen. */
  seenFigures: z.string(),
  attention: z.array(attentionSchema),
  /** Month, year and averages of the person as they are with this day in them, expected overtime that waits included; null: not computed. */
  legal: legalSummarySchema.nullable(),
  /** The approval that a person gave before, if there is one. */
  approval: z.object({ approvedAt: z.int(), approverName: z.string().nullable(), holds: z.boolean() }).nullable(),
  /** What the rules give now where it differs from what was approved, and why. */
  difference: z.object({ figures: declaredFiguresSchema, reasons: z.array(z.enum(DIFFERENCE_REASONS)) }).nullable(),
});
export type ApprovalDay = z.infer<typeof approvalDaySchema>;

/** So many person-days a list shows at once: those that wait longest. */
export const MAX_APPROVAL_DAYS = 500;

export const listApprovals = endpoint({
  name: 'listApprovals',
  method: 'GET',
  path: '/api/approvals',
  summary:
    '承認一覧: person-days that wait for a decision (or were decided), those that need eyes first, the ordinary ones last.',
  access: 'signedIn',
  query: z.strictObject({
    /** Without it: every group that the viewer approves for and those below. */
    groupId: z.uuid().optional(),
    includeBelow: z.enum(['true', 'false']).default('true'),
    /** `waiting`: requests that wait, and differences to settle. `decided`: of the last 62 days, the newest decision first. */
    state: z.enum(['waiting', 'decided']).default('waiting'),
  }),
  answer: z.object({
    /** Groups in which the viewer may decide, in tree order. */
    groups: z.array(
      visibleGroupSchema.extend({ waitingDays: z.int(), differenceDays: z.int(), isSenior: z.boolean() }),
    ),
    days: z.array(approvalDaySchema),
    /** More than were answered: those that wait longest are here. */
    totalDays: z.int(),
  }),
});
export type ApprovalsAnswer = z.infer<NonNullable<(typeof listApprovals)['answer']>>;

export const countWaiting = endpoint({
  name: 'countWaiting',
  method: 'GET',
  path: '/api/approvals/count',
  summary: 'Numbers for home and menu: what waits for the viewer as approver, and own requests that were returned.',
  access: 'signedIn',
  answer: z.object({
    /** Whether there is a 承認一覧 for the viewer at all. */
    isApprover: z.boolean(),
    /** Person-days of groups whose approver the viewer is, and those below. Senior approvers get no notice (G:101-111). */
    waitingDays: z.int(),
    differenceDays: z.int(),
    /** Own requests that were returned or wait. */
    ownReturned: z.int(),
    ownWaiting: z.int(),
  }),
});

export const DECISIONS = ['approve', 'return'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Why a request was not decided. `changed`: somebody was quicker, or its person changed it. */
export const DECISION_OUTCOMES = [
  'done',
  'changed',
  'figuresChanged',
  'figuresNotReady',
  'ownRequest',
  'notFound',
] as const;

export const decideRequests = endpoint({
  name: 'decideRequests',
  method: 'POST',
  path: '/api/approvals',
  summary: 'Approve or return many requests, a transaction for each person-day; each request answers how it went.',
  access: 'signedIn',
  body: z.strictObject({
    decisions: z
      .array(
        z
          .strictObject({
            requestId: z.uuid(),
            version: z.int(),
            decision: z.enum(DECISIONS),
            comment: commentSchema.default(''),
            /** `seenFigures` of the list. Without it the figures of the moment are approved. */
            seenFigures: z.string().max(100).optional(),
          })
          .refine((each) => each.decision === 'approve' || each.comment !== '', {
            path: ['comment'],
            message: 'a return needs a comment',
          }),
      )
      .min(1)
      .max(1000),
  }),
  answer: z.object({
    /** In the order of the body. */
    results: z.array(
      z.object({
        requestId: z.uuid(),
        outcome: z.enum(DECISION_OUTCOMES),
        /** How the request stands now, and who brought it there; null: not found. */
        now: requestNowSchema.nullable(),
        /** The whole day is approved now: its declared figures are fixed. */
        isDayApproved: z.boolean(),
      }),
    ),
  }),
});
export type DecisionResult = z.infer<NonNullable<(typeof decideRequests)['answer']>>['results'][number];

const dayParams = z.object({ personId: z.union([z.uuid(), z.literal('me')]), workDate: workDateSchema });

export const resolveDifference = endpoint({
  name: 'resolveDifference',
  method: 'POST',
  path: '/api/people/:personId/days/:workDate/difference',
  summary: 'Settle the difference of an approved day: take what the rules give now, or keep what was approved.',
  access: 'signedIn',
  params: dayParams,
  body: z.strictObject({
    resolution: z.enum(['take', 'decline']),
    comment: commentSchema.min(1),
    /** The figures of the difference that the approver saw. */
    figures: declaredFiguresSchema.strict(),
  }),
  answer: z.object({ workVersion: z.int() }),
});

/** 差異の処理: how a difference was settled. */
const settlementSchema = z.object({
  at: z.int(),
  actorName: z.string().nullable(),
  resolution: z.enum(['take', 'decline']),
  comment: z.string(),
});

export const readDayHistory = endpoint({
  name: 'readDayHistory',
  method: 'GET',
  path: '/api/people/:personId/days/:workDate/requests',
  summary: '承認の履歴 of a date: its requests with all their events, its approval, and settled differences.',
  access: 'signedIn',
  params: dayParams,
  answer: z.object({
    requests: z.array(workRequestSchema.extend({ events: z.array(requestEventSchema) })),
    approval: z
      .object({
        approvedAt: z.int(),
        approverName: z.string().nullable(),
        holds: z.boolean(),
      })
      .nullable(),
    settlements: z.array(settlementSchema),
    /** Whether the viewer may settle a difference of this day. */
    maySettle: z.boolean(),
  }),
});
