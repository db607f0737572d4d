import { pause } from '#platform/jitter.ts';
import type { History } from '../history/history.ts';
import type { Site } from '../kit/site.ts';
import type { Figures } from '../plan.ts';
import { isRight, judge, type Judgement } from './judge.ts';
import { readSite } from './read-site.ts';
import { reconcileUntilEqual } from './reconcile.ts';

/** After the last fault everything heals without a command within this. */
export const HEALED_WITHIN_MS = 60_000;

export interface Settled {
  readonly judgement: Judgement;
  /** From the end of the fault until the portal showed everything right. */
  readonly healedMs: number;
  readonly reconciled: string;
}

/**
 * Reads and judges until all is right or the time to heal is over, then compares the computed days with a rebuild. What is shown twice is a fault at
 * the first sight: stored copies are merged in the background, so waiting would hide a reader that shows them.
 *
 * @throws when something is not right in the end, with the first findings
 */
export async function settle(site: Site, history: History, withinMs = HEALED_WITHIN_MS): Promise<Settled> {
  const since = performance.now();
  const entries = history.read();
  for (;;) {
    const outcome = await tryJudge(site, entries);
    const healedMs = Math.round(performance.now() - since);
    if (typeof outcome !== 'string' && isRight(outcome)) {
      return { judgement: outcome, healedMs, reconciled: await reconcileUntilEqual(site, withinMs) };
    }
    if (typeof outcome !== 'string' && outcome.counts.duplicated > 0)
      throw new Error(`shown twice ${healedMs} ms after the fault: ${wordsOf(outcome)}`);
    if (healedMs > withinMs) throw new Error(`not right ${healedMs} ms after the fault: ${wordsOf(outcome)}`);
    await pause(500);
  }
}

/** As they stand in the table of README.md. */
export const settledFigures = ({ judgement, healedMs, reconciled }: Settled): Figures => ({
  ...judgement.counts,
  'healed after': `${healedMs} ms`,
  reconciled,
});

async function tryJudge(site: Site, entries: ReturnType<History['read']>): Promise<Judgement | string> {
  try {
    return judge(entries, await readSite(site, entries));
  } catch (error) {
    return `the portal could not be read (${error instanceof Error ? error.message : String(error)})`;
  }
}

const wordsOf = (outcome: Judgement | string): string =>
  typeof outcome === 'string' ? outcome : `${JSON.stringify(outcome.counts)}\n  ${outcome.findings.join('\n  ')}`;
