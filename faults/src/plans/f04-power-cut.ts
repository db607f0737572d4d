import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '#platform/jitter.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { FORGET_UNCOMMITTED } from '../bite/guards.ts';
import { settle } from '../check/settle.ts';
import { createLoad } from '../fleet/load.ts';
import { killHard } from '../kit/processes.ts';
import { waitUntilNothingRuns } from '../kit/product.ts';
import { startAgain, startSite } from '../kit/site.ts';
import type { Plan } from '../plan.ts';
import { PCS, PRESSERS } from './people.ts';

/** What was accepted and never stored is sent again after ten minutes: until then a hole is right to be there. */
const HEALED_WITHIN_MS = 12 * 60_000;
const GONE_WITHIN_MS = 20_000;

/**
 * nats-server 2.9.10 has on disk what it had two minutes ago, at worst. The folder of the broker is copied, the product runs on, everything is killed,
 * and the copy put back: all that was acknowledged since is gone from the broker.
 */
export const F04: Plan = {
  id: 'F4',
  title: 'power cut: the broker comes back with its folder of before',
  bite: [FORGET_UNCOMMITTED],
  async run(stage) {
    const site = await startSite();
    const load = await createLoad(site, stage.history, { pcs: PCS, pressers: PRESSERS });
    const { dataDir } = site.product;
    const kept = join(tempDir('fault-power'), 'nats');
    try {
      await load.during(async () => {
        await pause(5_000);
        cpSync(join(dataDir, 'nats'), kept, { recursive: true });
        await pause(stage.seconds * 1_000);
        // Both at once, so that the processor cannot take what the broker has just acknowledged.
        killHard(site.product.pid);
        await site.product.exited();
        await waitUntilNothingRuns(dataDir, GONE_WITHIN_MS);
        rmSync(join(dataDir, 'nats/jetstream'), { recursive: true });
        cpSync(join(kept, 'jetstream'), join(dataDir, 'nats/jetstream'), { recursive: true });
        stage.history.note({ t: 'fault', what: `the broker forgets the last ${stage.seconds} s` });
        await startAgain(site);
      });
      const { judgement, healedMs, reconciled } = await settle(site, stage.history, HEALED_WITHIN_MS);
      return { forgotten: `${stage.seconds} s`, ...judgement.counts, 'healed after': `${healedMs} ms`, reconciled };
    } finally {
      await load.stop();
      await site.stop();
    }
  },
};
