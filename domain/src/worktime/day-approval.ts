import type { ComputedDay } from '../contract/computed-day.ts';
import type { DayApproval, Declaration } from '../contract/work-rules.ts';

/** The declared minutes that a computed day shows. */
export function shownDeclaration(day: ComputedDay): Declaration {
  const { spans, scheduledMinutes, isHolidayWork } = day;
  const minutesOf = ({ startMinute, endMinute }: { startMinute: number; endMinute: number }) => ({
    start: startMinute,
    end: endMinute,
  });
  return {
    spans,
    breaks: day.declared.filter((run) => run.kind === 'break').map(minutesOf),
    overtime: day.ledger.filter((run) => run.isOvertime).map(minutesOf),
    scheduledMinutes,
    isHolidayWork,
  };
}

/**
 * What a person's approval of a whole day fixes: the declared minutes that the approver saw, with the revisions of the inputs they came from. From
 * then on the declared figures of the day are theirs, whatever PC data comes.
 *
 *   computed day  ─ approved ─▶  spans, breaks, overtime, scheduled, holiday   fixed
 *                                PC figures, unrequested                       go on following the facts
 *
 * Source: SPEC 4 (late facts), SPEC 8 ("An approved day keeps its declared figures").
 */
export const dayApprovalOf = (day: ComputedDay, approverId: string, approvedAt: number): DayApproval =>
  approvalOf(day, shownDeclaration(day), approverId, approvedAt);

/**
 * The approval that takes a difference: it fixes what the rules give now in place of what was approved before. Undefined where the day has none.
 */
export const approvalOfDifference = (
  day: ComputedDay,
  approverId: string,
  approvedAt: number,
): DayApproval | undefined =>
  day.difference === null ? undefined : approvalOf(day, day.difference.declaration, approverId, approvedAt);

function approvalOf(day: ComputedDay, declaration: Declaration, approverId: string, approvedAt: number): DayApproval {
  const { workVersion, rosterVersion, rulesVersion, pcActiveMinutes, firstActiveClock, lastActiveClock } = day;
  return {
    approvedAt,
    approverId,
    ...declaration,
    basis: { workVersion, rosterVersion, rulesVersion, pcActiveMinutes, firstActiveClock, lastActiveClock },
    holds: true,
    declinedFigures: null,
  };
}
