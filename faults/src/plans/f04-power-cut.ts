import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '#platform/jitter.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { FORGET_UNCOMMITTED } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { sumOf, type Load } from '../fleet/load.ts';
import { pidOfPart } from '../kit/parts.ts';
import { killHard } from '../kit/processes.ts';
import { waitUntilNothingRuns } from '../kit/product.ts';
import { startAgain, startSite, type OwnSite } from '../kit/site.ts';
import type { Plan } from '../plan.ts';
import { startLoad } from './start-load.ts';

/** A collector repeats after ten minutes what was accepted and never reported as stored. Here nobody waits so long. */
const RESEND_AFTER_MS = 20_000;
const LOST_MS = 8_000;
const GONE_WITHIN_MS = 20_000;

/**
 * nats-server 2.9.10 has on disk what it had two minutes ago, at worst. The broker's folder is copied, the processor stands still while the product
 * acknowledges on, everything is killed, and the copy put back: all that was acknowledged since is nowhere but on the PCs.
 */
export const F04: Plan = {
  id: 'F4',
  title: 'power cut: the broker comes back with its folder of before',
  bite: [FORGET_UNCOMMITTED],
  async run(stage) {
    const site = await startSite();
    const load = await startLoad(site, stage, { resendAfterMs: RESEND_AFTER_MS });
    try {
      const forgotten = await load.during(async () => {
        await pause(5_000);
        const items = await forget(site, load);
        stage.history.note({ t: 'fault', what: `the broker has forgotten ${items} items` });
        await startAgain(site);
        return items;
      });
      assert.ok(forgotten > 0, 'nothing was acknowledged meanwhile: the fault was not met');
      const settled = await settle(site, stage.history);
      return { 'items forgotten': forgotten, ...settledFigures(settled) };
    } finally {
      await load.stop();
      await site.stop();
    }
  },
};

/** How many items had been acknowledged and are gone. */
async function forget(site: OwnSite, load: Load): Promise<number> {
  const { dataDir } = site.product;
  const streams = join(dataDir, 'nats/jetstream');
  const kept = join(tempDir('fault-power'), 'jetstream');
  cpSync(streams, kept, { recursive: true });
  const core = await pidOfPart(site, 'core');
  process.kill(core, 'SIGSTOP');
  const before = sumOf(load.pcs).acknowledged;
  await pause(LOST_MS);
  const items = sumOf(load.pcs).acknowledged - before;
  for (const pid of [site.product.pid, core]) killHard(pid);
  await site.product.exited();
  await waitUntilNothingRuns(dataDir, GONE_WITHIN_MS);
  rmSync(streams, { recursive: true });
  cpSync(kept, streams, { recursive: true });
  return items;
}
