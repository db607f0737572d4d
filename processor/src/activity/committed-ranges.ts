import { committedKey } from '#domain/contract/messages.ts';
import type { ActivityMessage } from '#domain/contract/messages.ts';
import { pause } from '#platform/jitter.ts';
import type { KV } from '#platform/nats.ts';
import { mergeRanges } from './merge-ranges.ts';
import { createSpoolWriter } from './write-spool.ts';

export interface CommittedRanges {
  /**
   * States that the store holds what these messages settle. Called after the insert. When it returns it is stated, or, where a fleet sends more than the
   * bucket should take, noted: `run` states it within minutes.
   */
  add(messages: readonly ActivityMessage[]): Promise<void>;
  /** States what was noted, oldest first, until the signal; then what is left, as far as a moment lets it. */
  run(signal: AbortSignal): Promise<void>;
}

const PARALLEL = 32;

/**
 * So many spools wait at most before their ranges are gathered over several batches. A bucket entry is a message with an acknowledgement of its own, and
 * for each upload of a large fleet one would cost more than the upload itself.
 */
const STATED_AT_ONCE = 200;
/**
 * What was noted is stated after this at the latest. Well below the ten minutes after which a collector sends again what was accepted and never became
 * committed; if this process dies meanwhile that repeat is what heals it.
 */
const HELD_AT_MOST_MS = 7 * 60_000;
const STATE_EVERY_MS = 1_000;
/** What is stated each second although it could wait. */
const STATED_MEANWHILE = 50;
const LAST_MOMENT_MS = 3_000;

/** Noted and not yet stated. */
interface Waiting {
  ranges: [number, number][];
  readonly sinceMs: number;
}

export interface CommittedOptions {
  /** Something that can wait went wrong: it is tried again. */
  onFailure?: (err: unknown) => void;
  monotonicMs?: () => number;
}

/** States the committed seqs: at once for few spools, gathered over some minutes for many. */
export class CommittedWriter implements CommittedRanges {
  readonly #writeSpool: ReturnType<typeof createSpoolWriter>;
  readonly #options: CommittedOptions;
  /** Oldest first. */
  readonly #waiting = new Map<string, Waiting>();

  constructor(kv: KV, storeId: string, options: CommittedOptions = {}) {
    this.#writeSpool = createSpoolWriter(kv, storeId);
    this.#options = options;
  }

  async add(messages: readonly ActivityMessage[]): Promise<void> {
    for (const { deviceId, spoolId, coveredRanges } of messages) {
      const key = committedKey(deviceId, spoolId);
      const before = this.#waiting.get(key);
      if (before !== undefined) before.ranges = mergeRanges([...before.ranges, ...coveredRanges]);
      else this.#waiting.set(key, { ranges: mergeRanges(coveredRanges), sinceMs: this.#nowMs() });
    }
    if (this.#waiting.size <= STATED_AT_ONCE) await this.#state(this.#waiting.size);
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(STATE_EVERY_MS, signal);
      await this.#state(Math.max(STATED_MEANWHILE, this.#overdue())).catch((err: unknown) =>
        this.#options.onFailure?.(err),
      );
    }
    // Stopping, perhaps because the broker went: what cannot be stated now is healed by the repeat.
    const giveUpMs = this.#nowMs() + LAST_MOMENT_MS;
    try {
      while (this.#waiting.size > 0 && this.#nowMs() < giveUpMs) await this.#state(STATED_AT_ONCE);
    } catch (err) {
      this.#options.onFailure?.(err);
    }
  }

  /** The oldest so many. Each leaves only when it is stated: a failure keeps it noted. */
  async #state(count: number): Promise<void> {
    const left = [...this.#waiting.keys().take(count)].reverse();
    const work = async (): Promise<void> => {
      for (let key = left.pop(); key !== undefined; key = left.pop()) {
        const taken = this.#waiting.get(key);
        if (taken === undefined) continue;
        const { ranges } = taken;
        await this.#writeSpool(key, ranges);
        // What was noted meanwhile stays.
        if (taken.ranges === ranges) this.#waiting.delete(key);
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL, left.length) }, work));
  }

  #overdue(): number {
    const limitMs = this.#nowMs() - HELD_AT_MOST_MS;
    let count = 0;
    for (const { sinceMs } of this.#waiting.values()) {
      if (sinceMs > limitMs) break;
      count += 1;
    }
    return count;
  }

  #nowMs(): number {
    return this.#options.monotonicMs?.() ?? performance.now();
  }
}
