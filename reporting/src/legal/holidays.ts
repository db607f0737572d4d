import holidayJp from '@holiday-jp/holiday_jp';
import type { LegalSettings } from '#domain/contract/legal.ts';
import type { DayOff } from '#domain/contract/months.ts';
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

/** Days off that are no matter of the weekday, by their names: public holidays, where they count, and the company's own. A date that is both is public. */
export const namedHolidaysOf = (settings: LegalSettings): ReadonlyMap<string, DayOff> =>
  new Map([
    ...settings.companyDaysOff.map(({ date, name }) => [date, { name, englishName: name }] as const),
    ...(settings.hasPublicHolidays ? PUBLIC_HOLIDAYS : []).map(
      ({ date, name, englishName }) => [date, { name, englishName }] as const,
    ),
  ]);

/** The same dates, as the rules take them. */
export const holidaysOf = (settings: LegalSettings): ReadonlySet<string> => new Set(namedHolidaysOf(settings).keys());
