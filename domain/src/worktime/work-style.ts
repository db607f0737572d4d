import type { WorkStyle } from '../contract/work-rules.ts';

/** Ascending weight: one 在宅 makes the day remote, else one 外出 makes it off-site. */
const STYLES_BY_WEIGHT = ['regular', 'offsite', 'remote'] as const satisfies readonly WorkStyle[];

const heaviest = (styles: readonly WorkStyle[]): WorkStyle =>
  STYLES_BY_WEIGHT.findLast((style) => styles.includes(style)) ?? 'regular';

/**
 * 勤務形態 of a day. Its tasks decide: any 在宅 task makes it remote, else any 外出 task makes it off-site, else it is regular. With no task at all
 * the declared starts decide in the same way.
 *
 *   tasks 通常, 外出, 在宅   start 通常   → 在宅
 *   tasks 通常               start 在宅   → 通常
 *   no task                  start 在宅   → 在宅
 *
 * Source: SPEC 4 and settled edges; G:1174-1177.
 */
export const workStyleOf = (taskStyles: readonly WorkStyle[], startStyles: readonly WorkStyle[]): WorkStyle =>
  heaviest(taskStyles.length > 0 ? taskStyles : startStyles);
