import type { ComputedDay } from '../contract/computed-day.ts';
import type { DeclaredFigures, RequestState } from '../contract/work-rules.ts';
import { declaredFiguresOf } from '../worktime/declared-figures.ts';
import type { DecidedRequest } from './request-transitions.ts';

type StandingOfDay = Pick<
  ComputedDay,
  'dayState' | 'declarationSource' | 'hasDeclaration' | 'asOfMinute' | 'endMinute' | 'isConfirmed'
>;

/** Whether the declared work of a day is complete: it has ended, or was recorded from the PC log and is over. */
function isComplete(day: StandingOfDay, requests: readonly DecidedRequest[]): boolean {
  if (!day.isConfirmed) return false;
  const isOver = day.asOfMinute >= day.endMinute;
  const isRecorded = day.declarationSource === 'autoRecorded' || day.declarationSource === 'autoRecordedEnd';
  if (isRecorded) return isOver;
  if (day.dayState === 'ended') return day.hasDeclaration;
  const isCorrectedToNothing = requests.some(({ kind, state }) => kind === 'correction' && state === 'approved');
  return isOver && day.dayState === 'notStarted' && isCorrectedToNothing;
}

/**
 * 一日の承認: whether a decision of a person makes the whole day approved, so that its declared figures are fixed.
 *
 *   開始 approved, still running                no: there is nothing whole to fix
 *   開始 automatic, 終了 approved               yes
 *   終了 approved, 残業申請 waits or returned    no
 *   forgotten 終了, 開始 approved               no: a correction is missing
 *   勤務修正 "nothing was worked" approved       yes, once the date is over
 *
 * `requests` are those of the day as they stand after the decision. Source: SPEC 4, 5 and 8 (last line).
 */
export const isWhollyDecided = (day: StandingOfDay, requests: readonly DecidedRequest[]): boolean =>
  requests.every(({ state }) => state === 'approved' || state === 'withdrawn') &&
  requests.some(({ state }) => state === 'approved') &&
  isComplete(day, requests);

/**
 * Whether an approval of a day still stands for its declared figures. A newer request (waiting, or approved until the day is whole again) takes
 * its place; one that was returned or withdrawn gives it back.
 *
 *   approved ─── correction sent ─── returned ───      correction sent ── approved
 *   holds        does not            holds             does not           a new approval
 */
export const doesApprovalHold = (
  approvedAt: number,
  requests: readonly { readonly submittedAt: number; readonly state: RequestState; readonly isAutomatic: boolean }[],
): boolean =>
  !requests.some(
    ({ submittedAt, state, isAutomatic }) =>
      !isAutomatic && submittedAt > approvedAt && (state === 'submitted' || state === 'approved'),
  );

/** A text that stands for declared figures: equal figures, equal text. The list gives it, a decision brings it back. */
export const seenFiguresOf = (figures: DeclaredFigures): string =>
  Object.values(declaredFiguresOf(figures))
    .map((each) => each ?? '-')
    .join('.');
