import { pause } from '#platform/jitter.ts';
import { settle, settledFigures } from '../check/settle.ts';
import type { Part } from '../kit/parts.ts';
import type { OwnSite } from '../kit/site.ts';
import type { Figures, Plan } from '../plan.ts';
import { startLoad } from './start-load.ts';

/** One part after the other is broken under load; then everything recorded and pressed is there once. */
export function partByPart(
  options: Pick<Plan, 'id' | 'title' | 'needs' | 'bite'> & {
    readonly parts: readonly Part[];
    readonly betweenMs: number;
    /** Of load after the last one. */
    readonly afterwardsMs: number;
    /** What is written into the history. */
    readonly what: (part: Part) => string;
    /** Breaks it and waits until it is well again. */
    readonly breakPart: (site: OwnSite, part: Part) => Promise<Figures>;
  },
): Plan {
  const { parts, betweenMs, afterwardsMs, what, breakPart, ...named } = options;
  return {
    ...named,
    async run(stage) {
      const site = await stage.site();
      const load = await startLoad(site, stage);
      const figures: Record<string, string | number> = {};
      try {
        await load.during(async () => {
          for (const part of parts) {
            await pause(betweenMs);
            stage.history.note({ t: 'fault', what: what(part) });
            Object.assign(figures, await breakPart(site, part));
          }
          await pause(afterwardsMs);
        });
        return { ...figures, ...settledFigures(await settle(site, stage.history)) };
      } finally {
        await load.stop();
      }
    },
  };
}
