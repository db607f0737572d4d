/**
 * What the processor costs over the store itself: rows per second from JetStream into ClickHouse (read, check, insert, touched days, committed ranges,
 * acknowledged, and every touched day computed), as a share of plain inserts of the same rows by the same client.
 */
import { randomUUID } from 'node:crypto';
import { toRawRow, columnsOf, type RawRow } from '#processor/activity/raw-tables.ts';
import { createWorld } from '#processor/testing/world.ts';
import { rulesOf } from '#processor/testing/facts.ts';
import { closeTestAnalytics, openTestAnalytics } from '#platform/testkit/index.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { activityMessage, benchDevice } from './kit/facts.ts';
import { perSecond, ratio, writeReport } from './kit/report.ts';

const PEOPLE = 20;
const MESSAGES_EACH = 20;
const ITEMS = 250;
const ROWS = PEOPLE * MESSAGES_EACH * ITEMS;
/** What the processor itself inserts at once: see maxMessages and maxBytes of its activity loop. */
const ROWS_PER_INSERT = 10_000;

const analytics = await openTestAnalytics();
await migrateClickhouse(analytics);
const world = await createWorld(analytics);
const tenantId = randomUUID();
const devices = Array.from({ length: PEOPLE }, () => benchDevice(tenantId));
const reference = Array.from({ length: PEOPLE }, () => benchDevice(tenantId));

const messagesOf = (device: (typeof devices)[number]) =>
  Array.from({ length: MESSAGES_EACH }, (_, index) => activityMessage(device, 1 + index * ITEMS, ITEMS));

const rows: RawRow[] = reference.flatMap((device) =>
  messagesOf(device).flatMap((message) =>
    message.items.flatMap((item) => (item.kind === 'unknown' ? [] : [toRawRow(item, message)])),
  ),
);

async function insertPlain(): Promise<number> {
  const startedAt = performance.now();
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    const part = rows.slice(from, from + ROWS_PER_INSERT).map((row) => row.values);
    await analytics.insertRows('raw_input_minutes_v1', columnsOf('inputMinute'), part);
  }
  return performance.now() - startedAt;
}

async function processAll(): Promise<{ storedMs: number; computedMs: number }> {
  for (const device of devices) await world.roster(rulesOf(device));
  for (const device of devices) for (const message of messagesOf(device)) await world.activity(message);
  const startedAt = performance.now();
  await world.startProcessor();
  const [last] = devices.slice(-1);
  let storedMs = 0;
  while (storedMs === 0 && last !== undefined) {
    const counts = await Promise.all(devices.map((device) => world.rows('raw_input_minutes_v1', device)));
    if (counts.reduce((sum, count) => sum + count, 0) === ROWS) storedMs = performance.now() - startedAt;
  }
  await world.drained(120_000);
  return { storedMs, computedMs: performance.now() - startedAt };
}

const plainMs = await insertPlain();
const { storedMs, computedMs } = await processAll();
await world.stop();
await analytics.close();
await closeTestAnalytics();

const plain = perSecond(ROWS, plainMs);
const stored = perSecond(ROWS, storedMs);
const computed = perSecond(ROWS, computedMs);
writeReport({
  name: 'processor',
  about: `${ROWS} input minutes of ${PEOPLE} people, in ${PEOPLE * MESSAGES_EACH} messages of ${ITEMS}, already in the stream when the processor starts; chDB in the same process.`,
  columns: ['way', 'items/s', 'ms', 'ratio'],
  rows: [
    [`plain inserts of ${ROWS_PER_INSERT} rows`, plain, Math.round(plainMs), '1.00'],
    ['from the stream, readable', stored, Math.round(storedMs), ratio(stored, plain)],
    ['from the stream, every touched day computed', computed, Math.round(computedMs), ratio(computed, plain)],
  ],
  notes: [
    'The second row includes the start of the processor and the polling of the reader that waits for the rows; both share the cores with it.',
  ],
});
process.exit(0);
