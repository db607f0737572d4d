import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLogger } from '#platform/log.ts';
import {
  connectNats,
  ensureConsumer,
  ensureStream,
  jetstream,
  jetstreamManager,
  publishAcked,
} from '#platform/nats.ts';
import type { JetStreamManager, NatsConnection } from '#platform/nats.ts';
import { startTestNats, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import { watchDisconnects } from './broker/disconnect-signal.ts';
import { consume } from './consume-loop.ts';
import type { ConsumeLoop } from './consume-loop.ts';
import { createDeadLetterWriter } from './dead-letters/write-dead-letter.ts';
import { createProcessorMetrics } from './metrics.ts';
import { kept } from './outcome.ts';

const PLAN = {
  ...{ stream: 'BACKLOG', durable: 'backlog', filterSubject: 'backlog.>', ackWaitMs: 5_000, maxAckPending: 100 },
};
const MESSAGES = 9;
const PER_BATCH = 2;

let broker: Awaited<ReturnType<typeof startTestNats>>;
let nc: NatsConnection;
let jsm: JetStreamManager;
before(async () => {
  broker = await startTestNats();
  nc = await connectNats({ url: broker.url, token: TEST_NATS_TOKEN, name: 'test' });
  jsm = await jetstreamManager(nc);
  const sizes = { maxBytes: 1024 * 1024, maxAgeMs: 0, duplicateWindowMs: 1_000, replicas: 1 };
  await ensureStream(jsm, { name: PLAN.stream, subjects: ['backlog.>'], ...sizes });
  await ensureConsumer(jsm, PLAN.stream, PLAN);
  for (let index = 0; index < MESSAGES; index += 1) {
    await publishAcked(jetstream(nc), 'backlog.a', Buffer.from(String(index)), {
      msgId: String(index),
      timeoutMs: 5_000,
    });
  }
});
after(async () => {
  await nc?.close();
  await broker?.stop();
});

const consumeWith = (handle: ConsumeLoop['handle'], signal: AbortSignal): Promise<void> =>
  consume(
    {
      ...{ step: 'test', plan: PLAN, maxMessages: PER_BATCH, lingerMs: 20, maxBytes: 1024 * 1024 },
      ...{ backlogAtOnce: 2, handle },
    },
    {
      ...{ nc, signal, log: createLogger('test', 'silent'), metrics: createProcessorMetrics() },
      ...{ deadLetters: createDeadLetterWriter(jetstream(nc)), disconnected: watchDisconnects(nc) },
      repairTopology: () => Promise.resolve(),
    },
  );
const info = (): ReturnType<JetStreamManager['consumers']['info']> => jsm.consumers.info(PLAN.stream, PLAN.durable);

test('of a backlog two batches are in hand at once, never three; a stop waits for both, and each message is handled once', async () => {
  const seen: string[] = [];
  const note = (batch: Parameters<ConsumeLoop['handle']>[0]) => {
    seen.push(...batch.map(({ data }) => Buffer.from(data).toString()));
    return batch.map(() => kept);
  };
  const stopping = new AbortController();
  const bothAreThere = Promise.withResolvers<void>();
  let inHand = 0;
  let most = 0;
  const ended = consumeWith(async (batch) => {
    inHand += 1;
    most = Math.max(most, inHand);
    if (inHand === 2) bothAreThere.resolve();
    await bothAreThere.promise;
    // A third batch takes two questions to the broker: it would be here long before all of these are answered.
    for (let asked = 0; asked < 20; asked += 1) await info();
    stopping.abort();
    await info();
    inHand -= 1;
    return note(batch);
  }, stopping.signal);
  await ended;
  assert.deepEqual([most, inHand, seen.length], [2, 0, 4]);

  const again = new AbortController();
  const rest = consumeWith((batch) => Promise.resolve(note(batch)), again.signal);
  await waitFor(async () => seen.length >= MESSAGES && (await info()).num_ack_pending === 0, { what: 'the rest' });
  again.abort();
  await rest;
  assert.deepEqual(
    seen.toSorted(),
    Array.from({ length: MESSAGES }, (_, index) => String(index)),
  );
});
