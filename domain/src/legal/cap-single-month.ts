import type { LegalCap } from '../contract/legal.ts';
import { askedMonthOf, withExpected } from './caps-input.ts';
import type { CapsInput } from './caps-input.ts';
import { judgeCap } from './judge-cap.ts';
import { totalOf } from './month-figures.ts';

/**
 * 単月100時間未満: 法定外残業 and statutory-holiday work of a calendar month together. "Under": 99:59 is within, exactly 100:00 is over.
 *
 * Source: Labor Standards Act art. 36-6 no. 2; SPEC 10.
 */
export function capSingleMonth(input: CapsInput): LegalCap {
  const used = totalOf(askedMonthOf(input));
  const { limits, warnAtPercent } = input.settings;
  const measure = {
    used,
    limit: limits.singleMonthMinutes,
    warnAtPercent: warnAtPercent.singleMonth,
    isLimitOver: true,
  };
  return judgeCap('singleMonth', measure, withExpected(used, input));
}
