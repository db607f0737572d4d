import type { DatabaseSync } from 'node:sqlite';
import type { RecordedItem } from '../minute/recorded-item.ts';
import { offsetFor } from '../sender/estimate-offset.ts';
import { checksumOf } from './stored-row.ts';

/** An item in the form of the wire. */
export type OutgoingItem = RecordedItem & {
  readonly seq: number;
  readonly offsetMinutes?: number;
  readonly part?: number;
};

/** The widest offset that the wire takes (10 years). Beyond it the item carries none and ingest takes its own estimate. */
const MAX_OFFSET_MINUTES = 5_256_000;
/** Room for seq, offset and part beside the body. */
const OVERHEAD_BYTES = 80;

interface Row {
  seq: number;
  body: string;
  checksum: number;
  clock_shift_ms: number;
  offset_minutes: number | null;
  part: number | null;
}

export interface SelectedBatch {
  readonly items: OutgoingItem[];
  /** Rows whose text changed on disk; they are set aside, the rest of the queue moves on. */
  readonly damaged: { seq: number; body: string }[];
}

/**
 * Takes the oldest pending items up to the limits (always at least one) and fixes offset and part of those that were never sent. Must run inside
 * a transaction that is committed before the first byte is sent: what was sent once is the same for ever.
 */
export function selectBatch(
  db: DatabaseSync,
  { maxItems, maxBytes, skewMs }: { maxItems: number; maxBytes: number; skewMs: number },
): SelectedBatch {
  const rows = db
    .prepare(
      `SELECT seq, body, checksum, clock_shift_ms, offset_minutes, part FROM items WHERE state = 'pending' ORDER BY seq LIMIT ?`,
    )
    .all(maxItems) as unknown as Row[];
  const batch: SelectedBatch = { items: [], damaged: [] };
  const fix = createFixer(db, skewMs);
  let bytes = 0;
  for (const row of rows) {
    const item = readBody(row);
    if (item === undefined) {
      batch.damaged.push({ seq: row.seq, body: row.body });
      continue;
    }
    bytes += Buffer.byteLength(row.body) + OVERHEAD_BYTES;
    if (bytes > maxBytes && batch.items.length > 0) break;
    batch.items.push(toWire(row, item, row.offset_minutes === null ? fix(row, item) : row));
  }
  return batch;
}

function readBody(row: Row): RecordedItem | undefined {
  if (checksumOf(row.body) !== row.checksum) return undefined;
  return JSON.parse(row.body) as RecordedItem;
}

type Fixed = Pick<Row, 'offset_minutes' | 'part'>;

/**
 * `part` is given out by the corrected minute, because that is what makes the identity: the minute may have been recorded again after a restart,
 * by a clock that was set back, or two minutes may fall onto one where the offset changed.
 */
function createFixer(db: DatabaseSync, skewMs: number): (row: Row, item: RecordedItem) => Fixed {
  const held = db.prepare(`SELECT value FROM meta WHERE name = 'heldOffsetMinutes'`).get();
  const present = offsetFor(skewMs, Number(held?.['value'] ?? 0));
  db.prepare(
    `INSERT INTO meta (name, value) VALUES ('heldOffsetMinutes', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(String(present));
  const update = db.prepare('UPDATE items SET offset_minutes = ?, corrected_minute = ?, part = ? WHERE seq = ?');
  return (row, item) => {
    const offset = row.clock_shift_ms === 0 ? present : offsetFor(skewMs + row.clock_shift_ms);
    const corrected = item.kind === 'sessionChange' ? null : item.minute + offset;
    const part = item.kind === 'inputMinute' ? nextPart(db, item.minute + offset) : null;
    update.run(offset, corrected, part, row.seq);
    return { offset_minutes: offset, part };
  };
}

function nextPart(db: DatabaseSync, correctedMinute: number): number {
  const row = db
    .prepare(`SELECT max(part) AS last FROM items WHERE kind = 'inputMinute' AND corrected_minute = ?`)
    .get(correctedMinute);
  return typeof row?.['last'] === 'number' ? Math.min(255, row['last'] + 1) : 0;
}

function toWire(row: Row, item: RecordedItem, { offset_minutes: offset, part }: Fixed): OutgoingItem {
  const isSayable = offset !== null && Math.abs(offset) <= MAX_OFFSET_MINUTES;
  return {
    seq: row.seq,
    ...item,
    ...(isSayable ? { offsetMinutes: offset } : {}),
    ...(part === null ? {} : { part }),
  };
}
