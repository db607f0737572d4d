import type { DatabaseSync } from 'node:sqlite';

/** All or nothing; with synchronous FULL the commit is on disk when it returns. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (err) {
    // A full disk makes SQLite roll back by itself; a second ROLLBACK would then hide the cause.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw err;
  }
}
