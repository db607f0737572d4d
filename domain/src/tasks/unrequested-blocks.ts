import type { LedgerRun } from '../contract/computed-day.ts';
import type { UnrequestedAnswer } from '../contract/unrequested-answers.ts';
import { interval, isEmpty, subtract, union } from '../time/interval.ts';
import type { Interval, Minutes } from '../time/types.ts';

/** A pause up to this long does not end a block: somebody reads, or answers the telephone. */
export const MAX_PAUSE_MINUTES = 10;

export interface BlockOfLedger {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly startClock: number;
  readonly endClock: number;
  readonly unrequestedMinutes: Minutes;
  /** The active minutes alone. */
  readonly active: readonly Interval[];
}

/**
 * 申請外 in pieces that a person can say something about: unrequested runs of the ledger with at most ten minutes of nothing between them. A
 * declared span or a break between two always parts them.
 *
 *   ledger   ##..##..............###  =====work=====  ##
 *   blocks   |----|              |-|                  ||
 *
 * The amounts of the blocks add up to 申請外勤務時間: pauses are inside a block but do not count.
 */
export function unrequestedBlocks(ledger: readonly LedgerRun[]): BlockOfLedger[] {
  const blocks: GrowingBlock[] = [];
  let isParted = true;
  for (const run of ledger) {
    if (run.state === 'unrequested') {
      const last = blocks.at(-1);
      const isNear = last !== undefined && !isParted && run.startMinute - last.endMinute <= MAX_PAUSE_MINUTES;
      if (isNear) extend(last, run);
      else blocks.push(blockOf(run));
      isParted = false;
    } else if (run.state !== 'notDeclared') {
      isParted = true;
    }
  }
  return blocks;
}

/** A month has thousands of runs: a block grows in place. */
type GrowingBlock = { -readonly [Key in keyof BlockOfLedger]: BlockOfLedger[Key] } & { readonly active: Interval[] };

const blockOf = (run: LedgerRun): GrowingBlock => ({
  startMinute: run.startMinute,
  endMinute: run.endMinute,
  startClock: run.startClock,
  endClock: run.endClock,
  unrequestedMinutes: run.endMinute - run.startMinute,
  active: [interval(run.startMinute, run.endMinute)],
});

function extend(block: GrowingBlock, run: LedgerRun): void {
  block.endMinute = run.endMinute;
  block.endClock = run.endClock;
  block.unrequestedMinutes += run.endMinute - run.startMinute;
  block.active.push(interval(run.startMinute, run.endMinute));
}

type AnswerSpan = Pick<UnrequestedAnswer, 'startMinute' | 'endMinute'>;

/** Every active minute of the block has an answer. Late data that makes a block longer asks again, for the new minutes only. */
export const isBlockAnswered = (block: BlockOfLedger, answers: readonly AnswerSpan[]): boolean =>
  subtract(union(block.active), union(answers.map((each) => interval(each.startMinute, each.endMinute)))).length === 0;

/** The answers that say something about the block. */
export const answersOfBlock = <A extends AnswerSpan>(block: BlockOfLedger, answers: readonly A[]): A[] =>
  answers.filter(
    (each) =>
      !isEmpty(interval(Math.max(each.startMinute, block.startMinute), Math.min(each.endMinute, block.endMinute))),
  );

/** How many blocks a day has and how many still wait for an answer: what lists show. */
export interface BlockCounts {
  readonly total: number;
  readonly unanswered: number;
}

export function countBlocks(ledger: readonly LedgerRun[], answers: readonly AnswerSpan[]): BlockCounts {
  const blocks = unrequestedBlocks(ledger);
  return { total: blocks.length, unanswered: blocks.filter((block) => !isBlockAnswered(block, answers)).length };
}
