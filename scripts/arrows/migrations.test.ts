import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findMigrationFaults } from './migrations.ts';
import { listRepoFiles } from './repo-files.ts';

describe('migration names', () => {
  test('rising numbers and verb_object names pass', () => {
    assert.deepEqual(findMigrationFaults(['0001_create_people.sql', '0002_add_people_email_v1.sql']), []);
  });

  test('two migrations with one number are refused', () => {
    assert.match(findMigrationFaults(['0001_create_a.sql', '0001_create_b.sql']).join(), /0001 is taken/);
  });

  test('a gap is refused, since the number in it could be taken later and would then be applied out of order', () => {
    assert.match(findMigrationFaults(['0001_create_a.sql', '0003_create_b.sql']).join(), /2 is missing/);
  });

  test('a name without a verb is refused', () => {
    assert.match(findMigrationFaults(['0001_people.sql']).join(), /NNNN_verb_object/);
  });

  for (const store of ['clickhouse', 'postgres']) {
    test(`those of sql/${store} keep to it`, () => {
      const folder = `sql/${store}/`;
      const files = listRepoFiles().filter((path) => path.startsWith(folder) && path.endsWith('.sql'));
      assert.ok(files.length > 0, `${folder} holds no migration`);
      assert.deepEqual(findMigrationFaults(files.map((path) => path.slice(folder.length))), []);
    });
  }
});
