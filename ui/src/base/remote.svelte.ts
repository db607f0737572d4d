import { failureFrom, type ApiFailure } from './call.ts';

/**
 * One thing read from the server. Keeps the old value while it loads again; an answer that was overtaken by a later request is
 * dropped, so a slow month never replaces the one that was chosen after it. A failure that somebody waits for takes the old value
 * away: it may belong to another month than the heading.
 */
export class Remote<Value> {
  value = $state.raw<Value | undefined>(undefined);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  isLoading = $state(false);
  #turn = 0;

  /** `quiet`: a background refresh, whose failure leaves the screen as it is. */
  async load(read: () => Promise<Value>, quiet = false): Promise<void> {
    const turn = ++this.#turn;
    if (!quiet) this.isLoading = true;
    try {
      const value = await read();
      if (turn !== this.#turn) return;
      this.value = value;
      this.failure = undefined;
    } catch (error) {
      if (turn !== this.#turn) return;
      if (!quiet) this.value = undefined;
      if (this.value === undefined) {
        this.failure = failureFrom(error);
      }
    } finally {
      if (turn === this.#turn) this.isLoading = false;
    }
  }

  /** Forgets what is shown: another person's or month's rows must not stand under the new heading. */
  clear(): void {
    this.#turn += 1;
    this.value = undefined;
    this.failure = undefined;
    this.isLoading = false;
  }
}
