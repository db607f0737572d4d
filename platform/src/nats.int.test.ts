import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  BrokerUnavailable,
  ConfigMismatch,
  connectNats,
  ensureConsumer,
  ensureKv,
  ensureStream,
  isConnected,
  jetstream,
  jetstreamManager,
  publishAcked,
  StreamFull,
} from './nats.ts';
import type { NatsConnection } from './nats.ts';
import { startTestNats, tempDir, TEST_NATS_TOKEN, waitFor } from './testkit/index.ts';

let server: Awaited<ReturnType<typeof startTestNats>>;
let nc: NatsConnection;

before(async () => {
  server = await startTestNats();
  nc = await connectNats({ url: server.url, token: server.token, name: 'test' });
});
after(async () => {
  await nc.close();
  await server.stop();
});

const HOUR_MS = 3_600_000;

function streamSpec(name: string, change: object = {}) {
  return {
    name,
    subjects: [`${name.toLowerCase()}.>`],
    maxBytes: 1_000_000,
    maxAgeMs: HOUR_MS,
    duplicateWindowMs: 60_000,
    ...change,
  };
}

test('a stream is made once and may be ensured again', async () => {
  const jsm = await jetstreamManager(nc);
  await ensureStream(jsm, streamSpec('AGAIN'));
  await ensureStream(jsm, streamSpec('AGAIN'));
  const { config } = await jsm.streams.info('AGAIN');
  assert.deepEqual([config.storage, config.discard, config.retention], ['file', 'new', 'limits']);
});

test('a changed limit is brought to the broker', async () => {
  const jsm = await jetstreamManager(nc);
  await ensureStream(jsm, streamSpec('GROWS'));
  await ensureStream(jsm, streamSpec('GROWS', { maxBytes: 2_000_000, subjects: ['grows.>', 'also.>'] }));
  const { config } = await jsm.streams.info('GROWS');
  assert.deepEqual([config.max_bytes, config.subjects], [2_000_000, ['grows.>', 'also.>']]);
});

test('a configuration that the broker does not take over is an error that names the field', async () => {
  const jsm = await jetstreamManager(nc);
  await jsm.streams.add({ name: 'VOLATILE', subjects: ['volatile.>'], storage: 'memory' });
  await assert.rejects(ensureStream(jsm, streamSpec('VOLATILE', { subjects: ['volatile.>'] })), (err) => {
    assert.ok(err instanceof ConfigMismatch);
    assert.match(err.message, /stream VOLATILE/);
    return true;
  });
});

test('a consumer is made, changed and, where the broker refuses the change, reported by field', async () => {
  const jsm = await jetstreamManager(nc);
  await ensureStream(jsm, streamSpec('READ'));
  const spec = { durable: 'reader', filterSubject: 'read.>', ackWaitMs: 30_000, maxAckPending: 1 };
  await ensureConsumer(jsm, 'READ', spec);
  await ensureConsumer(jsm, 'READ', { ...spec, ackWaitMs: 60_000 });
  assert.equal((await jsm.consumers.info('READ', 'reader')).config.ack_wait, 60_000_000_000);
  await jsm.consumers.add('READ', { durable_name: 'fresh', ack_policy: 'explicit', deliver_policy: 'new' });
  await assert.rejects(ensureConsumer(jsm, 'READ', { ...spec, durable: 'fresh' }), ConfigMismatch);
});

test('the same message id is stored once, a different one again, also with the same headers given', async () => {
  const jsm = await jetstreamManager(nc);
  await ensureStream(jsm, streamSpec('ONCE'));
  const js = jetstream(nc);
  const headers = { 'X-Schema': '1' };
  const bytes = new Uint8Array([1]);
  const first = await publishAcked(js, 'once.a', bytes, { msgId: 'one', headers, timeoutMs: 2_000 });
  const again = await publishAcked(js, 'once.a', bytes, { msgId: 'one', headers, timeoutMs: 2_000 });
  const other = await publishAcked(js, 'once.a', bytes, { msgId: 'two', headers, timeoutMs: 2_000 });
  assert.deepEqual([first.duplicate, again.duplicate, other.duplicate], [false, true, false]);
  assert.equal((await jsm.streams.info('ONCE')).state.messages, 2);
});

test('a full stream refuses what is new with StreamFull and keeps what it has', async () => {
  const jsm = await jetstreamManager(nc);
  await ensureStream(jsm, streamSpec('SMALL', { maxBytes: 2_000 }));
  const js = jetstream(nc);
  const publish = (msgId: string) => publishAcked(js, 'small.a', new Uint8Array(700), { msgId, timeoutMs: 2_000 });
  await publish('1');
  await publish('2');
  await assert.rejects(publish('3'), StreamFull);
  assert.equal((await jsm.streams.info('SMALL')).state.messages, 2);
});

test('a batch of three megabytes fits into one message', async () => {
  await ensureStream(await jetstreamManager(nc), streamSpec('BIG', { maxBytes: 10_000_000 }));
  const ack = await publishAcked(jetstream(nc), 'big.a', new Uint8Array(3_000_000), { msgId: 'big', timeoutMs: 5_000 });
  assert.equal(ack.seq, 1);
});

test('a bucket keeps its values and compares revisions', async () => {
  const bucket = await ensureKv(nc, 'ranges', { maxBytes: 1_000_000 });
  const revision = await bucket.create('device.spool', '[[1,5]]');
  await assert.rejects(bucket.update('device.spool', 'x', revision + 7));
  const again = await ensureKv(nc, 'ranges', { maxBytes: 1_000_000 });
  assert.equal((await again.get('device.spool'))?.string(), '[[1,5]]');
});

test('a subject without a stream is BrokerUnavailable', async () => {
  await assert.rejects(
    publishAcked(jetstream(nc), 'nobody.listens', new Uint8Array(), { msgId: 'x', timeoutMs: 2_000 }),
    BrokerUnavailable,
  );
});

test('after kill -9 of the broker the client comes back by itself and finds every acknowledged message', async () => {
  const dataDir = tempDir('nats');
  const first = await startTestNats({ dataDir });
  const port = Number(new URL(first.url).port);
  const client = await connectNats({ url: first.url, token: TEST_NATS_TOKEN, name: 'survivor' });
  const js = jetstream(client);
  await ensureStream(await jetstreamManager(client), streamSpec('KEPT'));
  for (let i = 0; i < 50; i += 1) {
    await publishAcked(js, 'kept.a', new Uint8Array(100), { msgId: String(i), timeoutMs: 2_000 });
  }
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  await waitFor(() => !isConnected(client), { what: 'the lost connection' });
  await assert.rejects(
    publishAcked(js, 'kept.a', new Uint8Array(100), { msgId: 'down', timeoutMs: 300 }),
    BrokerUnavailable,
  );

  const second = await startTestNats({ dataDir, port });
  try {
    await waitFor(() => isConnected(client), { what: 'the connection' });
    const repeated = await publishAcked(js, 'kept.a', new Uint8Array(100), { msgId: '49', timeoutMs: 2_000 });
    assert.equal(repeated.duplicate, true);
    const seen = (await (await jetstreamManager(client)).streams.info('KEPT')).state.messages;
    assert.ok(seen === 50 || seen === 51, `50 acknowledged, perhaps the one sent while it was down: ${seen}`);
  } finally {
    await client.close();
    await second.stop();
  }
});

test('a wrong token is an error at once', async () => {
  await assert.rejects(connectNats({ url: server.url, token: 'wrong', name: 'stranger' }));
});
