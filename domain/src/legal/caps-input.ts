import type { LegalSettings } from '../contract/legal.ts';
import type { Minutes } from '../time/types.ts';
import type { MonthFigures } from './month-figures.ts';

/** What the caps of a month are judged from. */
export interface CapsInput {
  /** Of the agreement year, from its first month to the asked one; the asked one is last. */
  readonly yearToDate: readonly MonthFigures[];
  /** The six months that end with the asked one, whichever year they lie in. */
  readonly lastSix: readonly MonthFigures[];
  /** Overtime still to come until the end of the month, as the forecast sees it; null: no forecast. */
  readonly expectedMinutes: Minutes | null;
  readonly settings: Pick<LegalSettings, 'limits' | 'warnAtPercent'>;
}

/** An amount with what is still expected; null without a forecast. */
export const withExpected = (used: Minutes, { expectedMinutes }: CapsInput): Minutes | null =>
  expectedMinutes === null ? null : used + expectedMinutes;

/** The figures of the asked month. */
export function askedMonthOf({ yearToDate }: Pick<CapsInput, 'yearToDate'>): MonthFigures {
  const asked = yearToDate.at(-1);
  if (asked === undefined) throw new RangeError('a year to date holds at least the asked month');
  return asked;
}

export const overtimeOfYear = ({ yearToDate }: CapsInput): Minutes =>
  yearToDate.reduce((total, month) => total + month.overtimeMinutes, 0);
