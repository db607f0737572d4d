import type { WorkDate } from './types.ts';

/**
 * Arithmetic on calendar days. Needs no time zone and no Temporal, so a browser may import it.
 * A `WorkDate` names a day; `Date.UTC` is used only as a table of the calendar, never as an instant.
 */
const MS_PER_DAY = 86_400_000;

/** Every reading of a clock asks for its day, the days of a month for each person: the same few dates hundreds of thousands of times. */
const known = new Map<WorkDate, number>();
/** Three years; then they are asked anew. */
const MAX_KNOWN = 1_100;

/** Days since 1970-01-01 of a work date: the number behind `addDays` and the zone arithmetic. */
export function dayNumberOf(workDate: WorkDate): number {
  const before = known.get(workDate);
  if (before !== undefined) return before;
  const [year, month, day] = [workDate.slice(0, 4), workDate.slice(5, 7), workDate.slice(8, 10)].map(Number);
  const dayNumber = Date.UTC(year ?? Number.NaN, (month ?? Number.NaN) - 1, day) / MS_PER_DAY;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(workDate, dayNumber);
  return dayNumber;
}

export const workDateOfDayNumber = (dayNumber: number): WorkDate =>
  new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10) as WorkDate;

/** `YYYY-MM-DD` of a real day from 1000 to 9999; anything else is undefined. Never guesses another notation. */
export function parseWorkDate(text: string): WorkDate | undefined {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  const workDate = text as WorkDate;
  const dayNumber = dayNumberOf(workDate);
  return workDateOfDayNumber(dayNumber) === workDate ? workDate : undefined;
}

export const addDays = (workDate: WorkDate, days: number): WorkDate =>
  workDateOfDayNumber(dayNumberOf(workDate) + days);

/** 0 is Sunday, as the settings of the statutory holiday count. */
export const weekdayOf = (workDate: WorkDate): number => (((dayNumberOf(workDate) + 4) % 7) + 7) % 7;

/** `YYYY-MM`. */
export const monthOf = (workDate: WorkDate): string => workDate.slice(0, 7);

/** Every day of a month `YYYY-MM`, ascending; empty for a text that is no month. */
export function datesOfMonth(month: string): WorkDate[] {
  const first = parseWorkDate(`${month}-01`);
  if (first === undefined) return [];
  const dates: WorkDate[] = [];
  for (let each = first; monthOf(each) === month; each = addDays(each, 1)) dates.push(each);
  return dates;
}
