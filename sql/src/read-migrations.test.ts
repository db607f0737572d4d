import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { MigrationRefused, pendingMigrations, readMigrations, splitStatements } from './read-migrations.ts';

describe('migration files', () => {
  for (const store of ['clickhouse', 'postgres'] as const) {
    test(`of ${store} are numbered without gap or repetition`, async () => {
      const migrations = await readMigrations(store);
      assert.ok(migrations.length > 0);
      assert.deepEqual(
        migrations.map((migration) => Number(migration.name.slice(0, 4))),
        migrations.map((_, index) => index + 1),
      );
    });
  }
  test('a number used twice or a strange name is refused', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'kl-test-migrations-'));
    try {
      await writeFile(path.join(folder, '0001_a.sql'), '');
      await writeFile(path.join(folder, '0001_b.sql'), '');
      await assert.rejects(readMigrations('postgres', folder), /0001_b\.sql: the number 0001 is used twice/);
      await rm(path.join(folder, '0001_b.sql'));
      await writeFile(path.join(folder, 'hotfix.sql'), '');
      await assert.rejects(readMigrations('postgres', folder), MigrationRefused);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
  test('are pending until recorded; a changed text is refused; a name of a newer version is left alone', () => {
    const migrations = [{ name: '0001_a.sql', checksum: 'x', text: '' }];
    assert.equal(pendingMigrations(migrations, new Map()).length, 1);
    assert.equal(
      pendingMigrations(
        migrations,
        new Map([
          ['0001_a.sql', 'x'],
          ['0009_z.sql', 'y'],
        ]),
      ).length,
      0,
    );
    assert.throws(
      () => pendingMigrations(migrations, new Map([['0001_a.sql', 'y']])),
      /0001_a\.sql: the file was changed/,
    );
  });
  test('statements are cut at line ends, comments alone are none', () => {
    assert.deepEqual(splitStatements("SELECT 'a;b';\n-- note\nSELECT 2\n;\n-- end\n"), [
      "SELECT 'a;b'",
      '-- note\nSELECT 2',
    ]);
  });
});
