import { z } from 'zod';
import { clockSchema, workDateSchema, WORK_STYLES } from './work-rules.ts';

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
  /** Name of the rule that gave the state; the screen shows its sentence. */
  rule: z.string(),
});
export type LedgerRun = z.infer<typeof ledgerRunSchema>;
export const declaredRunSchema = z.object({ ...runBase, kind: z.enum(['work', 'break']) });
export type DeclaredRun = z.infer<typeof declaredRunSchema>;

/** Where the day stands for its person: decides the buttons. */
export const DAY_STATES = ['notStarted', 'working', 'onBreak', 'ended', 'autoEnded'] as const;
export type DayState = (typeof DAY_STATES)[number];

/**
 * One computed person and work date: the only source of every screen and file. Whole minutes.
 * Totals are sums over `ledger`: worked = scheduledWork + overtime + holidayWork; a screen never computes them again.
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

  /** First start and last end (null while open); deemedEndClock = clockOut − breaks, an export value only. */
  clockInClock: clockSchema.nullable(),
  clockOutClock: clockSchema.nullable(),
  deemedEndClock: z.int().nullable(),
  firstActiveClock: clockSchema.nullable(),
  lastActiveClock: clockSchema.nullable(),
  pcSpanMinutes: z.int(),
  pcActiveMinutes: z.int(),

  /** Lane 申告: declared spans with their breaks. */
  declared: z.array(declaredRunSchema),
  /** Every minute of [startMinute, endMinute) once, in order. */
  ledger: z.array(ledgerRunSchema),

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
export const RULES_VERSION = 1;
