import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { NO_FSYNC } from '../bite/guards.ts';
import { failOnce, filesBelow, type BrokenCalls } from '../inject/io-error.ts';
import { isAnswering } from '../kit/answering.ts';
import { pidOfPart, type Part } from '../kit/parts.ts';
import { childrenOf } from '../kit/processes.ts';
import type { OwnSite } from '../kit/site.ts';
import type { Figures } from '../plan.ts';
import { partByPart } from './part-by-part.ts';

const ENDED_WITHIN_MS = 1_000;
const BACK_WITHIN_MS = 60_000;
const BETWEEN_MS = 4_000;

/**
 * PostgreSQL ends at a write-ahead log that it could not flush and reads it again; the store refuses the insert, which is then made anew in files
 * of its own; the broker does not acknowledge. In no case is a call repeated as if nothing had been.
 */
export const F10 = partByPart({
  id: 'F10',
  title: 'an input/output error, once, in each part that keeps data',
  needs: 'strace',
  bite: [NO_FSYNC],
  parts: ['postgres', 'core', 'nats-server'],
  betweenMs: BETWEEN_MS,
  afterwardsMs: BETWEEN_MS,
  what: (part) => `EIO in ${part}`,
  breakPart,
});

async function breakPart(site: OwnSite, part: Part): Promise<Figures> {
  const pid = await pidOfPart(site, part);
  const panics = panicsOf(site);
  const failed = await failOnce(callsOf(site, part, pid));
  const since = performance.now();
  // Its own rule: it must not go on with a log of which it does not know what is on disk.
  if (part === 'postgres')
    await waitFor(() => panicsOf(site) > panics, {
      ...{ deadlineMs: ENDED_WITHIN_MS, intervalMs: 10, what: 'the end of what PostgreSQL was at' },
    });
  await waitFor(() => isAnswering(site, part), {
    ...{ deadlineMs: BACK_WITHIN_MS, intervalMs: 50, what: `${part} to answer` },
  });
  return { [part]: `${failed} calls failed, answered ${Math.round(performance.now() - since)} ms later` };
}

const panicsOf = (site: OwnSite): number =>
  readFileSync(join(site.product.dataDir, 'postgres/postgres.log'), 'utf8').split('PANIC:').length - 1;

function callsOf(site: OwnSite, part: Part, pid: number): BrokenCalls {
  if (part === 'nats-server')
    return {
      pids: [pid],
      calls: ['write', 'pwrite64'],
      paths: filesBelow(join(site.product.dataDir, 'nats/jetstream')).filter((file) => file.endsWith('.blk')),
    };
  if (part === 'postgres')
    return {
      pids: [pid, ...childrenOf(pid)],
      calls: ['fdatasync', 'fsync'],
    };
  return { pids: [pid], calls: ['fdatasync', 'fsync'] };
}
