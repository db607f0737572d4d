import type { LegalAverage, LegalSettings } from '../contract/legal.ts';
import type { Minutes } from '../time/types.ts';
import { capStateOf, leftOf } from './judge-cap.ts';

/** 2か月平均 to 6か月平均. */
const SPANS = [2, 3, 4, 5, 6] as const;

/**
 * 複数月平均80時間: the means of the last 2, 3, 4, 5 and 6 months, each compared as a whole sum so that no division rounds.
 *
 *   month      Nov  Dec  Jan  Feb  Mar  Apr            limit 80 h
 *   total       60   60   60   90   75   85
 *   2 months                         |160 |            160 = 2 × 80: within, left 0
 *   3 months                    |250      |            250 > 240: over by 10 h
 *
 * `totals`: overtime with statutory-holiday work of the six months that end with the asked one, ascending. They reach over the start of an
 * agreement year. A month without records is 0.
 *
 * Source: Labor Standards Act art. 36-6 no. 3; SPEC 10.
 */
export function averagesOf(
  totals: readonly Minutes[],
  settings: Pick<LegalSettings, 'limits' | 'warnAtPercent'>,
): LegalAverage[] {
  return SPANS.map((months) => {
    const totalMinutes = totals.slice(-months).reduce((sum, total) => sum + total, 0);
    const limitMinutes = months * settings.limits.averageMinutes;
    const measure = { used: totalMinutes, limit: limitMinutes, warnAtPercent: settings.warnAtPercent.average };
    return { months, totalMinutes, limitMinutes, leftMinutes: leftOf(measure), state: capStateOf(measure) };
  });
}

/** The mean that leaves least; the longer one where two leave the same. */
export const tightestOf = (averages: readonly LegalAverage[]): LegalAverage =>
  averages.reduce((tightest, average) => (average.leftMinutes <= tightest.leftMinutes ? average : tightest));

/** For the eye: 80:00:30 shows as 80:01, never as a mean within the limit. */
export const meanMinutesOf = (average: LegalAverage): Minutes => Math.ceil(average.totalMinutes / average.months);
