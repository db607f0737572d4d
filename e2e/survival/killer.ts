import { pause } from '#platform/jitter.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import type { Company } from '../kit/company.ts';
import { killHard } from '../kit/processes.ts';
import { processesOf, startProduct } from '../kit/product.ts';

/** Part of the product → what its command line looks like. The shell that guards a server holds the server's words too. */
const VICTIMS = {
  core: /node .*launcher\/src\/core\/main\.ts/,
  ingest: /node .*ingest\/src\/main\.ts/,
  'nats-server': /^\S*nats-server /,
  postgres: /^\S*bin\/postgres -D /,
  launcher: /node .*launcher\/src\/main\.ts/,
} as const;
type Victim = keyof typeof VICTIMS;
const NAMES = Object.keys(VICTIMS) as Victim[];
const MIN_PAUSE_MS = 2_500;
const MAX_PAUSE_MS = 7_000;

export interface Kill {
  readonly victim: Victim;
  readonly atMs: number;
  /** launcher only: how long its next start took. */
  readonly readyMs?: number;
}

/**
 * kill -9 of one part after another at moments drawn from the seed, for the given time and until each part had its turn. What the launcher keeps
 * is left to it; a killed launcher is started again at once, as a person would.
 */
export async function killParts(company: Company, random: () => number, forMs: number, kills: Kill[]): Promise<void> {
  const since = performance.now();
  let order: Victim[] = [];
  while (performance.now() - since < forMs || kills.length < NAMES.length) {
    await pause(MIN_PAUSE_MS + random() * (MAX_PAUSE_MS - MIN_PAUSE_MS));
    if (order.length === 0) order = shuffled(NAMES, random);
    const victim = order.pop() ?? 'core';
    const pid = await pidOf(company, victim);
    killHard(pid);
    const kill = { victim, atMs: Math.round(performance.now() - since) };
    kills.push(victim === 'launcher' ? { ...kill, readyMs: await startAgain(company) } : kill);
  }
}

async function startAgain(company: Company): Promise<number> {
  await company.product.exited();
  const { dataDir, ports } = company.product;
  company.product = await startProduct({ dataDir, ports });
  return Math.round(company.product.readyMs);
}

/** A part that was killed a moment ago may not be back yet. */
function pidOf(company: Company, victim: Victim): Promise<number> {
  if (victim === 'launcher') return Promise.resolve(company.product.pid);
  const find = (): number | undefined =>
    processesOf(company.product.dataDir).find((one) => VICTIMS[victim].test(one.command))?.pid;
  return waitFor(find, { deadlineMs: 20_000, intervalMs: 100, what: `a running ${victim}` });
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
