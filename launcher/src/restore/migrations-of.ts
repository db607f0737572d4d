import type { Migration } from '#sql/read-migrations.ts';
import { BackupProblem } from '../backup/manifest.ts';

/** The migrations that a backed-up store had. One that this version does not know was made by a newer one. @throws BackupProblem */
export function migrationsOf(known: readonly Migration[], names: readonly string[]): Migration[] {
  const unknown = names.find((name) => !known.some((migration) => migration.name === name));
  if (unknown !== undefined)
    throw new BackupProblem(`the backup was made by a newer version (it has ${unknown}): restore it with that version`);
  return known.filter((migration) => names.includes(migration.name));
}
