import type { ApprovalDay, AttentionFlag, Decision, DecisionResult } from '#domain/contract/approvals.ts';
import type { WorkRequest } from '#domain/contract/requests.ts';
import type { Minutes } from '#domain/time/types.ts';

/** A person-day is one row; this names it. */
export const keyOf = (day: Pick<ApprovalDay, 'personId' | 'workDate'>): string => `${day.personId} ${day.workDate}`;

/** The requests of a day that wait for a decision. A day with only a difference has none. */
export const waitingOf = (day: ApprovalDay): WorkRequest[] => day.requests.filter((each) => each.state === 'submitted');

/** Needs eyes: the portal says why. The others are approved together. */
export const isOdd = (day: ApprovalDay): boolean => day.attention.length > 0;

/** Can be decided now by this viewer. Without figures nobody knows yet what would be approved. */
export const isDecidable = (day: ApprovalDay): boolean => day.mayDecide && waitingOf(day).length > 0;
export const isReady = (day: ApprovalDay): boolean => isDecidable(day) && day.figures !== null && !day.isSettling;

/** The reason that the person wrote: of a correction or overtime first, else of any waiting request. */
export function reasonOf(day: ApprovalDay): string {
  const weight = (request: WorkRequest): number =>
    ['correction', 'overtime', 'end', 'start'].indexOf(request.content.kind);
  const open = waitingOf(day);
  return (
    (open.length > 0 ? open : day.requests)
      .toSorted((a, b) => weight(a) - weight(b))
      .map((request) => request.reason)
      .find((reason) => reason !== '') ?? ''
  );
}

/** What is in a stack of days that is to be approved at once. */
export interface StackSummary {
  readonly days: number;
  readonly people: number;
  readonly workedMinutes: Minutes;
  readonly overtimeMinutes: Minutes;
  readonly lateNightMinutes: Minutes;
  readonly holidayWorkDays: number;
  readonly remoteDays: number;
  readonly flags: readonly (readonly [AttentionFlag, number])[];
  /** The day with the most overtime; undefined where nobody has any. */
  readonly longest: ApprovalDay | undefined;
}

export function summaryOf(days: readonly ApprovalDay[]): StackSummary {
  const sum = (amount: (figures: NonNullable<ApprovalDay['figures']>) => number): number =>
    days.reduce((total, day) => total + (day.figures === null ? 0 : amount(day.figures)), 0);
  const flags = new Map<AttentionFlag, number>();
  for (const day of days) for (const { flag } of day.attention) flags.set(flag, (flags.get(flag) ?? 0) + 1);
  const longest = days.toSorted((a, b) => (b.figures?.overtimeMinutes ?? 0) - (a.figures?.overtimeMinutes ?? 0))[0];
  return {
    days: days.length,
    people: new Set(days.map((day) => day.personId)).size,
    workedMinutes: sum((figures) => figures.workedMinutes),
    overtimeMinutes: sum((figures) => figures.overtimeMinutes),
    lateNightMinutes: sum((figures) => figures.lateNightMinutes),
    holidayWorkDays: sum((figures) => Number(figures.isHolidayWork)),
    remoteDays: sum((figures) => Number(figures.workStyle === 'remote')),
    flags: [...flags],
    longest: (longest?.figures?.overtimeMinutes ?? 0) > 0 ? longest : undefined,
  };
}

/** The body of a decision: every waiting request of the days, each with the version and the figures that were seen. */
export const decisionsOf = (days: readonly ApprovalDay[], decision: Decision, comment: string) =>
  days.flatMap((day) =>
    waitingOf(day).map(({ requestId, version }) => ({
      requestId,
      version,
      decision,
      comment,
      ...(day.figures === null ? {} : { seenFigures: day.seenFigures }),
    })),
  );

/** How many decisions one call takes; a day is never cut in two. */
const MAX_DECISIONS = 1000;
export function inCalls(days: readonly ApprovalDay[]): ApprovalDay[][] {
  const calls: ApprovalDay[][] = [];
  let count = 0;
  for (const day of days) {
    const own = waitingOf(day).length;
    if (calls.length === 0 || count + own > MAX_DECISIONS) {
      calls.push([]);
      count = 0;
    }
    calls.at(-1)?.push(day);
    count += own;
  }
  return calls;
}

/** What became of each day: undefined where all of it was decided, else the first that was not. */
export function refusalsOf(
  days: readonly ApprovalDay[],
  results: readonly DecisionResult[],
): Map<string, DecisionResult | undefined> {
  const byRequest = new Map(results.map((result) => [result.requestId, result]));
  return new Map(
    days.map((day) => [
      keyOf(day),
      waitingOf(day)
        .map((request) => byRequest.get(request.requestId))
        .find((result) => result !== undefined && result.outcome !== 'done'),
    ]),
  );
}
