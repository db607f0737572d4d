import type { ApprovalDay, Attention, DecisionResult } from '#domain/contract/approvals.ts';
import { formatMinutes } from '../../base/format.ts';
import { nameOfDate } from '../../charts/describe-day.ts';
import type { Messages } from '../../messages/ja.ts';

/** A flag with its amount: 乖離 0:52, 報告なし 2件. */
export function attentionText({ flag, amount }: Attention, m: Messages): string {
  const words = m.approvals;
  if (amount === null) return words.attention[flag];
  return flag === 'missingReport'
    ? words.reportsMissing(words.attention[flag], amount)
    : words.attentionAmount(words.attention[flag], formatMinutes(amount));
}

/** What became of a decision that was not taken: who was quicker, or why not. */
export function refusalText({ outcome, now }: DecisionResult, m: Messages): string {
  const words = m.approvals.outcomes;
  if (outcome === 'done') return '';
  if (outcome !== 'changed') return words[outcome];
  const state = now === null ? '' : m.requests.states[now.state];
  return now?.changedByName == null ? words.changedByNobody(state) : words.changed(now.changedByName, state);
}

/** Whose day: the words in which every control of a row names it. */
export const dayName = (day: Pick<ApprovalDay, 'workDate'>, m: Messages): string => nameOfDate(day.workDate, m);
