import type { DatabaseSync } from 'node:sqlite';
import { checksumOf } from './stored-row.ts';
import { inTransaction } from './transaction.ts';

/** Something that was recorded and had to go unsent: first and last seq of it. */
export interface Gap {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly what: 'titles' | 'windowSlices' | 'inputMinutes';
  readonly items: number;
}

/** Trimmed down to this share of the cap, so that it does not happen every minute. */
const TARGET_SHARE = 0.8;
const CHUNK = 2_000;

/**
 * Keeps the file below its cap. First goes what the server already stored; then, oldest first and only if never sent: titles and URLs, then
 * whole window slices, input minutes last. What the server may already have is never changed, only removed.
 */
export function trimToSize(db: DatabaseSync, maxBytes: number, at: number): Gap[] {
  if (usedBytes(db) <= maxBytes) return [];
  const targetBytes = maxBytes * TARGET_SHARE;
  const gaps: Gap[] = [];
  const isDone = (): boolean => usedBytes(db) <= targetBytes;
  const repeat = (step: () => Gap | undefined): void => {
    while (!isDone()) {
      const gap = inTransaction(db, step);
      if (gap === undefined) return;
      if (gap.items > 0) gaps.push(gap);
      // Shorter rows free no page by themselves.
      db.exec('VACUUM');
    }
  };
  const wasAnythingStored = db.prepare(`DELETE FROM items WHERE state = 'committed'`).run().changes > 0;
  if (wasAnythingStored) db.exec('VACUUM');
  repeat(() => blankTitles(db));
  repeat(() => removeOldest(db, 'windowSlices', 'windowSlice'));
  repeat(() => removeOldest(db, 'inputMinutes', 'inputMinute'));
  const note = db.prepare('INSERT INTO gaps (first_seq, last_seq, what, items, at) VALUES (?, ?, ?, ?, ?)');
  for (const gap of gaps) note.run(gap.firstSeq, gap.lastSeq, gap.what, gap.items, at);
  return gaps;
}

function usedBytes(db: DatabaseSync): number {
  const of = (name: string): number => Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  return (of('page_count') - of('freelist_count')) * of('page_size');
}

function blankTitles(db: DatabaseSync): Gap | undefined {
  const rows = db
    .prepare(
      `SELECT seq, body FROM items WHERE kind = 'windowSlice' AND state = 'pending' AND offset_minutes IS NULL
       AND json_extract(body, '$.title') <> '' ORDER BY seq LIMIT ?`,
    )
    .all(CHUNK);
  const update = db.prepare('UPDATE items SET body = ?, checksum = ? WHERE seq = ?');
  for (const row of rows) {
    const { url: _url, ...rest } = JSON.parse(String(row['body'])) as Record<string, unknown>;
    const body = JSON.stringify({ ...rest, title: '' });
    update.run(body, checksumOf(body), Number(row['seq']));
  }
  return gapOf(
    'titles',
    rows.map((row) => Number(row['seq'])),
  );
}

function removeOldest(db: DatabaseSync, what: Gap['what'], kind: string): Gap | undefined {
  const rows = db
    .prepare(
      `DELETE FROM items WHERE seq IN (SELECT seq FROM items WHERE kind = ? AND state IN ('pending', 'accepted') ORDER BY seq LIMIT ?)
       RETURNING seq`,
    )
    .all(kind, CHUNK);
  return gapOf(
    what,
    rows.map((row) => Number(row['seq'])),
  );
}

function gapOf(what: Gap['what'], seqs: number[]): Gap | undefined {
  if (seqs.length === 0) return undefined;
  return { what, items: seqs.length, firstSeq: Math.min(...seqs), lastSeq: Math.max(...seqs) };
}
