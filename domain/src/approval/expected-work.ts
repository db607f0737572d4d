import type { WorkPattern } from '../contract/work-rules.ts';
import { interval, subtract, totalLength } from '../time/interval.ts';
import type { Minutes, UnixMinute, WorkDate } from '../time/types.ts';
import { breakWindowIntervals } from '../worktime/break-minutes.ts';

/**
 * 勤務時間 that an overtime request adds if it comes true: from the day's last end to 終了予定, less the pattern's break windows in between.
 *
 *   declared   |──────────| 18:00                     終了予定 20:00
 *   window                |##| 18:30
 *   expected                 |──────────────|          90 minutes
 *
 * 0 where the expected end lies before the last one. Source: SPEC 4 (休憩時間, 勤務時間), 5 (残業申請).
 */
export function expectedWorkMinutes(
  lastEnd: UnixMinute,
  expectedEnd: UnixMinute,
  pattern: Pick<WorkPattern, 'breaks'>,
  workDate: WorkDate,
  zone: string,
): Minutes {
  if (expectedEnd <= lastEnd) return 0;
  const windows = breakWindowIntervals(pattern.breaks, workDate, zone);
  return totalLength(subtract([interval(lastEnd, expectedEnd)], windows));
}
