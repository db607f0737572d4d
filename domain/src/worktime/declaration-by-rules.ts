import type { Declaration, WorkPattern } from '../contract/work-rules.ts';
import type { Interval, Minutes, WorkDate } from '../time/types.ts';
import { breakIntervals, breakWindowIntervals } from './break-minutes.ts';
import { declaredSpans } from './declared-spans.ts';
import type { WorkSpan } from './declared-spans.ts';
import { isHolidayWorkDay } from './holiday-work-minutes.ts';
import { overtimeFromActivity } from './overtime-from-activity.ts';
import { overtimeFromDeclaredWork } from './overtime-from-declared-work.ts';
import { scheduledMinutesOf } from './scheduled-minutes.ts';
import { workedIntervals } from './worked-minutes.ts';

export interface DeclarationFacts {
  readonly workDate: WorkDate;
  readonly zone: string;
  readonly pattern: WorkPattern;
  /** Pressed, corrected or recorded; those not declared too. */
  readonly spans: readonly WorkSpan[];
  readonly active: readonly Interval[];
  readonly isAutoRecording: boolean;
}

/**
 * What the rules give of a day's spans and activity: the declaration that counts unless a person's approval fixed another one.
 *
 *   declared spans ─▶ breaks within them ─▶ worked ─▶ overtime, by one of its two definitions
 */
export function declarationByRules(facts: DeclarationFacts): Declaration {
  const { workDate, zone, pattern } = facts;
  const declared = declaredSpans(facts.spans);
  const windows = breakWindowIntervals(pattern.breaks, workDate, zone);
  const breaks = breakIntervals(declared, windows);
  const scheduledMinutes = scheduledMinutesOf(declared, pattern);
  const isHolidayWork = isHolidayWorkDay(declared);
  return {
    spans: declared.map(({ start, end }) => ({ start, end })),
    breaks,
    overtime: isHolidayWork ? [] : overtimeOf(facts, workedIntervals(declared, breaks), windows, scheduledMinutes),
    scheduledMinutes,
    isHolidayWork,
  };
}

/** 残業時間 has two definitions; データの自動登録 on the work date picks (G:183-190). */
function overtimeOf(
  { isAutoRecording, active, spans }: DeclarationFacts,
  worked: readonly Interval[],
  windows: readonly Interval[],
  scheduledMinutes: Minutes,
): Interval[] {
  if (!isAutoRecording) return overtimeFromDeclaredWork(worked, scheduledMinutes);
  const pressedBreaks = spans.flatMap((span) => span.breaks);
  return overtimeFromActivity(active, windows, pressedBreaks, scheduledMinutes);
}
