import assert from 'node:assert/strict';
import { DROP_SILENTLY } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { createPc } from '../fleet/pc.ts';
import { MINUTES_BETWEEN_FAULTS } from '../fleet/workload.ts';
import type { Plan } from '../plan.ts';

const CAP_BYTES = 1024 * 1024;
/** A third more than the cap holds with windows, and less than it holds without them: no input minute need go. */
const MINUTES = 3_500;

export const F17: Plan = {
  id: 'F17',
  title: 'a spool that reaches its cap gives up titles first, then windows, and declares the gap',
  bite: [DROP_SILENTLY],
  async run(stage) {
    const site = await stage.site();
    let isOnline = false;
    const first = site.nextMinute;
    const pc = await createPc(site, 'U022', stage.history, {
      firstMinute: first,
      maxBytes: CAP_BYTES,
      tamper: (transport) => (request, signal) =>
        isOnline ? transport(request, signal) : Promise.reject(new Error('no cable')),
    });
    try {
      pc.recordMinutes(first, MINUTES);
      isOnline = true;
      await pc.flush();
      const settled = await settle(site, stage.history);
      const gaps = stage.history.read().filter((entry) => entry.t === 'gap');
      assert.equal(gaps[0]?.what, 'titles', 'titles go first');
      assert.ok(settled.judgement.counts.declaredGap > 0, 'nothing had to be given up');
      assert.ok(!gaps.some(({ what }) => what === 'inputMinutes'), 'input minutes go last');
      site.nextMinute = first + MINUTES + MINUTES_BETWEEN_FAULTS;
      return {
        cap: `${CAP_BYTES / 1024} KiB`,
        gaps: gaps.length,
        ...settledFigures(settled),
      };
    } finally {
      await pc.stop();
    }
  },
};
