import type { LegalCap } from '../contract/legal.ts';
import { overtimeOfYear, withExpected } from './caps-input.ts';
import type { CapsInput } from './caps-input.ts';
import { judgeCap } from './judge-cap.ts';

/**
 * 年360時間 (限度時間): 法定外残業 of the agreement year up to the asked month, without statutory-holiday work. Only the special clause
 * allows more.
 *
 * Source: Labor Standards Act art. 36-4; SPEC 10.
 */
export function capYear(input: CapsInput): LegalCap {
  const used = overtimeOfYear(input);
  const { limits, warnAtPercent } = input.settings;
  const measure = { used, limit: limits.yearMinutes, warnAtPercent: warnAtPercent.year };
  return judgeCap('year', measure, withExpected(used, input));
}
