import { ATTENTION_FLAGS } from '../contract/approvals.ts';
import type { Attention, AttentionFlag } from '../contract/approvals.ts';
import type { ComputedDay } from '../contract/computed-day.ts';
import type { CapState } from '../contract/legal.ts';
import type { RequestContent } from '../contract/requests.ts';
import type { Minutes } from '../time/types.ts';
import type { RequestState } from '../contract/work-rules.ts';

export interface AttentionFacts {
  /** What is asked for and waits; decided requests call for nothing. */
  readonly requests: readonly { readonly state: RequestState; readonly content: RequestContent }[];
  /** Null: not computed yet. */
  readonly day: Pick<ComputedDay, 'deviationMinutes' | 'unrequestedMinutes' | 'lateNightMinutes' | 'difference'> | null;
  /** 業務 of the day without 業務報告, where the person owes one. */
  readonly missingReports: number;
  /** Blocks of 申請外 to which the person has not answered. */
  readonly unansweredBlocks: number;
  /** The gravest of the legal caps with this day in it. */
  readonly caps: CapState;
  /** 乖離: this much is tolerated (tenant setting, 30 by default; SPEC 10). */
  readonly deviationThresholdMinutes: Minutes;
}

/** A correction of a day that nobody had ended: its `before` has a span without an end. */
const correctsAutoEnd = (content: RequestContent): boolean =>
  content.kind === 'correction' && content.before.spans.some((span) => span.endClock === null);

function amountOf(flag: AttentionFlag, facts: AttentionFacts): number | null | undefined {
  const { day } = facts;
  const corrections = facts.requests.filter(
    ({ state, content }) => state === 'submitted' && content.kind === 'correction',
  );
  const isAutoEnd = corrections.some(({ content }) => correctsAutoEnd(content));
  const over = (amount: number | undefined, limit: number): number | undefined =>
    amount !== undefined && amount > limit ? amount : undefined;
  switch (flag) {
    case 'overCap':
      return facts.caps === 'over' ? null : undefined;
    case 'difference':
      return day?.difference ? null : undefined;
    case 'correctedAutoEnd':
      return isAutoEnd ? null : undefined;
    case 'correction':
      return corrections.length > 0 && !isAutoEnd ? null : undefined;
    case 'deviation':
      return over(day?.deviationMinutes, facts.deviationThresholdMinutes);
    case 'missingReport':
      return over(facts.missingReports, 0);
    case 'unansweredUnrequested':
      return facts.unansweredBlocks > 0 ? over(day?.unrequestedMinutes, facts.deviationThresholdMinutes) : undefined;
    case 'lateNight':
      return over(day?.lateNightMinutes, 0);
  }
}

/**
 * 目を通す理由: why an approver should look at a person-day before deciding, the weightiest first. Empty: an ordinary day, to be approved together
 * with the others. It is a hint for the eye and changes no figure.
 *
 *   cap passed > difference after approval > 自動終了 corrected > correction > 乖離 over the threshold > report missing > 申請外 unanswered > 深夜
 *
 * 申請外 up to the threshold asks for no answer: the guideline of 2017-01-20 speaks of a marked gap (SPEC 10).
 */
export const attentionOf = (facts: AttentionFacts): Attention[] =>
  ATTENTION_FLAGS.flatMap((flag) => {
    const amount = amountOf(flag, facts);
    return amount === undefined ? [] : [{ flag, amount }];
  });

export interface OrderedDay {
  readonly attention: readonly Attention[];
  /** Epoch ms of the oldest request that waits; null: none does. */
  readonly waitingSince: number | null;
}

const weightOf = (day: OrderedDay): number => {
  const first = day.attention[0];
  return first === undefined ? ATTENTION_FLAGS.length : ATTENTION_FLAGS.indexOf(first.flag);
};

/** What needs eyes first, by its weightiest reason, then by the number of reasons; equals and the ordinary rest by how long they wait. */
export const compareByAttention = (a: OrderedDay, b: OrderedDay): number =>
  weightOf(a) - weightOf(b) ||
  b.attention.length - a.attention.length ||
  (a.waitingSince ?? Number.MAX_SAFE_INTEGER) - (b.waitingSince ?? Number.MAX_SAFE_INTEGER);
