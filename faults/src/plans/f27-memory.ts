import assert from 'node:assert/strict';
import { pause } from '#platform/jitter.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { NOT_STARTED_AGAIN, SERVICE_NOT_STARTED_AGAIN } from '../bite/guards.ts';
import { settle } from '../check/settle.ts';
import { createLoad } from '../fleet/load.ts';
import { starveOfMemory } from '../inject/memory-limit.ts';
import { isAnswering } from '../kit/answering.ts';
import { findPart, pidOfPart, type Part } from '../kit/parts.ts';
import type { OwnSite } from '../kit/site.ts';
import type { Plan } from '../plan.ts';
import { PCS, PRESSERS } from './people.ts';

const STARVED: readonly Part[] = ['ingest', 'core', 'nats-server'];
/** What a part may still take under load, beyond what it has: next to nothing. */
const MORE_BYTES = 1024 * 1024;
const BETWEEN_MS = 3_000;

export const F27: Plan = {
  id: 'F27',
  title: 'no more memory for one part: the kernel kills it, and only it is started again',
  needs: 'memory groups',
  bite: [NOT_STARTED_AGAIN, SERVICE_NOT_STARTED_AGAIN],
  async run(stage) {
    const site = await stage.site();
    const load = await createLoad(site, stage.history, { pcs: PCS, pressers: PRESSERS });
    const figures: Record<string, string> = {};
    try {
      await load.during(async () => {
        for (const part of STARVED) {
          await pause(BETWEEN_MS);
          stage.history.note({ t: 'fault', what: `no memory for ${part}` });
          figures[`${part} back after`] = await starve(site, part);
        }
      });
      const { judgement, healedMs, reconciled } = await settle(site, stage.history);
      return { ...figures, ...judgement.counts, 'healed after': `${healedMs} ms`, reconciled };
    } finally {
      await load.stop();
    }
  },
};

async function starve(site: OwnSite, part: Part): Promise<string> {
  const others = STARVED.filter((each) => each !== part);
  const pidsOf = (): (number | undefined)[] => others.map((each) => findPart(site, each));
  const before = pidsOf();
  const pid = await pidOfPart(site, part);
  await starveOfMemory(pid, MORE_BYTES);
  const since = performance.now();
  await waitFor(async () => (await pidOfPart(site, part)) !== pid && (await isAnswering(site, part)), {
    ...{ deadlineMs: 60_000, intervalMs: 50, what: `${part} to be back` },
  });
  assert.deepEqual(pidsOf(), before, 'only the killed part is started again');
  return `${Math.round(performance.now() - since)} ms`;
}
