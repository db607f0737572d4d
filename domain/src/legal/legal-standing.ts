import type { LegalSettings, LegalStanding } from '../contract/legal.ts';
import { monthOf } from '../time/calendar.ts';
import { MS_PER_MINUTE } from '../time/types.ts';
import type { WorkDate } from '../time/types.ts';
import { addMonths, monthsOfAgreementYear } from './agreement-year.ts';
import type { Month } from './agreement-year.ts';
import { averagesOf } from './averages.ts';
import { capAverage } from './cap-average.ts';
import { capMonth } from './cap-month.ts';
import { capMonthsOver, isOverMonthLimit } from './cap-months-over.ts';
import { capSingleMonth } from './cap-single-month.ts';
import { capSpecialYear } from './cap-special-year.ts';
import { capYear } from './cap-year.ts';
import { forecastMonth } from './forecast.ts';
import { sumMonths, totalOf } from './month-figures.ts';
import type { MonthFigures } from './month-figures.ts';
import { nextStartFrom, shortRests } from './rest-interval.ts';
import { statutoryOvertime, weekStartOf } from './statutory-overtime.ts';
import type { StatutoryDate } from './statutory-overtime.ts';
import type { LegalDay } from './types.ts';

export interface LegalInput {
  /** `YYYY-MM`. */
  readonly month: Month;
  /** From `firstDateNeeded` on, in any order; dates after the asked month change none of its figures. */
  readonly days: readonly LegalDay[];
  readonly settings: LegalSettings;
  /** Public holidays, where they count, and the company's days off. */
  readonly holidays: ReadonlySet<string>;
  readonly currentWorkDate: WorkDate;
}

export interface LegalFigures {
  readonly standing: LegalStanding;
  /** The agreement year up to the asked month. */
  readonly yearToDate: readonly MonthFigures[];
  /** Every day given, ascending. */
  readonly dates: readonly StatutoryDate[];
}

/** Months that the means look back to, the asked one included. */
const LONGEST_AVERAGE = 6;

/** The date from which on days decide about a month: the year's start or the longest mean's, back to the start of that week. */
export function firstDateNeeded(month: Month, settings: LegalSettings): WorkDate {
  const [yearStart = month] = monthsOfAgreementYear(month, settings.yearStartMonth);
  const averageStart = addMonths(month, 1 - LONGEST_AVERAGE);
  const earlier = yearStart < averageStart ? yearStart : averageStart;
  return weekStartOf(`${earlier}-01` as WorkDate, settings.weekStartWeekday);
}

/** Everything the law asks of one person as of a month (SPEC 10), from computed days alone. */
export function legalFiguresOf(input: LegalInput): LegalFigures {
  const { month, settings, days } = input;
  const dates = statutoryOvertime(days, settings);
  const yearToDate = sumMonths(
    dates,
    monthsOfAgreementYear(month, settings.yearStartMonth).filter((each) => each <= month),
  );
  const lastSix = sumMonths(
    dates,
    Array.from({ length: LONGEST_AVERAGE }, (_, index) => addMonths(month, index + 1 - LONGEST_AVERAGE)),
  );
  const today = days.find((day) => day.workDate === input.currentWorkDate);
  const forecast = forecastMonth({
    month,
    dates,
    currentWorkDate: input.currentWorkDate,
    isTodayDone: today !== undefined && today.endedMinute !== null,
    calendar: { ...settings, holidays: input.holidays },
  });
  const caps = { yearToDate, lastSix, expectedMinutes: forecast?.expectedMinutes ?? null, settings };
  const [asked] = yearToDate.slice(-1);
  const standing: LegalStanding = {
    month: compact(month),
    caps: [capMonth, capYear, capSpecialYear, capMonthsOver, capSingleMonth, capAverage].map((cap) => cap(caps)),
    averages: averagesOf(lastSix.map(totalOf), settings),
    yearStartMonth: compact(yearToDate[0]?.month ?? month),
    monthsOver: yearToDate.filter((each) => isOverMonthLimit(each, settings.limits)).map((each) => compact(each.month)),
    statutoryHolidayMinutes: asked?.statutoryHolidayMinutes ?? 0,
    lateNightMinutes: asked?.lateNightMinutes ?? 0,
    lateNightDays: asked?.lateNightDays ?? 0,
    leftOutDays: asked?.leftOutDays ?? 0,
    provisionalDays: asked?.provisionalDays ?? 0,
    forecast: forecast === undefined ? null : pickForecast(forecast),
    rest: restOf(input),
  };
  return { standing, yearToDate, dates };
}

const pickForecast = ({ doneDays, leftWorkdays, overtimeMinutes }: NonNullable<LegalStanding['forecast']>) => ({
  doneDays,
  leftWorkdays,
  overtimeMinutes,
});

/** `yyyymm`, as the contract writes months. */
export const compact = (month: Month): string => month.replace('-', '');

function restOf(input: LegalInput): LegalStanding['rest'] {
  const { days } = input;
  const { restIntervalMinutes: requiredMinutes } = input.settings;
  const isPresent = input.month === monthOf(input.currentWorkDate);
  const next = isPresent ? nextStartFrom(days, requiredMinutes) : undefined;
  return {
    requiredMinutes,
    nextStartFrom: next === undefined ? null : next * MS_PER_MINUTE,
    violations: shortRests(days, requiredMinutes)
      .filter((rest) => monthOf(rest.workDate) === input.month)
      .map(({ endedMinute, startedMinute, ...rest }) => ({
        ...rest,
        endedAt: endedMinute * MS_PER_MINUTE,
        startedAt: startedMinute * MS_PER_MINUTE,
      })),
  };
}
