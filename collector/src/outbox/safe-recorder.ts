import type { Logger } from '../log.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';

/** Facts that wait in memory while the disk takes none: some hours of minutes, a few megabytes. */
const MAX_WAITING = 5_000;

/** Writes facts to the outbox and outlives a disk that is full or broken for a while: they wait in memory, in order. */
export interface SafeRecorder {
  record(items: readonly RecordedItem[]): void;
  state(): { isFailing: boolean; waiting: number; lost: number };
}

export function createSafeRecorder(
  outbox: { record(items: readonly RecordedItem[]): void },
  log: Logger,
): SafeRecorder {
  let waiting: RecordedItem[] = [];
  let lost = 0;
  return {
    record(items) {
      waiting.push(...items);
      if (waiting.length === 0) return;
      try {
        outbox.record(waiting);
        waiting = [];
      } catch (err) {
        log.error({ err, waiting: waiting.length }, 'the outbox cannot be written; the facts wait in memory');
        ({ kept: waiting, lost } = shrink(waiting, lost));
      }
    },
    state: () => ({ isFailing: waiting.length > 0, waiting: waiting.length, lost }),
  };
}

/** Window slices go first, then the oldest of the rest: the same order of value as in the outbox. */
function shrink(items: RecordedItem[], lostBefore: number): { kept: RecordedItem[]; lost: number } {
  if (items.length <= MAX_WAITING) return { kept: items, lost: lostBefore };
  const withoutSlices = items.filter((item) => item.kind !== 'windowSlice');
  const kept = withoutSlices.slice(-MAX_WAITING);
  return { kept, lost: lostBefore + items.length - kept.length };
}
