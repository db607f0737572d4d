import type { MinuteState } from '../contract/computed-day.ts';

/**
 * The rules that can give a minute its state, by the name that `LedgerRun.rule` holds; the catalogues have a sentence for each.
 * Later ones hold over earlier ones where two could apply: what has not come yet is future whatever else.
 */
export const LEDGER_RULE_STATES = {
  /** No span, no activity. */
  nothingDeclared: 'notDeclared',
  /** No activity, in a span whose start was returned or withdrawn. */
  startNotDeclared: 'notDeclared',
  /** Activity of a day on which nothing is declared (G:171-172). */
  activityWithoutDeclaration: 'unrequested',
  /** Activity before, between or after declared spans (G:169-170). */
  activityOutsideDeclared: 'unrequested',
  /** Activity in a span whose start was returned or withdrawn. */
  activityInStartNotDeclared: 'unrequested',
  /** Activity outside declared spans beyond the scheduled minutes, データの自動登録 on: it counts into 残業時間 too (G:183-190). */
  activityBeyondScheduledOutside: 'unrequested',
  workWithinScheduled: 'scheduledWork',
  workBeyondScheduled: 'overtime',
  /** データの自動登録 on: declared or recorded work that is no overtime, because overtime is counted from PC use. */
  workCountedByActivity: 'scheduledWork',
  /** データの自動登録 on: PC use in declared work beyond the scheduled minutes. */
  activityBeyondScheduled: 'overtime',
  workOnHoliday: 'holidayWork',
  breakOfPattern: 'break',
  /** Pressed 休憩, also where it lies in a window of the pattern. */
  breakPressed: 'break',
  notYet: 'future',
} as const satisfies Readonly<Record<string, MinuteState>>;

export type LedgerRule = keyof typeof LEDGER_RULE_STATES;
export const LEDGER_RULES = Object.keys(LEDGER_RULE_STATES) as LedgerRule[];
