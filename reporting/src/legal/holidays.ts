import holidayJp from '@holiday-jp/holiday_jp';
import type { LegalSettings } from '#domain/contract/legal.ts';
import type { WorkDate } from '#domain/time/types.ts';

export interface Holiday {
  readonly date: WorkDate;
  readonly name: string;
}

const PUBLIC_HOLIDAYS: readonly Holiday[] = Object.values(holidayJp.holidays).map(({ date, name }) => ({
  date: date as string as WorkDate,
  name,
}));

/** 国民の祝日 of the years, both included, ascending. The package knows the years for which the government has announced them. */
export const publicHolidays = (firstYear: number, lastYear: number): Holiday[] =>
  PUBLIC_HOLIDAYS.filter(({ date }) => Number(date.slice(0, 4)) >= firstYear && Number(date.slice(0, 4)) <= lastYear);

/** Days off that are no matter of the weekday, as the rules take them: public holidays, where they count, and the company's own. */
export const holidaysOf = (settings: LegalSettings): ReadonlySet<string> =>
  new Set([
    ...(settings.hasPublicHolidays ? PUBLIC_HOLIDAYS : []).map(({ date }) => date),
    ...settings.companyDaysOff.map(({ date }) => date),
  ]);
