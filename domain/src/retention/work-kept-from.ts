import { MIN_WORK_YEARS } from '../contract/retention.ts';
import { addMonths } from '../legal/agreement-year.ts';
import { addDays, monthOf } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';

export interface WorkKeeping {
  /** The tenant's calendar day. */
  readonly today: WorkDate;
  readonly years: number;
  /** 保全. */
  readonly isOnHold: boolean;
  /** What this rule said last; null: nothing has been removed yet. */
  readonly before: WorkDate | null;
}

const MONTHS_PER_YEAR = 12;
/** The wages of a month are paid by the end of the next one, and the years count from then. */
const PAYMENT_MONTHS = 1;

/**
 * 勤務の記録の保存: the work date from which on the record of work is kept; null: all of it. Whole calendar months go, when the years have passed since the end of
 * the month after them. It never goes back: what was removed stays removed when a tenant keeps for longer from now on. On hold it stays where it is.
 *
 *   years 5     2021-10      2021-11            …     2026-11-30 │ 2026-12-01
 *               worked       its wages paid           5 years    │ 2021-10 goes: kept from 2021-11-01
 *
 * Source: 労働基準法109条, 附則143条 (five years, for now three); 労働基準法施行規則56条 (from the last entry, or from the payment of the wages where that is later).
 */
export function workKeptFrom({ today, years, isOnHold, before }: WorkKeeping): WorkDate | null {
  if (isOnHold) return before;
  const date = firstKept(today, years);
  return before !== null && before > date ? before : date;
}

const firstKept = (today: WorkDate, years: number): WorkDate =>
  `${addMonths(monthOf(today), -years * MONTHS_PER_YEAR - PAYMENT_MONTHS)}-01` as WorkDate;

/**
 * From this date on the record of work is kept by every tenant, whatever its zone and settings: nobody needs to ask where a tenant's own date lies.
 * `utcToday`: zones are up to 14 hours ahead of it.
 */
export const surelyKeptFrom = (utcToday: WorkDate): WorkDate => firstKept(addDays(utcToday, 1), MIN_WORK_YEARS);
