import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { MAX_BLOCK_APPLICATIONS } from '#domain/contract/unrequested-answers.ts';
import type { UnrequestedAnswer, UnrequestedBlock } from '#domain/contract/unrequested-answers.ts';
import { answersOfBlock, isBlockAnswered, unrequestedBlocks } from '#domain/tasks/unrequested-blocks.ts';

/** Seconds of a window in front within one minute. */
export interface FrontSlice {
  readonly unixMinute: number;
  readonly process: string;
  readonly title: string;
  readonly url: string;
  readonly secondsInFront: number;
}

/** 申請外 of a day by block, with what was in front and what the person said about it. */
export function describeBlocks(
  day: Pick<ComputedDay, 'ledger'> | null,
  slices: readonly FrontSlice[],
  answers: readonly UnrequestedAnswer[],
  siteNameOf: (url: string) => string | undefined,
): UnrequestedBlock[] {
  return unrequestedBlocks(day?.ledger ?? []).map((block) => {
    const { startMinute, endMinute, startClock, endClock, unrequestedMinutes } = block;
    const inside = slices.filter((slice) => startMinute <= slice.unixMinute && slice.unixMinute < endMinute);
    return {
      ...{ startMinute, endMinute, startClock, endClock, unrequestedMinutes },
      isAnswered: isBlockAnswered(block, answers),
      answers: answersOfBlock(block, answers),
      applications: longestInFront(inside).map((each) => {
        const siteName = siteNameOf(each.url);
        return siteName === undefined ? each : { ...each, siteName };
      }),
    };
  });
}

function longestInFront(slices: readonly FrontSlice[]): UnrequestedBlock['applications'] {
  const seconds = new Map<string, UnrequestedBlock['applications'][number]>();
  for (const { process, title, url, secondsInFront } of slices) {
    const key = JSON.stringify([process, title, url]);
    const former = seconds.get(key)?.seconds ?? 0;
    seconds.set(key, { process, title, url, seconds: former + secondsInFront });
  }
  return [...seconds.values()].sort((a, b) => b.seconds - a.seconds).slice(0, MAX_BLOCK_APPLICATIONS);
}
