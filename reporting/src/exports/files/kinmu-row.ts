import type { WorkStyle } from '#domain/contract/work-rules.ts';
import { formatClockPadded, formatMinutesPadded } from '#domain/time/format.ts';
import type { Clock, WorkDate } from '#domain/time/types.ts';
import { deemedEndClockOf } from '#domain/worktime/deemed-end.ts';
import { slashDate, WORK_STYLE_TEXT } from './cell-forms.ts';

/** What 勤務データ reads of a computed day. */
export interface KinmuDay {
  readonly workDate: WorkDate;
  readonly hasDeclaration: boolean;
  readonly isConfirmed: boolean;
  readonly workStyle: WorkStyle;
  /** 出勤時刻. */
  readonly startClock: Clock | null;
  readonly clockOutClock: Clock | null;
  readonly breakMinutes: number;
  readonly firstActiveClock: Clock | null;
  readonly lastActiveClock: Clock | null;
  readonly pcSpanMinutes: number;
  readonly pcActiveMinutes: number;
}

const clockCell = (clock: Clock | null): string => {
  if (clock === null) return '';
  return clock < 0 ? formatMinutesPadded(clock) : formatClockPadded(clock);
};

/**
 * The cells after 社員番号 in the order of KINMU_COLUMNS, or undefined where the day has nothing for the file.
 *
 *   day                             declared columns   PC columns
 *   declared, with PC activity      yes                yes
 *   auto-ended, not yet corrected   empty              yes (no row without PC activity)
 *   PC activity only                empty              yes
 */
export function kinmuCells(day: KinmuDay): string[] | undefined {
  const isDeclared = day.hasDeclaration && day.isConfirmed;
  const hasPcActivity = day.firstActiveClock !== null;
  if (!isDeclared && !hasPcActivity) return undefined;
  const declared = isDeclared
    ? [
        clockCell(day.startClock),
        clockCell(day.clockOutClock),
        formatMinutesPadded(day.breakMinutes),
        clockCell(deemedEndClockOf(day.clockOutClock, day.breakMinutes)),
        WORK_STYLE_TEXT[day.workStyle],
      ]
    : ['', '', '', '', ''];
  const pc = hasPcActivity
    ? [
        clockCell(day.firstActiveClock),
        clockCell(day.lastActiveClock),
        formatMinutesPadded(day.pcSpanMinutes),
        formatMinutesPadded(day.pcActiveMinutes),
      ]
    : ['', '', '', ''];
  return [slashDate(day.workDate), ...declared, ...pc];
}
