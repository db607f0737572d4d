import { MAX_DASHBOARD_MONTHS } from '#domain/contract/dashboard-figures.ts';
import { datesOfMonth } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { addMonths, monthTextOf, type MonthText } from '../../base/months.ts';

/** First and last month, both included. */
export interface Months {
  readonly from: MonthText;
  readonly to: MonthText;
}
/** First and last work date, both included: as the portal is asked. */
export interface Dates {
  readonly from: WorkDate;
  readonly to: WorkDate;
}

const indexOf = (month: MonthText): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(4)) - 1;
export const countMonths = ({ from, to }: Months): number => indexOf(to) - indexOf(from) + 1;

/** A period that the portal takes: never backwards, never longer than 13 months; what was chosen last, `to`, stays. */
export function allowedMonths({ from, to }: Months): Months {
  const earliest = addMonths(to, 1 - MAX_DASHBOARD_MONTHS);
  if (from > to) return { from: to, to };
  return { from: from < earliest ? earliest : from, to };
}

const datesOf = (month: MonthText): WorkDate[] => datesOfMonth(`${month.slice(0, 4)}-${month.slice(4)}`);

export function datesOfMonths({ from, to }: Months): Dates {
  return { from: datesOf(from)[0] as WorkDate, to: datesOf(to).at(-1) as WorkDate };
}

/**
 * What a period is compared with: as many months before it. While its last month still runs, the months before end on the same day of the month,
 * so that twenty days are not compared with thirty.
 */
export function datesBefore(months: Months, currentWorkDate: WorkDate): Dates {
  const count = countMonths(months);
  const [from, to] = [addMonths(months.from, -count), addMonths(months.to, -count)];
  const dates = datesOf(to);
  const day = Number(currentWorkDate.slice(8));
  const isRunning = months.to === monthTextOf(currentWorkDate);
  const last = isRunning ? dates[Math.min(day, dates.length) - 1] : dates.at(-1);
  return { from: datesOf(from)[0] as WorkDate, to: last as WorkDate };
}

/** Application use is kept minute by minute: of a longer period its last month is shown. */
export const datesOfUse = (months: Months): Dates => datesOfMonths({ from: months.to, to: months.to });
