import type { WorkStyle } from '#domain/contract/work-rules.ts';
import { addDays } from '#domain/time/calendar.ts';
import { formatClockPadded } from '#domain/time/format.ts';
import { MINUTES_PER_DAY } from '#domain/time/types.ts';
import type { Clock, WorkDate } from '#domain/time/types.ts';

/** 勤務形態 as the files say it. */
export const WORK_STYLE_TEXT: Readonly<Record<WorkStyle, string>> = {
  regular: '通常',
  offsite: '外出',
  remote: '在宅',
};

/** `yyyy/MM/dd`. */
export const slashDate = (workDate: WorkDate): string => workDate.replaceAll('-', '/');

/** A reading of a work date as its calendar date and the 24-hour clock: 27:00 of the 2nd is the 3rd, 03:00 (SPEC 8). */
export function dateAndTime(workDate: WorkDate, clock: Clock): { date: WorkDate; time: string } {
  const days = Math.floor(clock / MINUTES_PER_DAY);
  return { date: addDays(workDate, days), time: `${formatClockPadded(clock - days * MINUTES_PER_DAY)}:00` };
}

/** `yyyy/MM/dd hh:mm:ss`. */
export function slashDateTime(workDate: WorkDate, clock: Clock): string {
  const { date, time } = dateAndTime(workDate, clock);
  return `${slashDate(date)} ${time}`;
}
