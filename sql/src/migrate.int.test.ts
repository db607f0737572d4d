import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { bothAnalytics, closeTestAnalytics, startTestPostgres } from '#platform/testkit/index.ts';
import type { TestPostgres } from '#platform/testkit/index.ts';
import { migrateClickhouse, readStoreId } from './migrate-clickhouse.ts';
import { migratePostgres } from './migrate-postgres.ts';
import { readMigrations } from './read-migrations.ts';

class Killed extends Error {}

/** Runs until the nth step and dies there; true when it got through instead. */
async function runKilledAt(nth: number, run: (onStep: () => void) => Promise<void>): Promise<boolean> {
  let steps = 0;
  try {
    await run(() => {
      steps += 1;
      if (steps > nth) throw new Killed('killed');
    });
    return true;
  } catch (err) {
    if (err instanceof Killed) return false;
    throw err;
  }
}

after(closeTestAnalytics);

for (const [name, open] of bothAnalytics()) {
  describe(`migrations of the ${name} store`, { timeout: 120_000 }, () => {
    test('killed at each step and started again, they end complete, with one identity', async () => {
      const analytics = await open();
      try {
        let kills = 0;
        while (!(await runKilledAt(1 + (kills % 4), (onStep) => migrateClickhouse(analytics, { onStep })))) kills += 1;
        assert.ok(kills > 5, `${kills} kills`);
        const storeId = await readStoreId(analytics);
        await migrateClickhouse(analytics);
        assert.equal(await readStoreId(analytics), storeId);
      } finally {
        await analytics.close();
      }
    });
    test('a changed file that was applied is refused with its name', async () => {
      const analytics = await open();
      try {
        await migrateClickhouse(analytics);
        const migrations = (await readMigrations('clickhouse')).map((each, index) =>
          index === 2 ? { ...each, checksum: 'other' } : each,
        );
        await assert.rejects(migrateClickhouse(analytics, { migrations }), /0003_\w+\.sql: the file was changed/);
      } finally {
        await analytics.close();
      }
    });
  });
}

describe('migrations of PostgreSQL', { timeout: 120_000 }, () => {
  let server: TestPostgres;
  before(async () => {
    server = await startTestPostgres();
  });
  after(() => server.stop());

  const countApplied = async (url: string): Promise<number> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ count: string }>('SELECT count(*) AS count FROM schema_migrations');
      return Number(rows[0]?.count);
    } finally {
      await client.end();
    }
  };

  test('killed at each step and started again, each file is applied whole or not at all', async () => {
    const url = await server.freshDatabase();
    const total = (await readMigrations('postgres')).length;
    let kills = 0;
    while (!(await runKilledAt(1 + (kills % 5), (onStep) => migratePostgres(url, { onStep })))) kills += 1;
    assert.ok(kills >= total, `${kills} kills`);
    assert.equal(await countApplied(url), total);
  });
  test('two at once wait for each other', async () => {
    const url = await server.freshDatabase();
    await Promise.all([migratePostgres(url), migratePostgres(url), migratePostgres(url)]);
    assert.equal(await countApplied(url), (await readMigrations('postgres')).length);
  });
  test('a file that PostgreSQL refuses leaves nothing behind and is named', async () => {
    const url = await server.freshDatabase();
    const bad = { name: '0001_bad.sql', checksum: 'x', text: 'CREATE TABLE half (id int); SELECT nonsense;' };
    await assert.rejects(migratePostgres(url, { migrations: [bad] }), /Migration 0001_bad\.sql: column "nonsense"/);
    await migratePostgres(url, { migrations: [{ ...bad, checksum: 'y', text: 'CREATE TABLE half (id int)' }] });
    assert.equal(await countApplied(url), 1);
  });
});
