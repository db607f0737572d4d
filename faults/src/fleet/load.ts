import type { History } from '../history/history.ts';
import { createPresser, type Presser } from '../kit/presser.ts';
import type { Site } from '../kit/site.ts';
import { MINUTES_BETWEEN_FAULTS } from './workload.ts';
import { createPc, type Pc, type PcOptions } from './pc.ts';

/** Who works while a fault is done: some PCs, and some people who press. */
export interface Load {
  readonly pcs: readonly Pc[];
  readonly pressers: readonly Presser[];
  /** Works for as long as the fault lasts; ends with everything recorded and pressed answered for. */
  during<T>(fault: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export interface LoadOptions extends Omit<PcOptions, 'firstMinute'> {
  readonly pcs: readonly string[];
  readonly pressers: readonly string[];
}

export async function createLoad(
  site: Site & { nextMinute: number },
  history: History,
  options: LoadOptions,
): Promise<Load> {
  const pcs: Pc[] = [];
  for (const loginId of options.pcs)
    pcs.push(await createPc(site, loginId, history, { ...options, firstMinute: site.nextMinute }));
  const pressers: Presser[] = [];
  for (const loginId of options.pressers) pressers.push(createPresser(await site.client(loginId), loginId, history));
  return {
    pcs,
    pressers,
    async during(fault) {
      const load = new AbortController();
      const faulting = fault().finally(() => load.abort());
      const [result] = await Promise.all([faulting, ...[...pcs, ...pressers].map((each) => each.run(load.signal))]);
      await Promise.all(pcs.map((pc) => pc.flush()));
      return result;
    },
    async stop() {
      site.nextMinute = Math.max(...pcs.map((pc) => pc.lastMinute())) + MINUTES_BETWEEN_FAULTS;
      await Promise.all(pcs.map((pc) => pc.stop()));
    },
  };
}

export const sumOf = (each: readonly { recorded?(): number; acknowledged(): number; failures(): number }[]) => ({
  acknowledged: each.reduce((sum, one) => sum + one.acknowledged(), 0),
  failed: each.reduce((sum, one) => sum + one.failures(), 0),
});
