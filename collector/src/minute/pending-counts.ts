import { INPUT_COUNT_NAMES } from '#domain/contract/wire.ts';
import type { InputCounts } from '#domain/contract/wire.ts';

/** One count of one minute never exceeds what the wire takes. */
const MAX_COUNT = 1_000_000;

export const zeroCounts = (): InputCounts =>
  Object.fromEntries(INPUT_COUNT_NAMES.map((name) => [name, 0])) as InputCounts;

/** Counts that were told and not yet recorded, by the minute in which the inputs happened. */
export interface PendingCounts {
  add(minute: number, counts: InputCounts): void;
  take(minute: number): InputCounts | undefined;
  minutes(): number[];
}

export function createPendingCounts(): PendingCounts {
  const byMinute = new Map<number, InputCounts>();
  return {
    add(minute, counts) {
      const sum = byMinute.get(minute) ?? zeroCounts();
      for (const name of INPUT_COUNT_NAMES) sum[name] = Math.min(MAX_COUNT, sum[name] + counts[name]);
      byMinute.set(minute, sum);
    },
    take(minute) {
      const counts = byMinute.get(minute);
      byMinute.delete(minute);
      return counts;
    },
    minutes: () => [...byMinute.keys()].sort((a, b) => a - b),
  };
}
