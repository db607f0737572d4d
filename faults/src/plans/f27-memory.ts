import assert from 'node:assert/strict';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { NOT_STARTED_AGAIN, SERVICE_NOT_STARTED_AGAIN } from '../bite/guards.ts';
import { starveOfMemory } from '../inject/memory-limit.ts';
import { isAnswering } from '../kit/answering.ts';
import { findPart, pidOfPart, type Part } from '../kit/parts.ts';
import type { OwnSite } from '../kit/site.ts';
import type { Figures } from '../plan.ts';
import { partByPart } from './part-by-part.ts';

const STARVED: readonly Part[] = ['ingest', 'core', 'nats-server'];
/** What a part may still take under load, beyond what it has: next to nothing. */
const MORE_BYTES = 1024 * 1024;

export const F27 = partByPart({
  id: 'F27',
  title: 'no more memory for one part: the kernel kills it, and only it is started again',
  needs: 'memory groups',
  bite: [NOT_STARTED_AGAIN, SERVICE_NOT_STARTED_AGAIN],
  parts: STARVED,
  betweenMs: 3_000,
  afterwardsMs: 0,
  what: (part) => `no memory for ${part}`,
  breakPart: starve,
});

async function starve(site: OwnSite, part: Part): Promise<Figures> {
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
  return { [`${part} back after`]: `${Math.round(performance.now() - since)} ms` };
}
