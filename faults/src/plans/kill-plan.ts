import { settle, settledFigures } from '../check/settle.ts';
import { sumOf } from '../fleet/load.ts';
import { figuresOf, killParts, type Kill } from '../inject/kill.ts';
import type { Part } from '../kit/parts.ts';
import type { Mutation, Plan } from '../plan.ts';
import { startLoad } from './start-load.ts';

/** kill -9 of these parts under load, again and again; then everything recorded and pressed is there once. */
export function killPlan(options: {
  id: string;
  title: string;
  parts: readonly Part[];
  bite: readonly Mutation[];
  /** Throws when the kills themselves were not survived as promised. */
  check?: (kills: readonly Kill[]) => void;
}): Plan {
  const { id, title, parts, bite, check } = options;
  return {
    id,
    title,
    bite,
    async run(stage) {
      const site = await stage.site();
      const load = await startLoad(site, stage);
      try {
        const kills = await load.during(() => killParts(site, stage, parts));
        const settled = await settle(site, stage.history);
        check?.(kills);
        const { acknowledged } = sumOf(load.pcs);
        const { failed } = sumOf([...load.pcs, ...load.pressers]);
        if (failed === 0) throw new Error('no request failed: the fault was not met');
        return {
          ...figuresOf(kills),
          acknowledged,
          failed,
          ...settledFigures(settled),
        };
      } finally {
        await load.stop();
      }
    },
  };
}
