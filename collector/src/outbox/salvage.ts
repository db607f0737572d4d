import { DatabaseSync } from 'node:sqlite';
import type { RecordedItem } from '../minute/recorded-item.ts';
import { checksumOf, minuteOf, recordedItemSchema } from './stored-row.ts';
import { inTransaction } from './transaction.ts';

/** Consecutive unreadable seqs after which the rest is given up: bounds the time on a file that is garbage. */
const GIVE_UP_AFTER = 2_000;
const MAX_SEQ_STEPS = 1_000_000;

interface SalvagedRow {
  item: RecordedItem;
  offset: number | null;
  corrected: number | null;
  part: number | null;
}

/**
 * Copies what can still be read of a corrupt outbox into the new one: row by row, each checked against its checksum and the shape of a fact.
 * They get new seqs in the new spool and keep offset and part, so one that the server already has is the same fact again. Returns how many.
 */
export function salvageItems(corruptPath: string, into: DatabaseSync): number {
  let source: DatabaseSync | undefined;
  try {
    source = new DatabaseSync(corruptPath, { timeout: 1_000 });
    const rows = readRows(source);
    inTransaction(into, () => rows.forEach((row) => insert(into, row)));
    return rows.length;
  } catch {
    // Not even its header can be read: the file stays where it was set aside.
    return 0;
  } finally {
    source?.close();
  }
}

function readRows(source: DatabaseSync): SalvagedRow[] {
  const read = source.prepare(
    `SELECT body, checksum, offset_minutes, corrected_minute, part FROM items
     WHERE seq = ? AND state IN ('pending', 'accepted', 'committed')`,
  );
  const rows: SalvagedRow[] = [];
  let unreadable = 0;
  for (let seq = firstSeq(source); unreadable < GIVE_UP_AFTER && seq <= MAX_SEQ_STEPS; seq += 1) {
    const row = readOne(() => read.get(seq));
    unreadable = row === undefined ? unreadable + 1 : 0;
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** Rows before it went by retention; where even that cannot be read, the beginning. */
function firstSeq(source: DatabaseSync): number {
  try {
    return Number(source.prepare('SELECT min(seq) AS first FROM items').get()?.['first'] ?? 1);
  } catch {
    return 1;
  }
}

function readOne(get: () => Record<string, unknown> | undefined): SalvagedRow | undefined {
  try {
    const row = get();
    if (typeof row?.['body'] !== 'string' || checksumOf(row['body']) !== row['checksum']) return undefined;
    const parsed = recordedItemSchema.safeParse(JSON.parse(row['body']));
    if (!parsed.success) return undefined;
    return {
      item: parsed.data as RecordedItem,
      offset: wholeOrNull(row['offset_minutes']),
      corrected: wholeOrNull(row['corrected_minute']),
      part: wholeOrNull(row['part']),
    };
  } catch {
    return undefined;
  }
}

const wholeOrNull = (value: unknown): number | null => (Number.isSafeInteger(value) ? Number(value) : null);

function insert(into: DatabaseSync, { item, offset, corrected, part }: SalvagedRow): void {
  const body = JSON.stringify(item);
  into
    .prepare(
      `INSERT INTO items (kind, minute, seconds, body, checksum, offset_minutes, corrected_minute, part)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      item.kind,
      minuteOf(item),
      item.kind === 'windowSlice' ? item.seconds : null,
      body,
      checksumOf(body),
      offset,
      corrected,
      part,
    );
}
