import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One file of sql/clickhouse or sql/postgres: `NNNN_verb_object.sql`. */
export interface Migration {
  name: string;
  /** SHA-256 of the text: a file that was applied is immutable, a change needs a new file. */
  checksum: string;
  text: string;
}

const NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/** A migration cannot be applied: `name` says which file, the message what to do. */
export class MigrationRefused extends Error {
  readonly code = 'MIGRATION_REFUSED';
  readonly migrationName: string;
  constructor(name: string, reason: string, options?: ErrorOptions) {
    super(`Migration ${name}: ${reason}`, options);
    this.name = 'MigrationRefused';
    this.migrationName = name;
  }
}

/** The migrations of a store in order. Numbers are unique; a file with another kind of name is an error, not silently skipped. */
export async function readMigrations(store: 'clickhouse' | 'postgres', folder = folderOf(store)): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const numbers = new Set<string>();
  const migrations: Migration[] = [];
  for (const name of names) {
    if (!NAME.test(name)) throw new MigrationRefused(name, 'a file is named NNNN_verb_object.sql');
    const number = name.slice(0, 4);
    if (numbers.has(number)) throw new MigrationRefused(name, `the number ${number} is used twice`);
    numbers.add(number);
    const text = await readFile(path.join(folder, name), 'utf8');
    migrations.push({ name, text, checksum: createHash('sha256').update(text).digest('hex') });
  }
  return migrations;
}

const folderOf = (store: string): string => path.join(import.meta.dirname, '..', store);

/**
 * Those still to be applied. Throws where the text of an applied one has changed. Names that the store knows and this version does not
 * are left alone: an older version still starts on a store that a newer one has migrated.
 */
export function pendingMigrations(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  return migrations.filter((migration) => {
    const checksum = applied.get(migration.name);
    if (checksum !== undefined && checksum !== migration.checksum) {
      throw new MigrationRefused(
        migration.name,
        'the file was changed after it had been applied. Restore its text and put the change into a new file',
      );
    }
    return checksum === undefined;
  });
}

/** Statements of a file: each ends with `;` at the end of a line (the last one may go without). */
export function splitStatements(text: string): string[] {
  return text
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^\s*--.*$/gm, '').trim() !== '');
}
