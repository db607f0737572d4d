import { randomUUID } from 'node:crypto';
import type { SenderOutbox } from '#collector/sender/sender.ts';
import type { OutgoingItem } from '#collector/outbox/select-batch.ts';
import type { WireItem } from '#domain/contract/wire.ts';

const RESEND_AFTER_MS = 10 * 60_000;

interface Held {
  readonly item: OutgoingItem;
  acceptedAt: number | undefined;
}

/**
 * The outbox of a simulated PC: the states of the real one (pending → accepted → committed) without its file, because sixty thousand files would measure
 * the disk of the simulator. What is committed is forgotten, so that memory stays flat.
 */
export class MemoryOutbox implements SenderOutbox {
  readonly spoolId = randomUUID();
  #held: Held[] = [];
  #storeId = '';
  nextSeq = 1;
  /** Rejected for good. */
  rejected = 0;
  accepted = 0;
  duplicates = 0;

  record(items: readonly WireItem[]): void {
    for (const item of items) this.#held.push({ item: item as OutgoingItem, acceptedAt: undefined });
    this.nextSeq += items.length;
  }

  get pending(): number {
    return this.#held.filter((each) => each.acceptedAt === undefined).length;
  }

  has(state: 'pending' | 'accepted' | 'committed' | 'quarantined'): boolean {
    if (state === 'pending') return this.#held.some((each) => each.acceptedAt === undefined);
    return state === 'accepted' && this.#held.some((each) => each.acceptedAt !== undefined);
  }

  takeBatch({ maxItems }: { maxItems: number }): OutgoingItem[] {
    return this.#held
      .filter((each) => each.acceptedAt === undefined)
      .slice(0, maxItems)
      .map((each) => each.item);
  }

  applyResults(...[batch, results, serverAt]: Parameters<SenderOutbox['applyResults']>): number {
    const settled = new Map(results.map((result) => [batch[result.index]?.seq, result.status]));
    this.#held = this.#held.filter((each) => {
      const status = settled.get(each.item.seq);
      if (status === undefined) return true;
      if (status === 'rejected') this.rejected += 1;
      if (status === 'accepted') this.accepted += 1;
      if (status === 'duplicate') this.duplicates += 1;
      each.acceptedAt = serverAt;
      return status !== 'rejected';
    });
    return settled.size;
  }

  applyCommitted({ storeId, ranges }: Parameters<SenderOutbox['applyCommitted']>[0]): { storeChanged: boolean } {
    if (storeId === '') return { storeChanged: false };
    const storeChanged = this.#storeId !== '' && this.#storeId !== storeId;
    this.#storeId = storeId;
    if (storeChanged) for (const each of this.#held) each.acceptedAt = undefined;
    else
      this.#held = this.#held.filter(
        ({ item, acceptedAt }) =>
          acceptedAt === undefined || !ranges.some(([first, last]) => first <= item.seq && item.seq <= last),
      );
    return { storeChanged };
  }

  reopenStale(serverAt: number): number {
    let reopened = 0;
    for (const each of this.#held) {
      if (each.acceptedAt === undefined || Math.abs(serverAt - each.acceptedAt) <= RESEND_AFTER_MS) continue;
      each.acceptedAt = undefined;
      reopened += 1;
    }
    return reopened;
  }

  removeExpired(): number {
    return 0;
  }

  followPolicy(): void {}

  quarantine(entries: readonly { seq: number }[]): void {
    const seqs = new Set(entries.map((entry) => entry.seq));
    this.#held = this.#held.filter((each) => !seqs.has(each.item.seq));
    this.rejected += entries.length;
  }
}
