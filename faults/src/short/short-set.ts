import { pause } from '#platform/jitter.ts';
import { settle, settledFigures, type Settled } from '../check/settle.ts';
import { createLoad, sumOf } from '../fleet/load.ts';
import { figuresOf, killParts, type Kill } from '../inject/kill.ts';
import { pausePart } from '../inject/pause.ts';
import { startSecond } from '../inject/second-start.ts';
import { losingAnswers, repeating } from '../inject/tamper.ts';
import { PART_NAMES } from '../kit/parts.ts';
import type { Site } from '../kit/site.ts';
import type { Plan, Stage } from '../plan.ts';
import { PCS, PRESSERS } from '../plans/people.ts';

/** Longer than the broker's ack wait of 10 s: what core had in hand is given out again. */
const PAUSE_MS = 11_000;

export interface ShortRun {
  readonly kills: readonly Kill[];
  readonly secondStartMs: number;
  readonly itemsSentAgain: number;
  readonly presses: number;
  readonly failedRequests: number;
  settled(): Promise<Settled>;
}

/**
 * The faults that a change of the product breaks most easily, on one product in one load: kill -9 of every part, one that stands still, a second
 * start, repeated batches and lost answers (F2, F3, F6, F8, F12, F14, F29). It is what `npm test` has of the list.
 */
export async function runShortSet(
  site: Site & { nextMinute: number },
  stage: Pick<Stage, 'random' | 'seconds' | 'history'>,
  people: { readonly pcs: readonly string[]; readonly pressers: readonly string[] },
): Promise<ShortRun> {
  const { random, history } = stage;
  const counted = { repeats: 0 };
  const tamper = (transport: Parameters<ReturnType<typeof repeating>>[0]) =>
    losingAnswers(random, 0.1)(repeating(random, counted)(transport));
  const load = await createLoad(site, history, { ...people, tamper, recordEveryMs: 500 });
  try {
    const { kills, secondStartMs } = await load.during(async () => {
      await pause(1_000);
      const secondMs = await startSecond(site);
      await pausePart(site, 'core', PAUSE_MS);
      return { kills: await killParts(site, stage, PART_NAMES), secondStartMs: secondMs };
    });
    const { failed } = sumOf([...load.pcs, ...load.pressers]);
    const { acknowledged: presses } = sumOf(load.pressers);
    return {
      ...{ kills, secondStartMs, presses, itemsSentAgain: counted.repeats, failedRequests: failed },
      settled: () => settle(site, history),
    };
  } finally {
    await load.stop();
  }
}

export const SHORT_SET: Plan = {
  id: 'F0',
  title: 'the short set',
  bite: [],
  async run(stage) {
    const site = await stage.site();
    const run = await runShortSet(site, stage, { pcs: PCS, pressers: PRESSERS });
    const settled = await run.settled();
    return {
      ...figuresOf(run.kills),
      'failed requests': run.failedRequests,
      'items sent again': run.itemsSentAgain,
      ...settledFigures(settled),
    };
  },
};
