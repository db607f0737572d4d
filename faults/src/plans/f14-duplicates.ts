import assert from 'node:assert/strict';
import { READ_EVERY_COPY } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { losingAnswers, repeating } from '../inject/tamper.ts';
import { pause } from '#platform/jitter.ts';
import type { Plan } from '../plan.ts';
import { startLoad } from './start-load.ts';

export const F14: Plan = {
  id: 'F14',
  title: 'every batch one to five times, old items again in other batches, answers lost',
  bite: [READ_EVERY_COPY],
  async run(stage) {
    const site = await stage.site();
    const counted = { repeats: 0 };
    const load = await startLoad(site, stage, {
      pressers: [],
      tamper: (transport) => losingAnswers(stage.random, 0.2)(repeating(stage.random, counted)(transport)),
    });
    try {
      await load.during(() => pause(stage.seconds * 1_000));
      const settled = await settle(site, stage.history);
      assert.ok(counted.repeats > settled.judgement.counts.ok, 'hardly anything was repeated');
      return { 'items sent again': counted.repeats, ...settledFigures(settled) };
    } finally {
      await load.stop();
    }
  },
};
