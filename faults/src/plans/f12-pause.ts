import { READ_EVERY_COPY } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { sumOf } from '../fleet/load.ts';
import { shuffled } from '../inject/kill.ts';
import { pausePart } from '../inject/pause.ts';
import { PART_NAMES } from '../kit/parts.ts';
import type { Plan } from '../plan.ts';
import { startLoad } from './start-load.ts';

/** Longer than the broker's ack wait of 10 s: what a part had in hand is given out again. */
const SHORTEST_MS = 12_000;

export const F12: Plan = {
  id: 'F12',
  title: 'each process stands still (SIGSTOP, SIGCONT)',
  bite: [READ_EVERY_COPY],
  async run(stage) {
    const site = await stage.site();
    const pauseMs = Math.max(SHORTEST_MS, stage.seconds * 1_000);
    const load = await startLoad(site, stage, { recordEveryMs: 1_000 });
    try {
      await load.during(async () => {
        for (const part of shuffled(PART_NAMES, stage.random)) {
          stage.history.note({ t: 'fault', what: `SIGSTOP ${part} for ${pauseMs} ms` });
          await pausePart(site, part, pauseMs);
        }
      });
      const settled = await settle(site, stage.history);
      const { failed } = sumOf([...load.pcs, ...load.pressers]);
      return { 'each for': `${pauseMs} ms`, failed, ...settledFigures(settled) };
    } finally {
      await load.stop();
    }
  },
};
