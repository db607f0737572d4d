import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createRecords, listen } from './postgres.ts';
import { startTestPostgres, waitFor } from './testkit/index.ts';
import type { TestPostgres } from './testkit/index.ts';

interface Tables {
  events: { id: number; day: string; happened_at: Date };
}

let server: TestPostgres;
before(async () => void (server = await startTestPostgres()));
after(() => server.stop());

test('counts are numbers, days are text, moments are dates', async () => {
  const records = createRecords<Tables>(await server.freshDatabase());
  await sql`CREATE TABLE events (id bigint, day date, happened_at timestamptz)`.execute(records);
  const happenedAt = new Date('2026-03-01T15:00:00Z');
  await records
    .insertInto('events')
    .values({ id: 2 ** 40, day: '2026-03-01', happened_at: happenedAt })
    .execute();
  assert.deepEqual(await records.selectFrom('events').selectAll().execute(), [
    { id: 2 ** 40, day: '2026-03-01', happened_at: happenedAt },
  ]);
  await records.destroy();
});

test('a number beyond 2^53 is an error, not a rounded figure', async () => {
  const records = createRecords<Tables>(server.url);
  await assert.rejects(sql`SELECT 9007199254740993::int8 AS n`.execute(records), RangeError);
  await records.destroy();
});

test('a fresh database is empty, and a template is copied with its rows', async () => {
  const template = await server.freshDatabase();
  const first = createRecords<Tables>(template);
  await sql`CREATE TABLE events AS SELECT 7::int8 AS id, date '2026-01-01' AS day, now() AS happened_at`.execute(first);
  await first.destroy();
  const copy = createRecords<Tables>(await server.freshDatabase(new URL(template).pathname.slice(1)));
  assert.equal((await copy.selectFrom('events').select('id').execute())[0]?.id, 7);
  await copy.destroy();
});

test('notifications arrive, also after the connection was cut, and each new connection is told', async () => {
  const url = await server.freshDatabase();
  const records = createRecords<Tables>(url);
  const received: (string | undefined)[] = [];
  const listener = listen(url, 'Changes-2', (payload) => received.push(payload));
  await waitFor(() => received.length === 1, { what: 'the first connection' });
  await sql`SELECT pg_notify('Changes-2', 'one')`.execute(records);
  await waitFor(() => received.includes('one'), { what: 'the first notification' });
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listen Changes-2'`.execute(
    records,
  );
  await waitFor(() => received.filter((payload) => payload === undefined).length === 2, {
    what: 'the second connection',
  });
  await sql`SELECT pg_notify('Changes-2', 'two')`.execute(records);
  await waitFor(() => received.includes('two'), { what: 'the second notification' });
  assert.deepEqual(received, [undefined, 'one', undefined, 'two']);
  await listener.close();
  await records.destroy();
});
