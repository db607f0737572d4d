import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

export interface AskedGaugeSpec<L extends string> {
  name: string;
  help: string;
  /** With it, `read` gives a value for each of its values; these come from a closed list, never from data. */
  labelName?: L;
  read: () => Promise<number | ReadonlyMap<string, number>>;
}

/** A store that is down must not take the other figures with it. */
const PATIENCE_MS = 2_000;

/**
 * A gauge that is read when it is asked for. What cannot be read has no sample in that answer, which an alert sees as absent: a last value that stays
 * would say that all is well.
 */
export function askedGauge<L extends string = never>(registry: Registry, spec: AskedGaugeSpec<L>): void {
  const gauge = new Gauge({
    name: spec.name,
    help: spec.help,
    labelNames: spec.labelName === undefined ? [] : [spec.labelName as string],
    registers: [registry],
    async collect() {
      gauge.reset();
      const value = await unlessLate(spec.read);
      // A gauge with a label has no sample after its reset; one without has 0, which would be a value.
      if (value === undefined) {
        if (spec.labelName === undefined) gauge.remove();
      } else if (typeof value === 'number') gauge.set(value);
      else for (const [label, each] of value) gauge.set({ [spec.labelName ?? '']: label }, each);
    },
  });
}

async function unlessLate<T>(read: () => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([read(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
