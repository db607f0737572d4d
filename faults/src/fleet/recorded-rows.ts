import { DatabaseSync } from 'node:sqlite';
import type { RecordedItem } from '#collector/minute/recorded-item.ts';

/** Every fact that is on disk, by seq. Read beside the collector, or after its death: what stands here was recorded. */
export function readRecordedRows(path: string): Map<number, RecordedItem> {
  return withFile(path, (db) => {
    const rows = db.prepare('SELECT seq, body FROM items ORDER BY seq').all();
    return new Map(rows.map((row) => [Number(row['seq']), JSON.parse(String(row['body'])) as RecordedItem]));
  });
}

export const lastRecordedMinute = (path: string): number | undefined =>
  withFile(path, (db) => {
    const last = db.prepare('SELECT max(minute) AS last FROM items').get()?.['last'];
    return typeof last === 'number' ? last : undefined;
  });

function withFile<T>(path: string, read: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path, { timeout: 2_000 });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
