import assert from 'node:assert/strict';
import { FORGET_TOUCHED_DAYS } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { createPc } from '../fleet/pc.ts';
import { MINUTES_BETWEEN_FAULTS } from '../fleet/workload.ts';
import type { Plan } from '../plan.ts';
import { PCS } from './people.ts';

const DAYS = 14;
const MINUTES_A_DAY = 480;
const MAX_SPOOL_BYTES = 50 * 1024 * 1024;
const SENT_WITHIN_MS = 60_000;

export const F16: Plan = {
  id: 'F16',
  title: `PCs that were offline for ${DAYS} days come back`,
  bite: [FORGET_TOUCHED_DAYS],
  async run(stage) {
    const site = await stage.site();
    let isOnline = false;
    const first = site.nextMinute;
    const pcs = [];
    for (const loginId of PCS) {
      pcs.push(
        await createPc(site, loginId, stage.history, {
          firstMinute: first,
          tamper: (transport) => (request, signal) =>
            isOnline ? transport(request, signal) : Promise.reject(new Error('no cable')),
        }),
      );
    }
    try {
      for (let day = 0; day < DAYS; day += 1)
        for (const pc of pcs) pc.recordMinutes(first + day * 1_440, MINUTES_A_DAY);
      const spoolBytes = Math.max(...pcs.map((pc) => pc.spoolBytes()));
      assert.ok(spoolBytes < MAX_SPOOL_BYTES, `a spool of ${spoolBytes} bytes`);
      isOnline = true;
      const since = performance.now();
      await Promise.all(pcs.map((pc) => pc.flush(SENT_WITHIN_MS)));
      const sentMs = Math.round(performance.now() - since);
      const settled = await settle(site, stage.history);
      site.nextMinute = first + DAYS * 1_440 + MINUTES_BETWEEN_FAULTS;
      return {
        'spool at most': `${Math.round(spoolBytes / 1024)} KiB`,
        'all sent after': `${sentMs} ms`,
        ...settledFigures(settled),
      };
    } finally {
      await Promise.all(pcs.map((pc) => pc.stop()));
    }
  },
};
