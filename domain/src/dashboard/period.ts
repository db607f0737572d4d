import { MAX_DASHBOARD_MONTHS } from '../contract/dashboard-figures.ts';
import { addMonths } from '../legal/agreement-year.ts';
import type { Month } from '../legal/agreement-year.ts';
import { addDays, datesOfMonth, monthOf, weekdayOf } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';

/** What of one calendar month lies in a period, both dates included. */
export interface MonthSpan {
  readonly month: Month;
  readonly from: WorkDate;
  readonly to: WorkDate;
}

const lastDateOf = (month: Month): WorkDate => datesOfMonth(month).at(-1) ?? (`${month}-28` as WorkDate);

/** The months of a period, ascending; undefined: it ends before it begins, or touches more than MAX_DASHBOARD_MONTHS. */
export function spansOfPeriod(from: WorkDate, to: WorkDate): MonthSpan[] | undefined {
  if (to < from) return undefined;
  const spans: MonthSpan[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) {
    if (spans.length === MAX_DASHBOARD_MONTHS) return undefined;
    const last = lastDateOf(month);
    spans.push({
      month,
      from: month === monthOf(from) ? from : (`${month}-01` as WorkDate),
      to: last < to ? last : to,
    });
  }
  return spans;
}

/** The whole months that end with this one, MAX_DASHBOARD_MONTHS of them, ascending. */
export const spansUpTo = (month: Month): MonthSpan[] =>
  Array.from({ length: MAX_DASHBOARD_MONTHS }, (_, index) => {
    const each = addMonths(month, index + 1 - MAX_DASHBOARD_MONTHS);
    return { month: each, from: `${each}-01` as WorkDate, to: lastDateOf(each) };
  });

/** How often each weekday lies in a period; Sunday first. */
export function weekdaysOf(from: WorkDate, to: WorkDate): number[] {
  const counts = new Array<number>(7).fill(0);
  for (let each = from; each <= to; each = addDays(each, 1)) {
    const weekday = weekdayOf(each);
    counts[weekday] = (counts[weekday] ?? 0) + 1;
  }
  return counts;
}
