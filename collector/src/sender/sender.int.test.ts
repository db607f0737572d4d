import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../clock.ts';
import { enrolDevice } from '../enrol/enrol-device.ts';
import { zeroCounts } from '../minute/pending-counts.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';
import { Outbox } from '../outbox/outbox.ts';
import { FakeIngest } from '../testkit/fake-ingest.ts';
import type { Fault } from '../testkit/fake-ingest.ts';
import { until } from '../testkit/poll.ts';
import { temporaryFolder } from '../testkit/temporary-folder.ts';
import { Sender } from './sender.ts';
import { createHttpTransport } from './transport.ts';

const NOW_MINUTE = Math.floor(Date.now() / 60_000);
const minutes = (count: number, from = 0): RecordedItem[] =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'inputMinute',
    minute: NOW_MINUTE - from - n,
    counts: zeroCounts(),
  }));

async function setUp(t: TestContext, timeoutMs?: number) {
  const ingest = new FakeIngest();
  await ingest.start();
  t.after(() => ingest.stop());
  ingest.codes.set('a-fresh-code', 'fresh');
  const identity = await enrolDevice({ portalUrl: ingest.url, code: 'a-fresh-code', deviceName: 'PC' });
  const dir = temporaryFolder(t);
  const outbox = new Outbox({ path: join(dir, 'o.sqlite'), retainCommittedDays: 1, maxBytes: 1e9, wallAt: Date.now() });
  const sender = new Sender({
    identity,
    outbox,
    transport: createHttpTransport(identity.ingestUrl, timeoutMs),
    clock: systemClock,
    log: pino({ level: 'silent' }),
    bootId: randomUUID(),
    spreadMs: 0,
    backoffMaxMs: 30,
    committedPollMs: 30,
  });
  t.after(async () => {
    await sender.stop(0);
    outbox.close();
  });
  return { ingest, outbox, sender };
}

test('what is recorded arrives, in batches of at most 500, and becomes committed by the later answers', async (t) => {
  const { ingest, outbox, sender } = await setUp(t);
  outbox.record(minutes(1_201));
  sender.start();
  await until('all is committed', () => outbox.counts().committed === 1_201);
  assert.deepEqual(
    ingest.batches.map(({ request }) => request.items.length),
    [500, 500, 201],
  );
  assert.equal(ingest.facts.size, 1_201);
  assert.ok(ingest.batches.every(({ wasGzip }) => wasGzip));
  outbox.record(minutes(1, 2_000));
  sender.wake();
  await until('the next minute follows', () => ingest.facts.size === 1_202);
  assert.equal(ingest.batches.at(-1)?.wasGzip, false, 'a small batch is not compressed');
});

const FAULTS: Record<string, Fault[]> = {
  'a full stream (503)': [{ kind: 'refuse', status: 503, code: 'stream_full' }],
  'a full disk (507)': [{ kind: 'refuse', status: 507, code: 'disk_low' }],
  // More than enough to halve a batch of 20 down to a single item.
  'a proxy that answers with its own 400 and 403': [
    ...Array.from({ length: 8 }, (): Fault => ({ kind: 'refuse', status: 400 })),
    { kind: 'refuse', status: 403 },
  ],
  'a connection reset in the middle of the answer': [{ kind: 'resetMidBody' }, { kind: 'resetMidBody' }],
  'an answer that is lost after the batch was taken': [{ kind: 'responseLost' }, { kind: 'responseLost' }],
  'a server that forgot its tokens': [{ kind: 'forgetTokens' }],
  'a connection that hangs': [{ kind: 'hang' }],
};
for (const [name, faults] of Object.entries(FAULTS)) {
  test(`everything arrives once and unchanged after ${name}`, async (t) => {
    const { ingest, outbox, sender } = await setUp(t, 200);
    ingest.faults.push(...faults);
    outbox.record(minutes(20));
    sender.start();
    await until('all is committed', () => outbox.counts().committed === 20);
    assert.equal(ingest.faults.length, 0);
    assert.equal(ingest.facts.size, 20);
    assert.deepEqual(ingest.conflicts, []);
    assert.equal(outbox.counts().quarantined, 0);
  });
}

test('a server that asks to wait is not called again before', async (t) => {
  const { ingest, outbox, sender } = await setUp(t);
  ingest.faults.push({ kind: 'refuse', status: 503, code: 'busy', retryAfter: '1' });
  outbox.record(minutes(1));
  const startedAt = Date.now();
  sender.start();
  await until('the item arrived', () => ingest.batches.length === 1);
  assert.ok((ingest.batches[0]?.receivedAt ?? 0) - startedAt >= 1_000);
});

test('a batch that is too large is halved until it fits, and nothing is set aside', async (t) => {
  const { ingest, outbox, sender } = await setUp(t);
  ingest.maxItems = 40;
  outbox.record(minutes(200));
  sender.start();
  await until('all arrived', () => ingest.facts.size === 200);
  assert.equal(outbox.counts().quarantined, 0);
});

test('one item that the server can never take is set aside and the queue behind it moves', async (t) => {
  const { ingest, outbox, sender } = await setUp(t);
  ingest.isPoison = (item) => item.seq === 13;
  ingest.rejects = (item) => (item.seq === 17 ? 'too_old' : undefined);
  outbox.record(minutes(60));
  sender.start();
  await until('all others are committed', () => outbox.counts().committed === 58);
  assert.deepEqual(outbox.counts(), { pending: 0, accepted: 0, committed: 58, quarantined: 2 });
});

test('a revoked device sends nothing more and keeps what it has', async (t) => {
  const { ingest, outbox, sender } = await setUp(t);
  outbox.record(minutes(3));
  sender.start();
  await until('the first batch is committed', () => outbox.counts().committed === 3);
  ingest.isRevoked = true;
  outbox.record(minutes(2, 10));
  sender.wake();
  await until('the sender knows', () => sender.status.state === 'revoked');
  assert.equal(outbox.counts().pending, 2);
  assert.equal(ingest.facts.size, 3);
});

test('a store that was restored gets everything still held again', async (t) => {
  const { ingest, outbox, sender } = await setUp(t);
  outbox.record(minutes(30));
  sender.start();
  await until('all is committed', () => outbox.counts().committed === 30);
  ingest.facts.clear();
  ingest.storeId = 'store-2';
  outbox.record(minutes(1, 100));
  sender.wake();
  await until('all is there again', () => ingest.facts.size === 31 && outbox.counts().committed === 31);
});

test('what is accepted but not yet stored is asked after while nothing else is to be sent', async (t) => {
  const { ingest, outbox, sender } = await setUp(t);
  ingest.commits = 'none';
  outbox.record(minutes(2));
  sender.start();
  await until('it is accepted', () => outbox.counts().accepted === 2);
  for (const { request } of ingest.batches) ingest.committedSeqs.set(request.spoolId, new Set([1, 2]));
  await until('it is committed', () => outbox.counts().committed === 2);
  assert.equal(ingest.batches.length, 1);
});

test('an item carries the offset of a wrong clock from its first sending on', async (t) => {
  const { ingest, outbox, sender } = await setUp(t);
  ingest.wallAt = () => Date.now() - 3 * 86_400_000;
  outbox.record(minutes(1));
  sender.start();
  await until('it arrived', () => ingest.facts.size === 1);
  assert.equal([...ingest.facts.values()][0]?.offsetMinutes, -4320);
});
