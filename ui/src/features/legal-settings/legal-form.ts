import { legalSettingsSchema, type LegalSettings } from '#domain/contract/legal.ts';
import { parseWorkDate } from '#domain/time/calendar.ts';
import { formatMinutes } from '../../base/format.ts';

/** Amounts that are typed as `45:00`. */
export const AMOUNTS = [
  'monthMinutes',
  'yearMinutes',
  'specialYearMinutes',
  'singleMonthMinutes',
  'averageMinutes',
] as const;
export const WARNINGS = ['month', 'year', 'specialYear', 'monthsOver', 'singleMonth', 'average'] as const;

/** Everything as it is typed. */
export interface LegalForm {
  amounts: Record<(typeof AMOUNTS)[number], string>;
  monthsOver: string;
  warnAtPercent: Record<(typeof WARNINGS)[number], string>;
  weekStart: string;
  yearStart: string;
  statutoryHoliday: string;
  /** By weekday, 0 is Sunday. */
  isDayOff: boolean[];
  hasPublicHolidays: boolean;
  /** One a line: date, space, name. */
  companyDaysOff: string;
  restInterval: string;
  deviation: string;
}

export const formOf = (settings: LegalSettings): LegalForm => ({
  amounts: mapKeys(AMOUNTS, (name) => formatMinutes(settings.limits[name])),
  monthsOver: String(settings.limits.monthsOver),
  warnAtPercent: mapKeys(WARNINGS, (name) => String(settings.warnAtPercent[name])),
  weekStart: String(settings.weekStartWeekday),
  yearStart: String(settings.yearStartMonth),
  statutoryHoliday: String(settings.statutoryHolidayWeekday),
  isDayOff: [0, 1, 2, 3, 4, 5, 6].map((weekday) => settings.dayOffWeekdays.includes(weekday)),
  hasPublicHolidays: settings.hasPublicHolidays,
  companyDaysOff: settings.companyDaysOff.map(({ date, name }) => `${date} ${name}`.trim()).join('\n'),
  restInterval: formatMinutes(settings.restIntervalMinutes),
  deviation: String(settings.deviationThresholdMinutes),
});

const mapKeys = <Name extends string>(names: readonly Name[], valueOf: (name: Name) => string): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, string>;

const plainOf = (text: string): string => text.normalize('NFKC').trim();
/** `45:00`, `100:30`, and `45` for whole hours; NaN where it is none. */
export function minutesOf(text: string): number {
  const [, hours, minutes = '0'] = /^(\d{1,4})(?::([0-5]\d))?$/.exec(plainOf(text)) ?? [];
  return hours === undefined ? NaN : Number(hours) * 60 + Number(minutes);
}
const countOf = (text: string): number => (/^\d{1,4}$/.test(plainOf(text)) ? Number(plainOf(text)) : NaN);

const DAY_OFF = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:\s+(.{0,40}))?$/;
/** Days of the lines that are not empty; `wrongLine`: the first that is none, counted from 1. */
export function daysOffOf(text: string): { days: LegalSettings['companyDaysOff']; wrongLine: number | undefined } {
  const days: LegalSettings['companyDaysOff'] = [];
  const lines = text.normalize('NFKC').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [, year, month, day, name = ''] = DAY_OFF.exec(line.trim()) ?? [];
    const date = parseWorkDate(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`);
    if (date === undefined) return { days, wrongLine: index + 1 };
    days.push({ date, name });
  }
  return { days, wrongLine: undefined };
}

/** What the form says, sound or not. */
export const settingsOf = (form: LegalForm): LegalSettings => ({
  limits: {
    monthMinutes: minutesOf(form.amounts.monthMinutes),
    yearMinutes: minutesOf(form.amounts.yearMinutes),
    specialYearMinutes: minutesOf(form.amounts.specialYearMinutes),
    monthsOver: countOf(form.monthsOver),
    singleMonthMinutes: minutesOf(form.amounts.singleMonthMinutes),
    averageMinutes: minutesOf(form.amounts.averageMinutes),
  },
  warnAtPercent: {
    month: countOf(form.warnAtPercent.month),
    year: countOf(form.warnAtPercent.year),
    specialYear: countOf(form.warnAtPercent.specialYear),
    monthsOver: countOf(form.warnAtPercent.monthsOver),
    singleMonth: countOf(form.warnAtPercent.singleMonth),
    average: countOf(form.warnAtPercent.average),
  },
  weekStartWeekday: Number(form.weekStart),
  yearStartMonth: Number(form.yearStart),
  statutoryHolidayWeekday: Number(form.statutoryHoliday),
  dayOffWeekdays: form.isDayOff.flatMap((isOff, weekday) => (isOff ? [weekday] : [])),
  hasPublicHolidays: form.hasPublicHolidays,
  companyDaysOff: daysOffOf(form.companyDaysOff).days,
  restIntervalMinutes: minutesOf(form.restInterval),
  deviationThresholdMinutes: countOf(form.deviation),
});

/** Paths of the contract that the form does not satisfy: `limits.monthMinutes`. The same schema judges at the portal. */
export function wrongPaths(form: LegalForm): ReadonlySet<string> {
  const parsed = legalSettingsSchema.safeParse(settingsOf(form));
  const paths = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.slice(0, 2).join('.'));
  return new Set([...paths, ...(daysOffOf(form.companyDaysOff).wrongLine === undefined ? [] : ['companyDaysOff'])]);
}
