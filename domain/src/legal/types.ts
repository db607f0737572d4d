import type { Minutes, UnixMinute, WorkDate } from '../time/types.ts';

/** What the legal rules read of a computed day. They never look at the ledger: worked minutes are what the day's rules say. */
export interface LegalDay {
  readonly workDate: WorkDate;
  readonly workedMinutes: Minutes;
  readonly lateNightMinutes: Minutes;
  /** 休日出勤, as the day's first start says. */
  readonly isHolidayWork: boolean;
  /** false: auto-ended and not corrected. The day enters no figure and is counted as left out. */
  readonly isConfirmed: boolean;
  /** An open span, or a request that waits: in the figures, and they may still move. */
  readonly isProvisional: boolean;
  /** First declared start and last declared end; null: nothing declared, or still open. */
  readonly startedMinute: UnixMinute | null;
  readonly endedMinute: UnixMinute | null;
}

/** Days that are not worked as a rule. The statutory holiday (法定休日) matters to the law, the others only to a forecast. */
export interface HolidayCalendar {
  /** 0 is Sunday. */
  readonly statutoryHolidayWeekday: number;
  /** 所定休日. */
  readonly dayOffWeekdays: readonly number[];
  /** Public holidays and the company's own days off. */
  readonly holidays: ReadonlySet<string>;
}
