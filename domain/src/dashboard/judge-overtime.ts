import type { CapState, LegalSettings } from '../contract/legal.ts';
import { capStateOf, gravestOf } from '../legal/judge-cap.ts';
import type { Minutes } from '../time/types.ts';

type Limits = Pick<LegalSettings, 'limits' | 'warnAtPercent'>;

/** 法定外残業 of one month against 45 h. A list marks by it; the caps of a person's year are in domain/src/legal. */
export const monthState = (overtime: Minutes, { limits, warnAtPercent }: Limits): CapState =>
  capStateOf({ used: overtime, limit: limits.monthMinutes, warnAtPercent: warnAtPercent.month });

/** The gravest of several months; `ok` without any. */
export const worstMonthState = (overtime: readonly (Minutes | null)[], settings: Limits): CapState =>
  gravestOf(overtime.map((minutes) => monthState(minutes ?? 0, settings)));

/** 45時間超は年6か月まで: the number of months over the limit against what an agreement year allows. */
export const monthsOverState = (months: number, { limits, warnAtPercent }: Limits): CapState =>
  capStateOf({ used: months, limit: limits.monthsOver, warnAtPercent: warnAtPercent.monthsOver });
