import type { DatabaseSync } from 'node:sqlite';

/**
 * The outbox file. Every fact that was recorded is one row of `items` from its recording until the server has stored it and the retention is
 * over; `AUTOINCREMENT` because a seq must never be used again, not even after its row went.
 *
 * - `body`: the fact as JSON, as it was recorded; `checksum`: its CRC-32, because SQLite does not notice a flipped bit inside a text.
 * - `clock_shift_ms`: by how much the PC's clock was set after the recording and before the first sending.
 * - `offset_minutes`, `corrected_minute`, `part`: fixed together before the first sending and never changed, so that a repeat is identical.
 */
const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE items (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  minute INTEGER,
  seconds INTEGER,
  body TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'committed', 'quarantined')),
  clock_shift_ms INTEGER NOT NULL DEFAULT 0,
  offset_minutes INTEGER,
  corrected_minute INTEGER,
  part INTEGER,
  accepted_at INTEGER,
  committed_at INTEGER
) STRICT;
CREATE INDEX items_by_state ON items (state, seq);
CREATE INDEX slices_by_minute ON items (minute) WHERE kind = 'windowSlice';
CREATE INDEX inputs_by_corrected_minute ON items (corrected_minute) WHERE kind = 'inputMinute';
CREATE TABLE gaps (
  first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, what TEXT NOT NULL, items INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
`;
const SCHEMA_VERSION = 1;

/** Makes the tables of a new file, in one transaction; a file of a newer agent is refused rather than damaged. */
export function prepareSchema(db: DatabaseSync): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version === SCHEMA_VERSION) return;
  if (version !== 0) throw new Error(`the outbox was made by a newer version of the collector (schema ${version})`);
  db.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}
