import type { DatabaseSync } from 'node:sqlite';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { storesEverything } from '#domain/settings/apply-policy.ts';
import { keepItem } from '../minute/mask-slice.ts';
import { checksumOf, recordedItemSchema } from './stored-row.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';

/** Rows looked at in one go: bounds the memory on a PC that was offline for weeks. */
const ROWS_AT_ONCE = 1_000;

/**
 * Removes from every held fact what the tenant does not let be stored, whatever its state: one that was sent already would be sent again as it
 * stands here. A row that cannot be read goes too, because nobody can tell what it holds. Run it inside a transaction.
 */
export function removeUnwanted(db: DatabaseSync, policy: PrivacyPolicy): void {
  if (storesEverything(policy)) return;
  const page = db.prepare(
    `SELECT seq, body, checksum FROM items WHERE kind IN ('windowSlice', 'inputMinute') AND seq > ? ORDER BY seq LIMIT ${ROWS_AT_ONCE}`,
  );
  const update = db.prepare('UPDATE items SET body = ?, checksum = ? WHERE seq = ?');
  const remove = db.prepare('DELETE FROM items WHERE seq = ?');
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.['seq'] ?? Infinity)) {
    for (const { seq, body, checksum } of rows) {
      const item = readItem(String(body), checksum);
      const kept = item === undefined ? undefined : keepItem(item, policy);
      if (seq === undefined) continue;
      if (kept === undefined) {
        remove.run(seq);
        continue;
      }
      const text = JSON.stringify(kept);
      if (text !== body) update.run(text, checksumOf(text), seq);
    }
  }
}

function readItem(body: string, checksum: unknown): RecordedItem | undefined {
  if (checksumOf(body) !== checksum) return undefined;
  const parsed = recordedItemSchema.safeParse(JSON.parse(body));
  return parsed.success ? (parsed.data as RecordedItem) : undefined;
}
