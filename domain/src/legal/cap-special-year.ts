import type { LegalCap } from '../contract/legal.ts';
import { overtimeOfYear, withExpected } from './caps-input.ts';
import type { CapsInput } from './caps-input.ts';
import { judgeCap } from './judge-cap.ts';

/**
 * 年720時間 (特別条項): the same amount as 年360時間 against what the special clause allows at most.
 *
 * Source: Labor Standards Act art. 36-5; SPEC 10.
 */
export function capSpecialYear(input: CapsInput): LegalCap {
  const used = overtimeOfYear(input);
  const { limits, warnAtPercent } = input.settings;
  const measure = { used, limit: limits.specialYearMinutes, warnAtPercent: warnAtPercent.specialYear };
  return judgeCap('specialYear', measure, withExpected(used, input));
}
