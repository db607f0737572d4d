import { z } from 'zod';
import { MAX_CLOCK, type WorkDate } from '../time/types.ts';

/** `YYYY-MM-DD`, a real calendar day. */
export const workDateSchema = z.iso.date().transform((text) => text as WorkDate);
export const clockSchema = z.int().min(0).max(MAX_CLOCK);

/** A break window of a pattern on the work date's 48-hour clock (already shifted by +24:00 where it lies below autoEndClock). */
export const breakWindowSchema = z
  .object({ startClock: clockSchema, endClock: clockSchema })
  .refine((window) => window.startClock < window.endClock, 'a break window ends after it starts');
export type BreakWindow = z.infer<typeof breakWindowSchema>;

/** 勤務パターン: breaks, scheduled minutes, morning minutes, and the clock at which the work date begins and ends. */
export const workPatternSchema = z.object({
  patternId: z.uuid(),
  code: z.string(),
  name: z.string(),
  breaks: z.array(breakWindowSchema),
  scheduledMinutes: z.int().min(0).max(1440),
  morningMinutes: z.int().min(1).max(1440).nullable(),
  /** 自動終了時刻 00:00-12:00 (default 05:00): the work date begins here and ends at the next date's. */
  autoEndClock: z.int().min(0).max(720),
});
export type WorkPattern = z.infer<typeof workPatternSchema>;

