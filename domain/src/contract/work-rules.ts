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
});
export type PersonRules = z.infer<typeof personRulesSchema>;

export const WORK_OPERATIONS = ['start', 'break', 'resume', 'end'] as const;
export const WORK_STYLES = ['regular', 'offsite', 'remote'] as const;
export type WorkOperation = (typeof WORK_OPERATIONS)[number];
export type WorkStyle = (typeof WORK_STYLES)[number];

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
  requestState: z.enum(['none', 'submitted', 'approved', 'returned', 'withdrawn']).default('none'),
});
export type Operation = z.infer<typeof operationSchema>;

/** WORK fact, carried whole: all operations of one person and work date. Subject work.v1.<tenant>.<person>. */
export const declaredDaySchema = z.object({
  tenantId: z.uuid(),
  personId: z.uuid(),
  workDate: workDateSchema,
  version: z.int().min(1),
  /** In the order in which they were pressed. */
  operations: z.array(operationSchema),
});
export type DeclaredDay = z.infer<typeof declaredDaySchema>;
