import { DEFAULT_LEGAL_SETTINGS } from '../contract/legal.ts';
import { addDays } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';
import type { MonthFigures } from './month-figures.ts';
import type { LegalDay } from './types.ts';

/** The rules of the law with weeks from Sunday and Sunday as the statutory holiday. */
export const RULES = DEFAULT_LEGAL_SETTINGS;

/** Hours and minutes, as a person would write them: `h(8, 30)` is 510. */
export const h = (hours: number, minutes = 0): number => hours * 60 + minutes;

export const legalDay = (workDate: string, workedMinutes: number, more: Partial<LegalDay> = {}): LegalDay => ({
  workDate: workDate as WorkDate,
  workedMinutes,
  lateNightMinutes: 0,
  isHolidayWork: false,
  isConfirmed: true,
  isProvisional: false,
  startedMinute: null,
  endedMinute: null,
  ...more,
});

/** Consecutive dates from the first on; undefined: nothing declared on that date. A negative amount is 休出 of so much. */
export const legalDays = (first: string, worked: readonly (number | undefined)[]): LegalDay[] =>
  worked.flatMap((minutes, index) =>
    minutes === undefined
      ? []
      : [legalDay(addDays(first as WorkDate, index), Math.abs(minutes), { isHolidayWork: minutes < 0 })],
  );

export const monthFigures = (month: string, more: Partial<MonthFigures> = {}): MonthFigures => ({
  month,
  overtimeMinutes: 0,
  statutoryHolidayMinutes: 0,
  lateNightMinutes: 0,
  lateNightDays: 0,
  leftOutDays: 0,
  provisionalDays: 0,
  ...more,
});
