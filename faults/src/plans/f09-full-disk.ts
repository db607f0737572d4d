import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '#platform/jitter.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { ADMIT_ON_LOW_DISK, NO_WATCHDOG } from '../bite/guards.ts';
import { HEALED_WITHIN_MS, settle, settledFigures } from '../check/settle.ts';
import { mountSmallDisk, type SmallDisk } from '../inject/small-disk.ts';
import { pidOfPart } from '../kit/parts.ts';
import { startSite, type OwnSite } from '../kit/site.ts';
import type { Plan, Stage } from '../plan.ts';
import { startLoad } from './start-load.ts';

/** Room for a start (512 MB) and for the watermark of 1 GiB below it. */
const DISK_MB = 1_700;
const MIB = 1024 * 1024;
/** Well below the watermark, well above full. */
const LOW_MB = 600;
const FULL_FOR_MS = 15_000;

export const F09: Plan = {
  id: 'F9',
  title: 'the disk of the data folder runs low, then full, then has space again',
  needs: 'root',
  bite: [ADMIT_ON_LOW_DISK, NO_WATCHDOG],
  async run(stage) {
    const disk = mountSmallDisk(tempDir('fault-disk'), DISK_MB);
    let site: OwnSite | undefined;
    try {
      site = await startSite({ dataDir: join(disk.dir, 'data') });
      return await fillAndFree(stage, site, disk);
    } finally {
      disk.free();
      await site?.stop();
      disk.unmount();
    }
  },
};

async function fillAndFree(stage: Stage, site: OwnSite, disk: SmallDisk) {
  const load = await startLoad(site, stage, { recordEveryMs: 1_000 });
  const before = await pidOfPart(site, 'nats-server');
  let freedAt = 0;
  try {
    const refusedMs = await load.during(async () => {
      await pause(3_000);
      disk.fillUntilFree(LOW_MB * MIB);
      stage.history.note({ t: 'fault', what: `only ${LOW_MB} MB free` });
      const lowMs = await untilRefused(load.pcs.map((pc) => pc.statuses));
      assert.equal((await fetch(`${site.product.portalUrl}/healthz`)).status, 200);
      await fillWithAdmission(disk, site);
      stage.history.note({ t: 'fault', what: 'nothing free' });
      await pause(FULL_FOR_MS);
      disk.free();
      freedAt = performance.now();
      stage.history.note({ t: 'fault', what: 'space again' });
      return lowMs;
    });
    const flushedMs = performance.now() - freedAt;
    const settled = await settle(site, stage.history);
    const healedMs = Math.round(flushedMs + settled.healedMs);
    assert.ok(healedMs <= HEALED_WITHIN_MS, `all is right ${healedMs} ms after there was space again`);
    // One that has met a full disk may be wedged for any of its streams, now or at the next write.
    assert.notEqual(await pidOfPart(site, 'nats-server'), before, 'the broker was not started again');
    return {
      '507 after': `${refusedMs} ms`,
      'full for': `${FULL_FOR_MS} ms`,
      'broker restarts by the watchdog': restartsOf(site),
      ...settledFigures({ ...settled, healedMs }),
    };
  } finally {
    await load.stop();
  }
}

/** ENOSPC for everything that writes, also where the guard no longer lets anything in. */
async function fillWithAdmission(disk: SmallDisk, site: OwnSite): Promise<void> {
  disk.fillUntilFree(0);
  const portal = await fetch(`${site.product.portalUrl}/healthz`).catch(() => undefined);
  assert.equal(portal?.status, 200, 'the portal stays readable on a full disk');
}

/** A collector is answered 507 within seconds of the watermark. */
async function untilRefused(statuses: readonly (readonly number[])[]): Promise<number> {
  const since = performance.now();
  await waitFor(() => statuses.every((each) => each.includes(507)), { deadlineMs: 20_000, what: 'a 507 to each PC' });
  return Math.round(performance.now() - since);
}

function restartsOf(site: OwnSite): number {
  const log = join(site.product.dataDir, 'logs/launcher.log');
  if (!existsSync(log)) return 0;
  return readFileSync(log, 'utf8').split('the broker stores nothing').length - 1;
}
