import type { WorkSpan } from './declared-spans.ts';

/**
 * 休出: whether the day is holiday work. The day's first declared start decides; later starts marked otherwise change nothing.
 *
 *   start (休出)  |────|   start  |────|      holiday work, all of it
 *   start         |────|   start (休出) |──|   ordinary work, all of it
 *
 * All worked minutes of such a day are 休出時間, beyond the scheduled ones too; there is no overtime beside them.
 * Source: SPEC 4 and settled edges; G:176-181.
 */
export const isHolidayWorkDay = (declared: readonly WorkSpan[]): boolean =>
  declared[0]?.startOperation?.isHolidayWork ?? false;
