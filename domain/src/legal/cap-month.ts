import type { LegalCap } from '../contract/legal.ts';
import { askedMonthOf, withExpected } from './caps-input.ts';
import type { CapsInput } from './caps-input.ts';
import { judgeCap } from './judge-cap.ts';

/**
 * 月45時間 (限度時間): 法定外残業 of the calendar month, without statutory-holiday work. 45:00 is within, 45:01 over.
 *
 * Source: Labor Standards Act art. 36-4; SPEC 10.
 */
export function capMonth(input: CapsInput): LegalCap {
  const used = askedMonthOf(input).overtimeMinutes;
  const { limits, warnAtPercent } = input.settings;
  const measure = { used, limit: limits.monthMinutes, warnAtPercent: warnAtPercent.month };
  return judgeCap('month', measure, withExpected(used, input));
}
