import { pause } from '#platform/jitter.ts';
import { MAX_DAYS_AT_ONCE } from './recompute-days.ts';
import type { RecomputeResult } from './recompute-days.ts';
import type { AskedDay } from './running-days.ts';

export interface RecomputeRequest {
  readonly days: readonly AskedDay[];
  readonly mayWrite: () => boolean;
}

interface Waiting extends RecomputeRequest {
  readonly resolve: (result: RecomputeResult) => void;
  readonly reject: (err: unknown) => void;
}

/** A batch of facts asks each partition at the same moment: for so long the first one waits for the others. */
const LINGER_MS = 15;

/**
 * One computation for the partitions that ask at once: a statement costs nearly the same for a hundred days as for a thousand, and an insert makes a part
 * that is merged later. Large requests go alone, so that instances under great load share the partitions.
 */
export class GatheredRecompute {
  readonly #recompute: (request: RecomputeRequest) => Promise<RecomputeResult>;
  #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(recompute: (request: RecomputeRequest) => Promise<RecomputeResult>) {
    this.#recompute = recompute;
  }

  run(request: RecomputeRequest): Promise<RecomputeResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...request, resolve, reject });
      if (!this.#isRunning) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isRunning = true;
    await pause(LINGER_MS);
    while (this.#waiting.length > 0) await this.#runGroup(this.#takeGroup());
    this.#isRunning = false;
  }

  #takeGroup(): Waiting[] {
    let days = 0;
    let count = 0;
    for (const each of this.#waiting) {
      days += each.days.length;
      if (count > 0 && days > MAX_DAYS_AT_ONCE) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #runGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const [first, ...others] = group;
      if (first === undefined) return;
      const result = await this.#recompute({
        days: group.flatMap((each) => each.days),
        mayWrite: () => group.every((each) => each.mayWrite()),
      });
      first.resolve(result);
      // What was written is counted once.
      for (const each of others)
        each.resolve(result.kind === 'done' ? { kind: 'done', written: 0, unchanged: 0 } : result);
    } catch (err) {
      if (group.length === 1) group[0]?.reject(err);
      // One of them may be what cannot be computed: the others must not share its fate.
      else for (const each of group) await this.#runGroup([each]);
    }
  }
}
