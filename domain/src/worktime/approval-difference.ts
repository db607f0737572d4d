import type { ComputedDay, DeclarationSource, DifferenceReason } from '../contract/computed-day.ts';
import type { DayApproval, Declaration, DeclaredFigures } from '../contract/work-rules.ts';
import { sameFigures } from './declared-figures.ts';

/** What the rules give now, beside what was approved. */
export interface RulesNow {
  readonly figures: DeclaredFigures;
  readonly declaration: Declaration;
  readonly source: DeclarationSource;
  /** Declared figures of this date follow the PC log (データの自動登録 is on). */
  readonly isAutoRecording: boolean;
  readonly inputs: Omit<DayApproval['basis'], 'workVersion'>;
}

/**
 * Whether the rules now give other declared figures than those that were approved, and why. The approved figures stay; the difference waits for its
 * approver, who takes or declines it, and nothing changes silently.
 *
 *   approved   9:00-18:00  残業 0:30
 *   late data  9:00-18:00  残業 1:10     → difference (pcData)       declined: no difference, until the figures move again
 *
 * None while a newer request waits: then the day counts as declared now. Source: SPEC 4 (late facts); issue "The day".
 */
export function differenceOf(
  approval: DayApproval | null,
  approvedFigures: DeclaredFigures,
  now: RulesNow,
): ComputedDay['difference'] {
  if (approval === null || !approval.holds || sameFigures(approvedFigures, now.figures)) return null;
  if (approval.declinedFigures !== null && sameFigures(approval.declinedFigures, now.figures)) return null;
  const { spans, breaks, overtime, scheduledMinutes, isHolidayWork } = now.declaration;
  return {
    figures: now.figures,
    reasons: reasonsOf(approval, now),
    declaration: { spans, breaks, overtime, scheduledMinutes, isHolidayWork },
  };
}

/**
 * Each input that has moved since the approval and can move declared figures. The version of the declaration says nothing (the approval itself and
 * every edited task raise it), so it is named where the declared spans are others, or where nothing else has moved.
 */
function reasonsOf(approval: DayApproval, now: RulesNow): DifferenceReason[] {
  const { basis } = approval;
  const { inputs, isAutoRecording, source } = now;
  const isPcMoved =
    basis.pcActiveMinutes !== inputs.pcActiveMinutes ||
    basis.firstActiveClock !== inputs.firstActiveClock ||
    basis.lastActiveClock !== inputs.lastActiveClock;
  const isFromPcLog = source === 'autoRecorded' || source === 'autoRecordedEnd';
  const reasons: DifferenceReason[] = [];
  if (isAutoRecording && isPcMoved) reasons.push('pcData');
  if (!isFromPcLog && !sameSpans(approval.spans, now.declaration.spans)) reasons.push('declaration');
  if (basis.rosterVersion !== inputs.rosterVersion) reasons.push('roster');
  if (basis.rulesVersion !== inputs.rulesVersion) reasons.push('rules');
  return reasons.length > 0 ? reasons : ['declaration'];
}

const sameSpans = (a: Declaration['spans'], b: Declaration['spans']): boolean =>
  a.length === b.length && a.every((span, index) => span.start === b[index]?.start && span.end === b[index]?.end);
