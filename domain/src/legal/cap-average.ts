import type { LegalCap } from '../contract/legal.ts';
import { averagesOf, meanMinutesOf, tightestOf } from './averages.ts';
import type { CapsInput } from './caps-input.ts';
import { gravestOf } from './judge-cap.ts';
import { totalOf } from './month-figures.ts';

/**
 * 2～6か月平均80時間: the five means as one cap. `used` is the mean that leaves least, `left` how many minutes this month may still bring before
 * any of the five passes, `state` the gravest of the five.
 *
 * Source: Labor Standards Act art. 36-6 no. 3; SPEC 10.
 */
export function capAverage(input: CapsInput): LegalCap {
  const { settings, expectedMinutes } = input;
  const totals = input.lastSix.map(totalOf);
  const averages = averagesOf(totals, settings);
  const tightest = tightestOf(averages);
  const expected =
    expectedMinutes === null
      ? null
      : averagesOf([...totals.slice(0, -1), (totals.at(-1) ?? 0) + expectedMinutes], settings);
  return {
    cap: 'average',
    used: meanMinutesOf(tightest),
    limit: settings.limits.averageMinutes,
    left: tightest.leftMinutes,
    state: gravestOf(averages.map((average) => average.state)),
    forecast: expected === null ? null : meanMinutesOf(tightestOf(expected)),
    forecastState: gravestOf((expected ?? []).map((average) => average.state)),
  };
}
