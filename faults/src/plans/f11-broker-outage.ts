import assert from 'node:assert/strict';
import { pause } from '#platform/jitter.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { TRUST_THE_WIRE } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import type { Pc } from '../fleet/pc.ts';
import { isAnswering } from '../kit/answering.ts';
import { pidOfPart } from '../kit/parts.ts';
import { killHard } from '../kit/processes.ts';
import type { OwnSite } from '../kit/site.ts';
import type { Plan } from '../plan.ts';
import { startLoad } from './start-load.ts';

const STEADY_MS = 8_000;
const AFTERWARDS_MS = 15_000;
/** Requests in the busiest second afterwards, against the mean before. */
const PEAK = 3;

export const F11: Plan = {
  id: 'F11',
  title: 'the broker is away under load (by hand: --seconds 3600)',
  bite: [TRUST_THE_WIRE],
  async run(stage) {
    const site = await stage.site();
    const load = await startLoad(site, stage);
    try {
      const { beganMs, awayMs, backMs } = await load.during(async () => {
        await pause(STEADY_MS);
        const began = performance.now();
        const back = await withoutBroker(site, stage.seconds * 1_000);
        await pause(AFTERWARDS_MS);
        return { beganMs: began, awayMs: Math.round(back - began), backMs: back };
      });
      const steady = countBetween(load.pcs, beganMs - STEADY_MS / 2, beganMs) / (STEADY_MS / 2_000);
      const peak = busiestSecond(load.pcs, backMs, backMs + AFTERWARDS_MS);
      const settled = await settle(site, stage.history);
      assert.ok(peak <= PEAK * steady, `${peak} requests in the busiest second, ${steady} before`);
      return {
        away: `${awayMs} ms`,
        'requests/s before': steady,
        'busiest second after': peak,
        ...settledFigures(settled),
      };
    } finally {
      await load.stop();
    }
  },
};

/** The launcher would start it again: it stands still meanwhile. */
async function withoutBroker(site: OwnSite, ms: number): Promise<number> {
  process.kill(site.product.pid, 'SIGSTOP');
  try {
    killHard(await pidOfPart(site, 'nats-server'));
    await pause(ms);
  } finally {
    process.kill(site.product.pid, 'SIGCONT');
  }
  await waitFor(() => isAnswering(site, 'nats-server'), { deadlineMs: 60_000, intervalMs: 50, what: 'the broker' });
  return performance.now();
}

const countBetween = (pcs: readonly Pc[], from: number, to: number): number =>
  pcs.flatMap(({ exchanges }) => exchanges).filter((at) => at >= from && at < to).length;

function busiestSecond(pcs: readonly Pc[], from: number, to: number): number {
  let most = 0;
  for (let at = from; at < to; at += 250) most = Math.max(most, countBetween(pcs, at, at + 1_000));
  return most;
}
