import assert from 'node:assert/strict';
import { pause } from '#platform/jitter.ts';
import { TRUST_THE_WIRE } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { sumOf } from '../fleet/load.ts';
import { startBadNetwork } from '../inject/bad-network.ts';
import type { Plan } from '../plan.ts';
import { startLoad } from './start-load.ts';

export const F21: Plan = {
  id: 'F21',
  title: 'a network that is slow, cuts, resets in the middle and hangs half-open',
  bite: [TRUST_THE_WIRE],
  async run(stage) {
    const site = await stage.site();
    const network = await startBadNetwork(site.product.ingestUrl, stage.random);
    const load = await startLoad(site, stage, {
      ...{ pressers: [], ingestUrl: network.url, recordEveryMs: 1_000 },
    });
    try {
      await load.during(() => pause(stage.seconds * 1_000));
      const { failed } = sumOf(load.pcs);
      const settled = await settle(site, stage.history);
      assert.ok(failed > 0 && Object.values(network.met).every((times) => times > 0), JSON.stringify(network.met));
      const connections = Object.values(network.met).reduce((sum, times) => sum + times, 0);
      return { connections, failed, ...settledFigures(settled) };
    } finally {
      await load.stop();
      await network.stop();
    }
  },
};
