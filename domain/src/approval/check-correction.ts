import type { CorrectedDay, CorrectedSpan } from '../contract/requests.ts';
import type { WorkPattern } from '../contract/work-rules.ts';
import type { Clock } from '../time/types.ts';
import { formatClock } from '../time/format.ts';

export interface CorrectionBounds {
  /** The work date's first and last reading, both included. */
  readonly firstClock: Clock;
  readonly lastClock: Clock;
  /** The reading of now, where the work date still runs; null: it is over. */
  readonly nowClock: Clock | null;
  readonly pattern: Pick<WorkPattern, 'morningMinutes'>;
}

export interface CorrectionProblem {
  /** Within the day: `spans.0.endClock`. */
  readonly path: string;
  readonly message: string;
}

function problemsOfSpan(span: CorrectedSpan, at: string, earliest: Clock, bounds: CorrectionBounds) {
  const latest = bounds.nowClock ?? bounds.lastClock;
  const problems: CorrectionProblem[] = [];
  const wrong = (path: string, message: string): void => void problems.push({ path: `${at}.${path}`, message });
  if (span.startClock < earliest) wrong('startClock', `at ${formatClock(earliest)} or later`);
  if (span.endClock > latest) wrong('endClock', `at ${formatClock(latest)} or earlier`);
  let free = span.startClock;
  span.breaks.forEach((each, index) => {
    if (each.startClock < free) wrong(`breaks.${index}.startClock`, `at ${formatClock(free)} or later`);
    if (each.endClock > span.endClock) wrong(`breaks.${index}.endClock`, `at ${formatClock(span.endClock)} or earlier`);
    free = each.endClock;
  });
  return problems;
}

/**
 * What is wrong with a corrected day: its spans lie in order within the work date and not in the future, their breaks in order within them, and
 * 半休 needs 午前業務時間.
 *
 *   5:00 |  |─span─|   |─span──|~~|─|    | 29:00 or now
 */
export function checkCorrection(day: CorrectedDay, bounds: CorrectionBounds): CorrectionProblem[] {
  let earliest = bounds.firstClock;
  const ofSpans = day.spans.flatMap((span, index) => {
    const problems = problemsOfSpan(span, `spans.${index}`, earliest, bounds);
    earliest = span.endClock;
    return problems;
  });
  const isHalfDayPossible = day.halfDay === null || bounds.pattern.morningMinutes !== null;
  return isHalfDayPossible ? ofSpans : [...ofSpans, { path: 'halfDay', message: 'the pattern has no morning minutes' }];
}