/** What holds for a person from a date on. Past dates keep the entry of their time. */
export const assignmentSchema = z.object({
  from: workDateSchema,
  groupId: z.uuid(),
  pattern: workPatternSchema,
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** ROSTER fact, carried whole: everything the rules need to know of a person. Subject roster.v1.<tenant>.<person>. */
export const personRulesSchema = z.object({
  tenantId: z.uuid(),
  personId: z.uuid(),
  /** Rises with each change; the higher one holds, in whatever order they arrive. */
  version: z.int().min(1),
  /** IANA zone of the tenant. */
  zone: z.string().min(1),
  /** Ascending by `from`, at least one; the first also holds before its date. */
  assignments: z.array(assignmentSchema).min(1),
  /** データの自動登録 of the tenant, ascending by `from`; off before the first. Past dates keep what held on them. */
  autoRecording: z.array(z.object({ from: workDateSchema, isOn: z.boolean() })).default([]),
});
export type PersonRules = z.infer<typeof personRulesSchema>;

export const WORK_OPERATIONS = ['start', 'break', 'resume', 'end'] as const;
export const WORK_STYLES = ['regular', 'offsite', 'remote'] as const;
export type WorkOperation = (typeof WORK_OPERATIONS)[number];
export type WorkStyle = (typeof WORK_STYLES)[number];

/** Where a request stands. 提出済み(承認待ち) / 承認 / 差戻し / 取下げ. */
export const REQUEST_STATES = ['submitted', 'approved', 'returned', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** 半休: names the half that is worked. */
export const HALF_DAYS = ['morning', 'afternoon'] as const;
export type HalfDay = (typeof HALF_DAYS)[number];

/** One press of 開始 / 休憩 / 再開 / 終了, taken at its minute when stored. */
export const operationSchema = z.object({
  operationId: z.uuid(),
  kind: z.enum(WORK_OPERATIONS),
  /** UnixMinute of the press. */
  atMinute: z.int(),
  /** start only: 休日出勤 and 勤務形態; ignored elsewhere. */
  isHolidayWork: z.boolean().default(false),
  workStyle: z.enum(WORK_STYLES).default('regular'),
  /** start only: 業務時間 of this day where it differs from the pattern's; 0 is a value. */
  scheduledMinutes: z.int().min(0).max(1440).nullable().default(null),
  /**
   * Where its request stands. `returned` start: the span is not declared. `submitted`: counts, provisional. `withdrawn` start: not declared.
   * `none`: needs no approval.
   */
  requestState: z.enum(['none', ...REQUEST_STATES]).default('none'),
  /** start only: 半休. 午前 → the pattern's 午前業務時間, 午後 → the rest; `scheduledMinutes` wins over it. */
  halfDay: z.enum(HALF_DAYS).nullable().default(null),
  /** `imported`: past work that an administrator brought in from another system. */
  origin: z.enum(['pressed', 'imported']).default('pressed'),
});
export type Operation = z.infer<typeof operationSchema>;

/** 勤務修正: the whole day as it should be, in place of what was pressed. No operations: nothing was worked. */
export const correctionSchema = z.object({
  requestId: z.uuid(),
  state: z.enum(REQUEST_STATES),
  operations: z.array(operationSchema),
});
export type Correction = z.infer<typeof correctionSchema>;

/** 業務の種類: 個人タスク / 会議 / 外出. */
export const TASK_KINDS = ['task', 'meeting', 'offsite'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What the rules need of a task (業務): its title stays in Postgres. An all-day task has the bounds of its calendar day. */
export const dayTaskSchema = z.object({
  taskId: z.uuid(),
  kind: z.enum(TASK_KINDS),
  workStyle: z.enum(WORK_STYLES),
  startMinute: z.int(),
  endMinute: z.int(),
  isAllDay: z.boolean(),
});
export type DayTask = z.infer<typeof dayTaskSchema>;

/** Half-open minutes, as facts carry them. */
const minutesSchema = z.object({ start: z.int(), end: z.int() });

/** The declared minutes of a day with what decides their kind: everything that its declared figures are made of. */
export const declarationSchema = z.object({
  /** Declared spans with their breaks inside; ascending. An empty span is start = end. */
  spans: z.array(minutesSchema),
  breaks: z.array(minutesSchema),
  /** The overtime minutes; with auto-recording on they may lie outside the spans. */
  overtime: z.array(minutesSchema),
  scheduledMinutes: z.int(),
  isHolidayWork: z.boolean(),
});
export type Declaration = z.infer<typeof declarationSchema>;

/** The declared figures of a day: what an approval fixes and a difference names. Clocks null: no declaration, or a span still open. */
export const declaredFiguresSchema = z.object({
  clockInClock: clockSchema.nullable(),
  clockOutClock: clockSchema.nullable(),
  scheduledMinutes: z.int(),
  workedMinutes: z.int(),
  breakMinutes: z.int(),
  overtimeMinutes: z.int(),
  holidayWorkMinutes: z.int(),
  lateNightMinutes: z.int(),
});
export type DeclaredFigures = z.infer<typeof declaredFiguresSchema>;

/**
 * What a person's approval of a whole day fixed: the declared minutes themselves, so that ledger and totals stay one. An automatic approval makes
 * none. PC figures always follow the facts.
 */
export const dayApprovalSchema = z.object({
  /** Epoch ms. */
  approvedAt: z.int(),
  approverId: z.uuid(),
  ...declarationSchema.shape,
  /** Revisions of the inputs that the approver saw: a later difference names its reasons by them. */
  basis: z.object({
    workVersion: z.int(),
    rosterVersion: z.int(),
    rulesVersion: z.int(),
    pcActiveMinutes: z.int(),
    firstActiveClock: clockSchema.nullable(),
    lastActiveClock: clockSchema.nullable(),
  }),
  /** false while a newer request of the person waits: then the day counts as it is now declared, provisionally. */
  holds: z.boolean(),
  /** Figures that an approver has seen differ and decided not to take: they are no difference any more. */
  declinedFigures: declaredFiguresSchema.nullable(),
});
export type DayApproval = z.infer<typeof dayApprovalSchema>;

/** WORK fact, carried whole: everything declared of one person and work date. Subject work.v1.<tenant>.<person>. */
export const declaredDaySchema = z.object({
  tenantId: z.uuid(),
  personId: z.uuid(),
  workDate: workDateSchema,
  version: z.int().min(1),
  /** In the order in which they were pressed. */
  operations: z.array(operationSchema),
  /** In the order in which they were first sent: the latest that is neither returned nor withdrawn holds. */
  corrections: z.array(correctionSchema).default([]),
  tasks: z.array(dayTaskSchema).default([]),
  /** Where the end request stands that the server recorded on an auto-recorded day; `none`: there is none, or it was approved automatically. */
  recordedEndState: z.enum(['none', ...REQUEST_STATES]).default('none'),
  /** The person's approval of the whole day, if there is one. */
  approval: dayApprovalSchema.nullable().default(null),
});
export type DeclaredDay = z.infer<typeof declaredDaySchema>;
