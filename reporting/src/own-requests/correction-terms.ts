import { checkCorrection } from '#domain/approval/check-correction.ts';
import type { CorrectionProblem } from '#domain/approval/check-correction.ts';
import type { CORRECTION_OBSTACLES, CorrectedDay } from '#domain/contract/requests.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { effectiveOperations } from '#domain/worktime/effective-operations.ts';
import { dayStateOf } from '#domain/worktime/allowed-operations.ts';
import { workSpans } from '#domain/worktime/declared-spans.ts';
import type { Clock, UnixMinute, WorkDate } from '#domain/time/types.ts';
import { clockOf, endClockOf } from '#domain/time/wall-clock.ts';
import { assignmentOn, workDateInterval } from '#domain/time/work-date.ts';
import type { DayFacts } from '../work-days/read-day-facts.ts';

/** Whether and within which bounds a date may be corrected now. */
export interface CorrectionTerms {
  readonly obstacle: (typeof CORRECTION_OBSTACLES)[number] | null;
  readonly firstClock: Clock;
  readonly lastClock: Clock;
  /** What is wrong with such a day. */
  readonly problemsOf: (day: CorrectedDay) => CorrectionProblem[];
}

/**
 * A correction is the whole day in place of the presses, so it waits until nothing runs: of the current date one can be sent before 開始 or after
 * 終了, and from then on the buttons of that date rest. Past dates can always be corrected.
 */
export function correctionTerms(
  { declared }: Pick<DayFacts, 'declared'>,
  rules: PersonRules,
  workDate: WorkDate,
  nowMinute: UnixMinute,
): CorrectionTerms {
  const day = workDateInterval(workDate, rules);
  const { pattern } = assignmentOn(rules, workDate);
  const firstClock = clockOf(day.start, workDate, rules.zone);
  const lastClock = endClockOf(day, workDate, rules.zone);
  const nowClock = nowMinute < day.end ? clockOf(nowMinute, workDate, rules.zone) : null;
  const bounds = { firstClock, lastClock, nowClock, pattern };
  const state = dayStateOf(workSpans(effectiveOperations(declared), day, Math.min(nowMinute, day.end)));
  const isRunning = nowMinute < day.end && (state === 'working' || state === 'onBreak');
  const obstacle = nowMinute < day.start ? 'future' : isRunning ? 'running' : null;
  return { obstacle, firstClock, lastClock, problemsOf: (asked) => checkCorrection(asked, bounds) };
}
