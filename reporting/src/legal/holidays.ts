import holidayJp from '@holiday-jp/holiday_jp';
import type { LegalSettings } from '#domain/contract/legal.ts';
import type { WorkDate } from '#domain/time/types.ts';

export interface Holiday {
  readonly date: WorkDate;
  readonly name: string;
  readonly englishName: string;
}

const PUBLIC_HOLIDAYS: readonly Holiday[] = Object.values(holidayJp.holidays).map(({ date, name, name_en }) => ({
  date: date as string as WorkDate,
  name,
  englishName: name_en,
}));

/** 国民の祝日 of the years, both included, ascending. The package knows the years for which the government has announced them. */
export const publicHolidays = (firstYear: number, lastYear: number): Pick<Holiday, 'date' | 'name'>[] =>
  PUBLIC_HOLIDAYS.filter(
    ({ date }) => Number(date.slice(0, 4)) >= firstYear && Number(date.slice(0, 4)) <= lastYear,
  ).map(({ date, name }) => ({ date, name }));

const BY_DATE: ReadonlyMap<string, Holiday> = new Map(PUBLIC_HOLIDAYS.map((holiday) => [holiday.date, holiday]));
export const publicHolidayOn = (workDate: WorkDate): Holiday | undefined => BY_DATE.get(workDate);

/** Days off that are no matter of the weekday, as the rules take them: public holidays, where they count, and the company's own. */
export const holidaysOf = (settings: LegalSettings): ReadonlySet<string> =>
  new Set([
    ...(settings.hasPublicHolidays ? PUBLIC_HOLIDAYS : []).map(({ date }) => date),
    ...settings.companyDaysOff.map(({ date }) => date),
  ]);
