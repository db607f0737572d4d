import type { LedgerRun } from '../contract/computed-day.ts';
import type { Clock, Minutes, UnixMinute } from '../time/types.ts';

/** A stretch of 申請外 that a person remembers as one thing, and answers as one. */
export interface UnrequestedBlock {
  readonly startMinute: UnixMinute;
  readonly endMinute: UnixMinute;
  readonly startClock: Clock;
  readonly endClock: Clock;
  /** Unrequested minutes in it; the rest of it are pauses. */
  readonly activeMinutes: Minutes;
}

/** A pause up to so long does not end a block: somebody who reads for a quarter of an hour is still at the same thing. */
export const UNREQUESTED_JOIN_MINUTES: Minutes = 15;

type BlockRun = Pick<LedgerRun, 'startMinute' | 'endMinute' | 'startClock' | 'endClock' | 'state'>;

/**
 * The unrequested minutes of a day as blocks, in order. Blocks are joined over a short pause in which nothing is declared; a declared minute between
 * them always parts them, because what lies before work and what lies after it are two questions.
 *
 *   unrequested  |##|  |###|             |##|
 *   declared                                  |──────|
 *   unrequested                                      |#|
 *   blocks       |────────|             |──|         |─|
 *
 * The blocks' active minutes add up to 申請外勤務時間. Source: SPEC 4 (unrequested), issue "The day".
 */
export function unrequestedBlocks(ledger: readonly BlockRun[]): UnrequestedBlock[] {
  const blocks: UnrequestedBlock[] = [];
  let isJoinable = false;
  for (const run of ledger) {
    if (run.state !== 'unrequested') {
      isJoinable &&= run.state === 'notDeclared';
      continue;
    }
    const { startMinute, endMinute, startClock, endClock } = run;
    const activeMinutes = endMinute - startMinute;
    const last = blocks.at(-1);
    if (last !== undefined && isJoinable && startMinute - last.endMinute <= UNREQUESTED_JOIN_MINUTES) {
      blocks[blocks.length - 1] = { ...last, endMinute, endClock, activeMinutes: last.activeMinutes + activeMinutes };
    } else {
      blocks.push({ startMinute, endMinute, startClock, endClock, activeMinutes });
    }
    isJoinable = true;
  }
  return blocks;
}
