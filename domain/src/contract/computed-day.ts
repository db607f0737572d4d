import { z } from 'zod';
import { unpackLedger } from './packed-ledger.ts';
import {
  clockSchema,
  dayTaskSchema,
  declarationSchema,
  declaredFiguresSchema,
  workDateSchema,
  WORK_STYLES,
} from './work-rules.ts';

/** What a person did with the PC in a minute. Three kinds of nothing are kept apart: no input, no data, a blind sensor. */
export const PC_STATES = ['active', 'idle', 'silent', 'sensorLost'] as const;
export type PcState = (typeof PC_STATES)[number];

/** Exactly one state for every minute of a work date. */
export const MINUTE_STATES = [
  'scheduledWork',
  'overtime',
  'holidayWork',
  'break',
  'unrequested',
  'notDeclared',
  'future',
] as const;
export type MinuteState = (typeof MINUTE_STATES)[number];

/** Half-open run of equal minutes; minutes are the truth, clocks are their wall-clock readings on the work date. */
const runBase = { startMinute: z.int(), endMinute: z.int(), startClock: clockSchema, endClock: clockSchema };
export const ledgerRunSchema = z.object({
  ...runBase,
  state: z.enum(MINUTE_STATES),
  pc: z.enum(PC_STATES),
  isLateNight: z.boolean(),
  /** Counts into 残業時間. With auto-recording on an active minute outside every declared span can be `unrequested` and this (G:183-190). */
  isOvertime: z.boolean().default(false),
  /** Name of the rule that gave the state; the screen shows its sentence. */
  rule: z.string(),
});
export type LedgerRun = z.infer<typeof ledgerRunSchema>;
export const declaredRunSchema = z.object({ ...runBase, kind: z.enum(['work', 'break']) });
export type DeclaredRun = z.infer<typeof declaredRunSchema>;

/** Lane 業務・会議: the day's tasks with their readings; titles are joined by whoever shows them. */
export const taskRunSchema = dayTaskSchema.extend({ startClock: clockSchema, endClock: clockSchema });
export type TaskRun = z.infer<typeof taskRunSchema>;

/** Whence the declared spans of a day come. `autoRecordedEnd`: 開始 was pressed, its end is the last activity. */
export const DECLARATION_SOURCES = [
  'none',
  'pressed',
  'imported',
  'corrected',
  'autoRecorded',
  'autoRecordedEnd',
] as const;
export type DeclarationSource = (typeof DECLARATION_SOURCES)[number];

/** Why the rules now give other figures than those approved. */
export const DIFFERENCE_REASONS = ['pcData', 'declaration', 'roster', 'rules'] as const;
export type DifferenceReason = (typeof DIFFERENCE_REASONS)[number];

/** Where the day stands for its person: decides the buttons. */
export const DAY_STATES = ['notStarted', 'working', 'onBreak', 'ended', 'autoEnded'] as const;
export type DayState = (typeof DAY_STATES)[number];

/**
 * One computed person and work date: the only source of every screen and file. Whole minutes.
 * Totals are sums over `ledger`: worked = scheduledWork + overtime + holidayWork, 残業 = minutes with isOvertime; a screen never computes them
 * again.
 */
export const computedDaySchema = z.object({
  workDate: workDateSchema,
  /** The work date as UnixMinute [startMinute, endMinute); asOfMinute = min(now, endMinute). */
  startMinute: z.int(),
  endMinute: z.int(),
  asOfMinute: z.int(),

  dayState: z.enum(DAY_STATES),
  /** false for an auto-ended day not yet corrected: its declared figures enter no sum and no file. */
  isConfirmed: z.boolean(),
  /** An open span, or a request that waits. */
  isProvisional: z.boolean(),
  isHolidayWork: z.boolean(),
  workStyle: z.enum(WORK_STYLES),
  hasDeclaration: z.boolean(),
  hasPcData: z.boolean(),

  scheduledMinutes: z.int(),
  workedMinutes: z.int(),
  breakMinutes: z.int(),
  overtimeMinutes: z.int(),
  unrequestedMinutes: z.int(),
  holidayWorkMinutes: z.int(),
  lateNightMinutes: z.int(),
  /** Active minutes inside breaks of declared spans: shown as "PC use in break", never unrequested. */
  pcInBreakMinutes: z.int(),

  /** Unions of the timed tasks of each kind. All-day tasks have no amount. */
  taskMinutes: z.int().default(0),
  meetingMinutes: z.int().default(0),
  offsiteMinutes: z.int().default(0),
  /** 乖離: how far the declaration and the PC log are apart, in minutes; see domain/src/worktime/deviation-minutes.ts. */
  deviationMinutes: z.int().default(0),

  declarationSource: z.enum(DECLARATION_SOURCES).default('pressed'),
  /** A person approved the whole day: declared figures are those of the approval while it `holds`. */
  approval: z.object({ approvedAt: z.int(), approverId: z.uuid(), holds: z.boolean() }).nullable().default(null),
  /** What the rules give now where it differs from the approved figures and nobody has settled it. */
  difference: z
    .object({
      figures: declaredFiguresSchema,
      reasons: z.array(z.enum(DIFFERENCE_REASONS)),
      /** The minutes behind `figures`: an approver who takes them fixes these. */
      declaration: declarationSchema,
    })
    .nullable()
    .default(null),

  /** First start and last end (null while open); deemedEndClock = clockOut − breaks, an export value only. */
  clockInClock: clockSchema.nullable(),
  clockOutClock: clockSchema.nullable(),
  deemedEndClock: z.int().nullable(),
  firstActiveClock: clockSchema.nullable(),
  lastActiveClock: clockSchema.nullable(),
  pcSpanMinutes: z.int(),
  pcActiveMinutes: z.int(),

  /** Declared spans one by one, ascending; touching ones stay apart, an empty one is start = end. */
  spans: declarationSchema.shape.spans.default([]),
  /** Lane 申告: declared spans with their breaks. */
  declared: z.array(declaredRunSchema),
  tasks: z.array(taskRunSchema).default([]),
  /** Every minute of [startMinute, endMinute) once, in order. Stored packed, unpacked by whoever parses the day. */
  ledger: z.preprocess(unpackLedger, z.array(ledgerRunSchema)),

  groupId: z.uuid(),
  patternCode: z.string(),
  /** Revisions of the inputs this day was computed from. */
  workVersion: z.int(),
  rosterVersion: z.int(),
  /** Raised when a rule in domain/ changes its meaning. */
  rulesVersion: z.int(),
});
export type ComputedDay = z.infer<typeof computedDaySchema>;
/** Raise with every change of a rule: `reconcile` then knows old results from wrong ones. */
export const RULES_VERSION = 4;
