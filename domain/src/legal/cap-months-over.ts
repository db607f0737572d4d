import type { LegalCap, LegalSettings } from '../contract/legal.ts';
import { askedMonthOf } from './caps-input.ts';
import type { CapsInput } from './caps-input.ts';
import { judgeCap } from './judge-cap.ts';
import type { MonthFigures } from './month-figures.ts';

export const isOverMonthLimit = (
  figures: Pick<MonthFigures, 'overtimeMinutes'>,
  limits: Pick<LegalSettings['limits'], 'monthMinutes'>,
): boolean => figures.overtimeMinutes > limits.monthMinutes;

/**
 * 45時間超は年6か月まで (特別条項): months of the agreement year whose 法定外残業 is above the month's limit. The asked month counts from the
 * minute on with which it passes.
 *
 *   month      Apr  May  Jun  Jul  Aug  Sep │ Oct        limit 6
 *   overtime    46   46   46   46   46   46 │ 45:00      used 6, left 0: near
 *                                             45:01      used 7: over
 *
 * Source: Labor Standards Act art. 36-5; SPEC 10.
 */
export function capMonthsOver(input: CapsInput): LegalCap {
  const { limits, warnAtPercent } = input.settings;
  const used = input.yearToDate.filter((month) => isOverMonthLimit(month, limits)).length;
  const measure = { used, limit: limits.monthsOver, warnAtPercent: warnAtPercent.monthsOver };
  return judgeCap('monthsOver', measure, forecastOf(input, used));
}

function forecastOf(input: CapsInput, used: number): number | null {
  if (input.expectedMinutes === null) return null;
  const asked = askedMonthOf(input);
  const { limits } = input.settings;
  const expected = { ...asked, overtimeMinutes: asked.overtimeMinutes + input.expectedMinutes };
  return !isOverMonthLimit(asked, limits) && isOverMonthLimit(expected, limits) ? used + 1 : used;
}
