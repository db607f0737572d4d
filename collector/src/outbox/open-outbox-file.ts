import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolder } from '../files.ts';
import { prepareSchema } from './schema.ts';

export interface OpenedOutboxFile {
  readonly db: DatabaseSync;
  /** The file that was found corrupt at this opening and set aside; what can still be read in it is salvaged. */
  readonly setAsidePath: string | undefined;
  /** How many files were ever set aside in this folder. */
  readonly corruptFiles: number;
}

/**
 * Opens the outbox with every write on disk before it returns (WAL, synchronous FULL). A corrupt file is renamed with the date and a new
 * one begun: an agent that cannot record is worse than one that lost its unsent past.
 */
export function openOutboxFile(path: string, wallAt: number): OpenedOutboxFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let db = tryOpen(path);
  let setAsidePath: string | undefined;
  if (db === undefined) {
    setAsidePath = setAside(path, wallAt);
    db = tryOpen(path);
    if (db === undefined) throw new Error(`the outbox cannot be created: ${path}`);
  }
  const corruptFiles = readdirSync(dirname(path)).filter(
    (name) => name.startsWith(`${basename(path)}.corrupt-`) && !/-(wal|shm)$/.test(name),
  ).length;
  return { db, setAsidePath, corruptFiles };
}

/** undefined: the file is corrupt. Anything else (no right, no space, busy) is an error of the surroundings and thrown. */
function tryOpen(path: string): DatabaseSync | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { timeout: 5_000 });
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    prepareSchema(db);
    const verdict = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (verdict === 'ok') return db;
  } catch (err) {
    db?.close();
    if (!isCorrupt(err)) throw err;
    return undefined;
  }
  db.close();
  return undefined;
}

/** SQLITE_ERROR (a damaged schema), SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, and an I/O error of reading past a cut end. */
const CORRUPTION_CODES: ReadonlySet<number> = new Set([1, 11, 24, 26, 522]);

export function isCorrupt(err: unknown): boolean {
  if (!(err instanceof Error) || !('errcode' in err) || typeof err.errcode !== 'number') return false;
  return CORRUPTION_CODES.has(err.errcode) || CORRUPTION_CODES.has(err.errcode & 0xff);
}

function setAside(path: string, wallAt: number): string {
  const stamp = new Date(wallAt).toISOString().replaceAll(/[:.]/g, '-');
  let target = `${path}.corrupt-${stamp}`;
  for (let n = 2; existsSync(target); n += 1) target = `${path}.corrupt-${stamp}-${n}`;
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  }
  syncFolder(dirname(path));
  return target;
}

/** One outbox for each device: facts of a former enrolment must never be sent as somebody else's. */
export const outboxPath = (dir: string, deviceId: string): string => join(dir, `outbox-${deviceId}.sqlite`);
