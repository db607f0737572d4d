import type { WorkDate } from '#domain/time/types.ts';
import { formatInstant } from './format.ts';

/** `yyyymm`, as in the paths and the file names. */
export type MonthText = string;

export const monthTextOf = (workDate: WorkDate): MonthText => workDate.slice(0, 4) + workDate.slice(5, 7);

export function addMonths(month: MonthText, count: number): MonthText {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(4)) - 1 + count;
  return `${Math.floor(index / 12)}${String((index % 12) + 1).padStart(2, '0')}`;
}

/**
 * The month to open before the server has said which work date runs now. Before noon of the 1st the answer may still be the
 * month before (自動終了時刻), so pages correct it by `currentWorkDate`.
 */
export const monthTextAt = (at: number, zone: string): MonthText =>
  formatInstant(at, zone).slice(0, 7).replace('/', '');
