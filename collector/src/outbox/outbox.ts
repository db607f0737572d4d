import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { privacyPolicySchema } from '#domain/contract/privacy-policy.ts';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import type { CommittedAnswer, ItemResult } from '#domain/contract/wire.ts';
import { keepItem } from '../minute/mask-slice.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';
import { selectBatch } from './select-batch.ts';
import type { OutgoingItem } from './select-batch.ts';
import { removeUnwanted } from './follow-policy.ts';
import { openOutboxFile } from './open-outbox-file.ts';
import { appendQuarantine, quarantinePath } from './quarantine-file.ts';
import type { QuarantineEntry } from './quarantine-file.ts';
import { offsetFor } from '../sender/estimate-offset.ts';
import { salvageItems } from './salvage.ts';
import { trimToSize } from './size-cap.ts';
import type { Gap } from './size-cap.ts';
import { checksumOf, fitToWire, minuteOf } from './stored-row.ts';
import { inTransaction } from './transaction.ts';

const RESEND_AFTER_MS = 10 * 60_000;

export interface OutboxOptions {
  readonly path: string;
  readonly retainCommittedDays: number;
  readonly maxBytes: number;
  /** Dates the name of a corrupt file that is set aside. */
  readonly wallAt: number;
  /** Accepted, yet not reported as stored after this long: sent again (ten minutes). The broker may have lost it in a power cut. */
  readonly resendAfterMs?: number;
}

export interface OutboxCounts {
  readonly pending: number;
  readonly accepted: number;
  readonly committed: number;
  readonly quarantined: number;
}

/** What the opening found, for the log and the status. */
export interface OutboxOpening {
  readonly setAsidePath: string | undefined;
  readonly corruptFiles: number;
  readonly salvaged: number;
}

/**
 * The facts of this PC on disk. `pending` → `accepted` (the broker has it) → `committed` (the store has it; kept for the retention) or
 * `quarantined` (rejected for good). Only an answer about the very item changes its state.
 *
 * Times given to it are the server's clock as far as it is known, so that a wrong PC clock neither shortens the retention nor stops a repeat.
 */
export class Outbox {
  readonly spoolId: string;
  readonly opening: OutboxOpening;
  readonly #db: DatabaseSync;
  readonly #options: OutboxOptions;
  /** Undefined: the server has told none yet. */
  #policy: PrivacyPolicy | undefined;

  constructor(options: OutboxOptions) {
    const { db, setAsidePath, corruptFiles } = openOutboxFile(options.path, options.wallAt);
    this.#db = db;
    this.#options = options;
    this.spoolId = this.#meta('spoolId') ?? this.#setMeta('spoolId', randomUUID());
    this.#policy = readPolicy(this.#meta('policy'));
    const salvaged = setAsidePath === undefined ? 0 : salvageItems(setAsidePath, db);
    this.opening = { setAsidePath, corruptFiles, salvaged };
  }

