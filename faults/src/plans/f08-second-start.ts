import assert from 'node:assert/strict';
import { NO_FOLDER_LOCK } from '../bite/guards.ts';
import { settle } from '../check/settle.ts';
import { startSecond } from '../inject/second-start.ts';
import type { Plan } from '../plan.ts';
import { startLoad } from './start-load.ts';

const STARTS = 5;

export const F08: Plan = {
  id: 'F8',
  title: 'a second process on the data folder',
  bite: [NO_FOLDER_LOCK],
  async run(stage) {
    const site = await stage.site();
    const load = await startLoad(site, stage);
    try {
      const refusedMs = await load.during(async () => {
        const times: number[] = [];
        for (let n = 0; n < STARTS; n += 1) times.push(await startSecond(site));
        return times;
      });
      const slowestMs = Math.max(...refusedMs);
      assert.ok(slowestMs < 1_000, `refused after ${slowestMs} ms`);
      const { judgement, reconciled } = await settle(site, stage.history);
      return { starts: STARTS, 'refused within': `${slowestMs} ms`, ...judgement.counts, reconciled };
    } finally {
      await load.stop();
    }
  },
};
