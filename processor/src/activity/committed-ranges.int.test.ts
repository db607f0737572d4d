import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { committedKey, KV_BUCKETS } from '#domain/contract/messages.ts';
import { connectNats, ensureKv } from '#platform/nats.ts';
import type { KV, NatsConnection } from '#platform/nats.ts';
import { startTestNats, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import { activityOf, inputMinute, testPerson } from '../testing/facts.ts';
import { CommittedWriter } from './committed-ranges.ts';

let broker: Awaited<ReturnType<typeof startTestNats>>;
let nc: NatsConnection;
let kv: KV;
before(async () => {
  broker = await startTestNats();
  nc = await connectNats({ url: broker.url, token: TEST_NATS_TOKEN, name: 'test' });
  kv = await ensureKv(nc, KV_BUCKETS.committedRanges);
});
after(async () => {
  await nc.close();
  await broker.stop();
});

const people = Array.from({ length: 500 }, () => testPerson());
const batches = (seq: number, some = people) =>
  some.map((person) => activityOf(person, [inputMinute(seq, 29_000_000)]));
async function rangesOf(person: (typeof people)[number]): Promise<unknown> {
  const entry = await kv.get(committedKey(person.deviceId, person.spoolId));
  return entry?.json<{ ranges: unknown }>().ranges;
}

test('few are stated when add returns; many are noted, go on growing and are stated oldest first, at the latest by the stop', async () => {
  const writer = new CommittedWriter(kv, 'store-1');
  const some = people.slice(0, 3);
  await writer.add(batches(1, some));
  for (const person of some) assert.deepEqual(await rangesOf(person), [[1, 1]]);
  await writer.add(batches(1));
  await writer.add(batches(2));
  const [last] = people.slice(-1);
  assert.ok(last !== undefined);
  assert.equal(await rangesOf(last), undefined);
  const stopping = new AbortController();
  const running = writer.run(stopping.signal);
  await waitFor(async () => (await rangesOf(people[3] ?? last)) !== undefined);
  stopping.abort();
  await running;
  for (const person of [people[0] ?? last, last]) assert.deepEqual(await rangesOf(person), [[1, 2]]);
});

test('what has waited for minutes is stated together, whatever it costs', async () => {
  let nowMs = 0;
  const writer = new CommittedWriter(kv, 'store-2', { monotonicMs: () => nowMs });
  const others = Array.from({ length: 450 }, () => testPerson());
  await writer.add(batches(7, others));
  nowMs = 7 * 60_000 + 1;
  const stopping = new AbortController();
  const running = writer.run(stopping.signal);
  const [last] = others.slice(-1);
  assert.ok(last !== undefined);
  await waitFor(async () => (await rangesOf(last)) !== undefined, { deadlineMs: 1_900 });
  stopping.abort();
  await running;
});
