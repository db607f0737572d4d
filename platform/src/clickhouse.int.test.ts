import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { AnalyticsRefused, AnalyticsUnavailable, createAnalytics, defineQuery } from './clickhouse.ts';
import { bothAnalytics, closeTestAnalytics } from './testkit/index.ts';
import type { TestAnalytics } from './testkit/index.ts';

after(closeTestAnalytics);

const TEXT = 'a;\'b"\n日本\\n \t{x} 😀';

const readThings = defineQuery({
  name: 'things.read',
  sql: `SELECT id, label, happened_at, amount, codes, toDate(happened_at) AS day, count() OVER () AS total
        FROM things WHERE id IN {ids:Array(UInt64)} AND label != {label:String} ORDER BY id`,
  params: z.object({ ids: z.array(z.number()), label: z.string() }),
  row: z.object({
    id: z.number(),
    label: z.string(),
    happened_at: z.string(),
    amount: z.number().nullable(),
    codes: z.array(z.number()),
    day: z.string(),
    total: z.number(),
  }),
});

const readSettings = defineQuery({
  name: 'settings.read',
  sql: `SELECT getSetting('log_comment') AS comment, getSetting('max_execution_time')::UInt64 AS seconds, currentDatabase() AS name`,
  params: z.object({}),
  row: z.object({ comment: z.string(), seconds: z.number(), name: z.string() }),
  maxExecutionSeconds: 7,
});

const endless = defineQuery({
  name: 'endless',
  sql: 'SELECT count() AS n FROM numbers(1000000000000) WHERE sipHash64(number) = 1',
  params: z.object({}),
  row: z.object({ n: z.number() }),
  maxExecutionSeconds: 1,
});

const countAll = (table: string) =>
  defineQuery({
    name: 'count',
    sql: `SELECT count() AS n FROM ${table}`,
    params: z.object({}),
    row: z.object({ n: z.number() }),
  });

for (const [connection, open] of bothAnalytics()) {
  describe(`analytics store, ${connection}`, () => {
    let store: TestAnalytics;
    before(async () => {
      store = await open();
      await store.command(
        `CREATE TABLE things (id UInt64, label String, happened_at DateTime64(3, 'UTC'), amount Nullable(Int32), codes Array(UInt16))
         ENGINE = ReplacingMergeTree ORDER BY id`,
      );
      await store.insertRows(
        'things',
        ['id', 'label', 'happened_at', 'amount', 'codes'],
        [
          [1, TEXT, '2026-01-01T00:00:00.123Z', null, [1, 2]],
          [2, 'x', '2026-01-01 23:59:59', -5, []],
        ],
      );
    });
    after(() => store.close());

    test('rows come back as they went in, whatever the text holds', async () => {
      const rows = await store.query(readThings, { ids: [1, 2, 3], label: "o'\\x\n" });
      assert.deepEqual(rows, [
        {
          id: 1,
          label: TEXT,
          happened_at: '2026-01-01T00:00:00.123Z',
          amount: null,
          codes: [1, 2],
          day: '2026-01-01',
          total: 2,
        },
        {
          id: 2,
          label: 'x',
          happened_at: '2026-01-01T23:59:59.000Z',
          amount: -5,
          codes: [],
          day: '2026-01-01',
          total: 2,
        },
      ]);
    });

    test('a parameter is data, never a part of the statement', async () => {
      const rows = await store.query(readThings, { ids: [1, 2], label: TEXT });
      assert.deepEqual(
        rows.map((row) => row.id),
        [2],
      );
    });

    test('each statement carries its name and its time limit, and works in its own database', async () => {
      const [row] = await store.query(readSettings, {});
      assert.deepEqual(row, { comment: 'settings.read', seconds: 7, name: store.database });
    });

    test('an unknown table is refused with its ClickHouse number', async () => {
      await assert.rejects(store.query(countAll('nothing'), {}), (err) => {
        assert.ok(err instanceof AnalyticsRefused);
        assert.deepEqual([err.clickhouseCode, err.clickhouseType, err.retryable], [60, 'UNKNOWN_TABLE', false]);
        return true;
      });
    });

    test('a bad row is refused, stores nothing of its block, and its content stays out of the message', async () => {
      const before = await store.query(countAll('things'), {});
      const rows = [
        [7, 'good'],
        ['not a number', 'secret text'],
      ];
      await assert.rejects(store.insertRows('things', ['id', 'label'], rows), (err) => {
        assert.ok(err instanceof AnalyticsRefused);
        assert.equal(err.clickhouseCode, 27);
        assert.doesNotMatch(err.message, /secret|not a number/);
        return true;
      });
      assert.deepEqual(await store.query(countAll('things'), {}), before);
    });

    test('a statement beyond its time limit is unavailable, so that it may be tried again', async () => {
      await assert.rejects(store.query(endless, {}), (err) => {
        assert.ok(err instanceof AnalyticsUnavailable);
        assert.deepEqual([err.clickhouseCode, err.retryable], [159, true]);
        return true;
      });
    });

    test('many statements at once wait for their turn and keep their own settings', async () => {
      const rows = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.query({ ...readSettings, name: `many.${index}`, maxExecutionSeconds: 10 + index }, {}),
        ),
      );
      assert.deepEqual(
        rows.map(([row]) => [row?.comment, row?.seconds]),
        Array.from({ length: 20 }, (_, index) => [`many.${index}`, 10 + index]),
      );
    });

    test('nothing to insert is no statement', async () => {
      await store.insertRows('no_such_table', ['id'], []);
      assert.equal(await store.ping(), true);
    });

    test('a row that differs from its declared shape is an error, not a wrong figure', async () => {
      const wrong = { ...countAll('things'), row: z.object({ n: z.string() }) };
      await assert.rejects(store.query(wrong, {}), z.ZodError);
    });
  });
}

test('a server that is not there is unavailable', async () => {
  const store = await createAnalytics({ kind: 'server', url: 'http://127.0.0.1:1' });
  await assert.rejects(store.command('SELECT 1'), AnalyticsUnavailable);
  assert.equal(await store.ping(), false);
  await store.close();
});
