import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { BackupProblem, MANIFEST_FILE, MANIFEST_SUM_FILE, readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { sumOfFile, sumOfText } from './sums.ts';

/**
 * Reads every byte of a backup: each file of the manifest is there with its length and sum, none is there besides, and PostgreSQL's files hold as many
 * rows as were written (the columnar store's files were counted by their engine when they were made).
 *
 * @throws BackupProblem that names the first bad file
 */
export async function verifyBackup(dir: string): Promise<Manifest> {
  const manifest = await readManifest(dir, sumOfText);
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(dir, path);
    const size = await stat(file).then(
      (found) => found.size,
      () => undefined,
    );
    if (size === undefined) throw new BackupProblem(`${dir} is damaged: ${path} is missing`);
    if (size !== bytes || (await sumOfFile(file)) !== sha256)
      throw new BackupProblem(`${dir} is damaged: ${path} differs from what was written`);
  }
  const known = new Set([...manifest.files.map((file) => file.path), MANIFEST_FILE, MANIFEST_SUM_FILE]);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(dir.length + 1);
    if (entry.isFile() && !known.has(path)) throw new BackupProblem(`${dir} holds ${path}, which is not its own`);
  }
  for (const table of manifest.records.tables) {
    const rows = await countLines(join(dir, table.file));
    if (rows !== table.rows)
      throw new BackupProblem(`${dir} is damaged: ${table.file} holds ${rows} rows instead of ${table.rows}`);
  }
  return manifest;
}

const NEWLINE = 0x0a;

/** Rows of COPY's text form: a line break inside a value is escaped there. */
async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file).pipe(createGunzip())) {
    for (const byte of chunk as Buffer) if (byte === NEWLINE) lines += 1;
  }
  return lines;
}
