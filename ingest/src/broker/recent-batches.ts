/** Half of the time after which a repeat is certainly forgotten; the broker's own window is two minutes too. */
const GENERATION_MS = 60_000;
/** Some 100 bytes each, twice. Beyond it a repeat is stored once more, which the identity of each item makes harmless. */
const MAX_EACH = 50_000;

/** What this instance has stored lately, by message id: two generations, the older forgotten whole, so that nothing is kept or swept entry by entry. */
export class RecentBatches {
  #now = new Set<string>();
  #before = new Set<string>();
  #turnedAtMs: number;
  readonly #monotonicMs: () => number;

  constructor(monotonicMs: () => number = () => performance.now()) {
    this.#monotonicMs = monotonicMs;
    this.#turnedAtMs = monotonicMs();
  }

  has(messageId: string): boolean {
    this.#turn();
    return this.#now.has(messageId) || this.#before.has(messageId);
  }

  add(messageId: string): void {
    this.#turn();
    this.#now.add(messageId);
  }

  clear(): void {
    this.#now.clear();
    this.#before.clear();
  }

  #turn(): void {
    const nowMs = this.#monotonicMs();
    const ageMs = nowMs - this.#turnedAtMs;
    if (ageMs < GENERATION_MS && this.#now.size < MAX_EACH) return;
    this.#before = ageMs < 2 * GENERATION_MS ? this.#now : new Set();
    this.#now = new Set();
    this.#turnedAtMs = nowMs;
  }
}