  /**
   * What the tenant lets be stored, as the server told it last. From its return on nothing else is in the file or enters it, also after a
   * restart without a network.
   */
  followPolicy(policy: PrivacyPolicy): void {
    const text = JSON.stringify(policy);
    if (this.#meta('policy') === text) return;
    inTransaction(this.#db, () => {
      removeUnwanted(this.#db, policy);
      this.#setMeta('policy', text);
    });
    this.#policy = policy;
  }

  /** All of them are on disk when it returns, or none is and it throws. What the tenant does not want is left out. Seconds of one wall-clock minute never sum to more than 60. */
  record(items: readonly RecordedItem[]): void {
    if (items.length === 0) return;
    const policy = this.#policy;
    const kept = policy === undefined ? items : items.flatMap((item) => keepItem(item, policy) ?? []);
    inTransaction(this.#db, () => kept.forEach((item) => this.#insert(fitToWire(item))));
  }

  /** The PC's clock was set by so much: what was recorded before and never sent was dated by the old clock. */
  shiftUnsent(movedMs: number): void {
    this.#run(
      `UPDATE items SET clock_shift_ms = clock_shift_ms + ? WHERE state = 'pending' AND offset_minutes IS NULL`,
      Math.round(movedMs),
    );
  }

  /** The next items to send, oldest first, with offset and part fixed on disk. Rows that cannot be read are quarantined on the way. */
  takeBatch(limits: { maxItems: number; maxBytes: number; skewMs: number }): OutgoingItem[] {
    const { items, damaged } = inTransaction(this.#db, () => selectBatch(this.#db, limits));
    this.quarantine(
      damaged.map(({ seq, body }) => ({ seq, reason: 'damaged', detail: 'checksum does not match', item: body })),
    );
    return items.length === 0 && damaged.length > 0 ? this.takeBatch(limits) : items;
  }

  /**
   * Applies the per-item answers; returns how many items it settled. An answer that names no item of the batch is ignored. `skewMs`: as this very
   * answer tells it.
   */
  applyResults(
    batch: readonly OutgoingItem[],
    results: readonly ItemResult[],
    serverAt: number,
    skewMs?: number,
  ): number {
    const settled = results.filter((result) => batch[result.index]?.seq === (result.seq ?? batch[result.index]?.seq));
    const taken = settled.filter((result) => result.status !== 'rejected');
    const misplaced = settled.flatMap((result) => {
      const item = batch[result.index];
      return item !== undefined && isMisplaced(item, result, skewMs) ? [item.seq] : [];
    });
    this.quarantine(
      settled.flatMap(({ index, status, reason, detail }) => {
        const item = batch[index];
        if (status !== 'rejected' || item === undefined || reason === 'not_stored_here') return [];
        return misplaced.includes(item.seq) ? [] : [{ seq: item.seq, reason: reason ?? 'rejected', detail, item }];
      }),
    );
    inTransaction(this.#db, () => {
      for (const seq of misplaced)
        this.#run(
          `UPDATE items SET offset_minutes = NULL, corrected_minute = NULL, part = NULL WHERE seq = ? AND state = 'pending'`,
          seq,
        );
      // Not to be set aside either: the tenant does not want it kept anywhere.
      for (const { index, reason } of settled)
        if (reason === 'not_stored_here') this.#run('DELETE FROM items WHERE seq = ?', batch[index]?.seq ?? 0);
      for (const { index } of taken) {
        this.#run(
          `UPDATE items SET state = 'accepted', accepted_at = ? WHERE seq = ? AND state = 'pending'`,
          serverAt,
          batch[index]?.seq ?? 0,
        );
      }
    });
    return settled.filter((result) => batch[result.index] !== undefined).length;
  }

  /** Sets items aside for good. File first, rows second: see quarantine-file. */
  quarantine(entries: readonly Omit<QuarantineEntry, 'at' | 'spoolId'>[]): void {
    if (entries.length === 0) return;
    const at = new Date().toISOString();
    appendQuarantine(
      quarantinePath(dirname(this.#options.path)),
      entries.map((entry) => ({ at, spoolId: this.spoolId, ...entry })),
    );
    inTransaction(this.#db, () => {
      for (const { seq } of entries) {
        this.#run(`UPDATE items SET state = 'quarantined' WHERE seq = ? AND state = 'pending'`, seq);
      }
    });
  }

  /**
   * Marks what the store reports as its own. Only `accepted` items move: one that was never answered is sent again first, whatever the ranges
   * say. An empty storeId means that the server does not know now (nothing committed yet, or its broker is away): nothing changes. A new storeId means an empty or restored store: everything still held becomes pending again, and the ranges wait for the next answer.
   */
  applyCommitted(answer: CommittedAnswer, serverAt: number): { storeChanged: boolean } {
    // Ingest knows nothing at the moment (a broker that restarts, a spool without a commit): neither a store nor a change of it.
    if (answer.storeId === '') return { storeChanged: false };
    return inTransaction(this.#db, () => {
      const known = this.#meta('storeId');
      if (known !== answer.storeId) this.#setMeta('storeId', answer.storeId);
      if (known !== undefined && known !== answer.storeId) {
        this.#run(
          `UPDATE items SET state = 'pending', accepted_at = NULL, committed_at = NULL WHERE state IN ('accepted', 'committed')`,
        );
        return { storeChanged: true };
      }
      for (const [first, last] of answer.ranges) {
        this.#run(
          `UPDATE items SET state = 'committed', committed_at = ? WHERE state = 'accepted' AND seq BETWEEN ? AND ?`,
          serverAt,
          first,
          last,
        );
      }
      return { storeChanged: false };
    });
  }

  /** Puts back what was accepted and not committed for too long; counts either direction, because clocks are set. Returns how many. */
  reopenStale(serverAt: number): number {
    return this.#run(
      `UPDATE items SET state = 'pending' WHERE state = 'accepted' AND abs(? - accepted_at) > ?`,
      serverAt,
      this.#options.resendAfterMs ?? RESEND_AFTER_MS,
    );
  }

  removeExpired(serverAt: number): number {
    const keepSince = serverAt - this.#options.retainCommittedDays * 86_400_000;
    return this.#run(`DELETE FROM items WHERE state = 'committed' AND committed_at < ?`, keepSince);
  }

  /** Drops the least valuable facts while the file is above its cap, and notes each gap. */
  trim(at: number): Gap[] {
    return trimToSize(this.#db, this.#options.maxBytes, at);
  }

  has(state: keyof OutboxCounts): boolean {
    return this.#db.prepare('SELECT 1 FROM items WHERE state = ? LIMIT 1').get(state) !== undefined;
  }

  counts(): OutboxCounts {
    const rows = this.#db.prepare('SELECT state, count(*) AS n FROM items GROUP BY state').all();
    const of = (state: string): number => Number(rows.find((row) => row['state'] === state)?.['n'] ?? 0);
    return {
      pending: of('pending'),
      accepted: of('accepted'),
      committed: of('committed'),
      quarantined: of('quarantined'),
    };
  }

  close(): void {
    this.#db.close();
  }

  #insert(item: RecordedItem): void {
    const fitted = item.kind === 'windowSlice' ? this.#withinMinute(item) : item;
    if (fitted === undefined) return;
    const body = JSON.stringify(fitted);
    this.#run(
      'INSERT INTO items (kind, minute, seconds, body, checksum) VALUES (?, ?, ?, ?, ?)',
      fitted.kind,
      minuteOf(fitted),
      fitted.kind === 'windowSlice' ? fitted.seconds : null,
      body,
      checksumOf(body),
    );
  }

  /** A clock that was set back shows the same minute twice: its slices together still get no more than 60 seconds. */
  #withinMinute(slice: Extract<RecordedItem, { kind: 'windowSlice' }>): RecordedItem | undefined {
    const row = this.#db
      .prepare(`SELECT total(seconds) AS used FROM items WHERE kind = 'windowSlice' AND minute = ?`)
      .get(slice.minute);
    const seconds = Math.min(slice.seconds, 60 - Number(row?.['used'] ?? 0));
    return seconds <= 0 ? undefined : { ...slice, seconds };
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#db.prepare(sql).run(...values).changes);
  }

  #meta(name: string): string | undefined {
    const value = this.#db.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.['value'];
    return typeof value === 'string' ? value : undefined;
  }

  #setMeta(name: string, value: string): string {
    this.#run(
      'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      value,
    );
    return value;
  }
}

/** A text that a newer agent wrote, or a damaged one, counts as none: the next session tells it again before anything is sent. */
function readPolicy(text: string | undefined): PrivacyPolicy | undefined {
  if (text === undefined) return undefined;
  try {
    return privacyPolicySchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * Refused as of the future under an offset that is not the present one: the server's clock was set back between. It was not taken, so it may be
 * placed anew; refused again under the present offset it is quarantined.
 */
const isMisplaced = (item: OutgoingItem, { reason }: ItemResult, skewMs: number | undefined): boolean =>
  reason === 'in_the_future' &&
  skewMs !== undefined &&
  (item.offsetMinutes ?? 0) > offsetFor(skewMs, item.offsetMinutes);
