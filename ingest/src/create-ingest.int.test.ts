import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import {
  activityMessageSchema,
  committedKey,
  KV_BUCKETS,
  splitActivity,
  STREAMS,
  type ActivityMessage,
} from '#domain/contract/messages.ts';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { WIRE_LIMITS, type BatchAnswer } from '#domain/contract/wire.ts';
import { createLogger } from '#platform/log.ts';
import { connectNats, ensureKv, ensureStream, jetstreamManager, type NatsConnection } from '#platform/nats.ts';
import { startTestNats, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import { createIngest } from './create-ingest.ts';
import { createTestDevice, type TestDevice } from './testkit/device.ts';

const log = createLogger('test', 'silent');
const portal = generateKeyPairSync('ed25519');
const secrets = { certificatePublicKey: portal.publicKey, ingestTokenKey: randomBytes(32) };
const STREAM_BYTES = 8 * 1024 * 1024;
let broker: Awaited<ReturnType<typeof startTestNats>>;
let nc: NatsConnection;
let ingest: ReturnType<typeof createIngest>;
let url = '';

before(async () => {
  broker = await startTestNats();
  nc = await connectNats({ url: broker.url, token: TEST_NATS_TOKEN, name: 'test' });
  await ensureStream(await jetstreamManager(nc), {
    ...STREAMS.activity,
    maxBytes: STREAM_BYTES,
    maxAgeMs: 3_600_000,
    duplicateWindowMs: 120_000,
  });
  await startIngest();
});
/** At the port it had before, if it had one: its devices find it again. */
async function startIngest(): Promise<void> {
  ingest = createIngest({
    http: { host: '127.0.0.1', port: url === '' ? 0 : Number(new URL(url).port) },
    nats: { url: broker.url, token: TEST_NATS_TOKEN },
    secrets,
    limits: {
      watchDirs: [],
      watermark: { minimumBytes: 0, fraction: 0 },
      maxInFlight: 64,
      publishTimeoutMs: 2_000,
    },
    log,
  });
  await ingest.start();
  url = `http://127.0.0.1:${ingest.port}`;
}
after(async () => {
  await ingest.stop();
  await nc.close();
  await broker.stop();
});

const counts = {
  letters: 1,
  digits: 0,
  numpad: 0,
  symbols: 0,
  others: 0,
  leftClicks: 0,
  rightClicks: 0,
  wheel: 0,
  moves: 0,
};
const nowMinute = () => Math.floor(Date.now() / 60_000);
const minuteItem = (seq: number, minute = nowMinute() - 1) => ({ kind: 'inputMinute', seq, minute, counts });
const EVERYTHING: PrivacyPolicy = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' };
/** As the portal does it; returns when this ingest obeys. */
async function tellPolicy(device: TestDevice, policy: PrivacyPolicy, connection = nc): Promise<void> {
  const bucket = await ensureKv(connection, KV_BUCKETS.tenantPolicies);
  await bucket.put(device.tenantId, JSON.stringify(policy));
  await waitFor(async () => {
    const session = await device.signIn();
    assert.equal(session.status, 200);
    return isDeepStrictEqual(((await session.json()) as { policy?: PrivacyPolicy }).policy, policy);
  });
}
const signedIn = async (policy = EVERYTHING) => {
  const device = await createTestDevice(url, portal.privateKey);
  await tellPolicy(device, policy);
  return device;
};
async function stored(deviceId: string): Promise<ActivityMessage[]> {
  const jsm = await jetstreamManager(nc);
  const { state } = await jsm.streams.info(STREAMS.activity.name);
  const messages: ActivityMessage[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await jsm.streams.getMessage(STREAMS.activity.name, { seq });
    const all = splitActivity(message?.string() ?? '').map((line) => activityMessageSchema.parse(JSON.parse(line)));
    messages.push(...all.filter((each) => each.deviceId === deviceId));
  }
  return messages;
}
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;

test('a batch is answered item by item after it is stored, and a repeat is told to be one', async () => {
  const device = await signedIn();
  const items = [minuteItem(1), { broken: true }, minuteItem(3, nowMinute() - 13 * 1440)];
  const first = await device.answerOf(await device.send(items));
  assert.deepEqual(
    first.results.map((result) => result.status),
    ['accepted', 'rejected', 'accepted'],
  );
  assert.deepEqual(first.committed, { storeId: '', ranges: [] });
  const second = await device.answerOf(await device.send(items));
  assert.deepEqual(
    second.results.map((result) => result.status),
    ['duplicate', 'rejected', 'duplicate'],
  );
  const [message, ...rest] = await stored(device.deviceId);
  assert.deepEqual(rest, []);
  assert.deepEqual(
    message?.items.map((item) => item.seq),
    [1, 3],
  );
  assert.equal(message?.personId, device.personId);
});

test('what the processor committed comes back with the next answer', async () => {
  const device = await signedIn();
  const kv = await ensureKv(nc, KV_BUCKETS.committedRanges);
  const committed = { storeId: 'store-1', ranges: [[1, 40]] };
  await kv.put(committedKey(device.deviceId, device.spoolId), JSON.stringify(committed));
  let seq = 40;
  await waitFor(async () => {
    const answer = await device.answerOf(await device.send([minuteItem(++seq)]));
    return isDeepStrictEqual(answer.committed, committed);
  });
});

test("someone else's person or device in the body is refused and nothing is stored", async () => {
  const device = await signedIn();
  for (const foreign of [{ personId: randomUUID() }, { deviceId: randomUUID() }]) {
    const response = await device.send([minuteItem(1)], foreign);
    assert.equal(response.status, 403);
    assert.equal(await codeOf(response), 'foreign_identity');
  }
  assert.deepEqual(await stored(device.deviceId), []);
});

test('without a token, with a forged certificate or a foreign signature nothing is taken', async () => {
  const foreign = generateKeyPairSync('ed25519').privateKey;
  const device = await createTestDevice(url, foreign);
  assert.equal((await device.send([minuteItem(1)])).status, 401);
  assert.equal((await device.signIn()).status, 401);
  // Somebody who copied a genuine certificate, but not the key of the PC.
  const copied = await createTestDevice(url, portal.privateKey, Date.now, foreign);
  assert.equal((await copied.signIn()).status, 401);
});

test('a revoked device is refused within a moment, at the batch and at the session', async () => {
  const device = await signedIn();
  const kv = await ensureKv(nc, KV_BUCKETS.deviceRevocations);
  await kv.put(device.deviceId, '{}');
  const refused = await waitFor(async () => {
    const response = await device.send([minuteItem(1)]);
    return response.status === 403 ? response : undefined;
  });
  assert.equal(await codeOf(refused), 'device_revoked');
  assert.equal((await device.signIn()).status, 403);
});

test('a body of 10 MiB, a bomb of zeros and a deep nest are refused at once, in full and without growing', async () => {
  const device = await signedIn();
  const rssBefore = process.memoryUsage().rss;
  const tooLarge = await device.post('/v1/batches', Buffer.alloc(10 * 1024 * 1024, 0x20));
  assert.equal(tooLarge.status, 413);
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  const bombed = await device.post('/v1/batches', bomb, { 'content-encoding': 'gzip' });
  assert.equal(bombed.status, 413);
  const deep = await device.post('/v1/batches', `{"items":${'['.repeat(100_000)}`);
  assert.equal(deep.status, 400);
  assert.match(await deep.text(), /nests deeper/);
  assert.equal(
    (await device.send(Array.from({ length: WIRE_LIMITS.itemsPerBatch + 1 }, (_, i) => minuteItem(i + 1)))).status,
    400,
  );
  assert.ok(process.memoryUsage().rss - rssBefore < 300 * 1024 * 1024, 'memory grew with the refused bodies');
  assert.equal((await device.send([minuteItem(1)])).status, 200);
});

test('broken gzip, other media types, broken JSON and unknown paths are answered in words, never 5xx', async () => {
  const device = await signedIn();
  const bodies: [string | Uint8Array, Record<string, string>, number][] = [
    [Buffer.from('not gzip'), { 'content-encoding': 'gzip' }, 400],
    [gzipSync('{"v":1}').subarray(0, 12), { 'content-encoding': 'gzip' }, 400],
    ['{}', { 'content-type': 'text/plain' }, 415],
    ['{}', { 'content-encoding': 'br' }, 415],
    ['{"v":', {}, 400],
    [Buffer.from([0x22, 0xff, 0xfe, 0x22]), {}, 400],
    ['null', {}, 400],
    ['{"v":2}', {}, 400],
  ];
  for (const [body, headers, status] of bodies) {
    assert.equal((await device.post('/v1/batches', body, headers)).status, status, String(body));
  }
  assert.equal((await fetch(`${url}/nowhere`)).status, 400);
});

test('a gzip batch of many items is taken, also when it needs several messages', async () => {
  const device = await signedIn();
  const titleOf = () => `見積書${randomBytes(300).toString('hex')}`;
  const items = Array.from({ length: 900 }, (_, index) => ({
    kind: 'windowSlice',
    seq: index + 1,
    minute: nowMinute() - index,
    activatedAt: Date.now() - index,
    process: 'calc',
    title: titleOf(),
    seconds: 60,
  }));
  const body = gzipSync(
    JSON.stringify({
      v: 1,
      deviceId: device.deviceId,
      spoolId: device.spoolId,
      bootId: randomUUID(),
      sentAt: Date.now(),
      items,
    }),
  );
  const response = await device.post('/v1/batches', body, { 'content-encoding': 'gzip' });
  assert.equal(response.status, 200);
  const messages = await stored(device.deviceId);
  assert.ok(messages.length > 1);
  assert.equal(
    messages.reduce((sum, message) => sum + message.items.length, 0),
    900,
  );
});

test('a full stream is answered 503 with Retry-After', async () => {
  const device = await signedIn();
  const filler = Array.from({ length: 400 }, (_, index) => ({
    kind: 'windowSlice',
    seq: index + 1,
    minute: nowMinute(),
    activatedAt: index,
    process: 'p',
    title: 'x'.repeat(1000),
    seconds: 0,
  }));
  let seq = 0;
  const full = await waitFor(
    async () => {
      const response = await device.send(filler.map((item) => ({ ...item, seq: ++seq })));
      return response.status === 503 ? response : undefined;
    },
    { deadlineMs: 20_000 },
  );
  assert.equal(await codeOf(full), 'stream_full');
  assert.equal(full.headers.get('retry-after'), '30');
  await (await jetstreamManager(nc)).streams.purge(STREAMS.activity.name);
  assert.equal((await device.send([minuteItem(seq + 1)])).status, 200);
});

test('a low disk is answered 507 before anything breaks', async () => {
  const low = createIngest({
    http: { host: '127.0.0.1', port: 0 },
    nats: { url: broker.url, token: TEST_NATS_TOKEN },
    secrets,
    limits: {
      watchDirs: ['/a-folder-that-is-not-there', '/tmp'],
      watermark: { minimumBytes: Number.MAX_SAFE_INTEGER, fraction: 0 },
      maxInFlight: 64,
      publishTimeoutMs: 2_000,
    },
    log,
  });
  await low.start();
  try {
    const device = await createTestDevice(`http://127.0.0.1:${low.port}`, portal.privateKey);
    await device.signIn();
    const response = await device.send([minuteItem(1)]);
    assert.equal(response.status, 507);
    assert.equal(response.headers.get('retry-after'), '60');
  } finally {
    await low.stop();
  }
});

test('a broker that is gone is answered 503, and the same batch is taken when it is back', async () => {
  const own = await startTestNats();
  const connection = await connectNats({ url: own.url, token: TEST_NATS_TOKEN, name: 'test' });
  const stream = { ...STREAMS.activity, maxBytes: STREAM_BYTES, maxAgeMs: 3_600_000, duplicateWindowMs: 120_000 };
  await ensureStream(await jetstreamManager(connection), stream);
  const limits = {
    watchDirs: [],
    watermark: { minimumBytes: 0, fraction: 0 },
    maxInFlight: 64,
    publishTimeoutMs: 500,
  };
  const alone = createIngest({
    http: { host: '127.0.0.1', port: 0 },
    nats: { url: own.url, token: TEST_NATS_TOKEN },
    secrets,
    limits,
    log,
  });
  await alone.start();
  const device = await createTestDevice(`http://127.0.0.1:${alone.port}`, portal.privateKey);
  await tellPolicy(device, EVERYTHING, connection);
  await connection.close();
  process.kill(own.pid, 'SIGKILL');
  await own.exited;
  const refused = await device.send([minuteItem(1)]);
  assert.equal(refused.status, 503);
  assert.equal(await codeOf(refused), 'broker_unavailable');
  await alone.stop();
});

const sliceItem = (seq: number) => ({
  kind: 'windowSlice',
  seq,
  minute: nowMinute() - 1,
  activatedAt: Date.now() - 60_000,
  process: 'chrome',
  title: '給与明細',
  url: 'https://salary.example/2026?p=7',
  seconds: 60,
  documentPath: 'C:\\給与明細.xlsx',
});
const outcomes = ({ results }: BatchAnswer) => results.map(({ status, reason }) => reason ?? status);

test('without a policy of its tenant nothing of a device is taken, and with one it is', async () => {
  const device = await createTestDevice(url, portal.privateKey);
  const session = await device.signIn();
  assert.equal(session.status, 200);
  assert.equal('policy' in ((await session.json()) as object), false);
  const refused = await device.send([minuteItem(1)]);
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get('retry-after'), '5');
  assert.equal(await codeOf(refused), 'policy_unknown');
  assert.deepEqual(await stored(device.deviceId), []);
  await tellPolicy(device, EVERYTHING);
  assert.equal((await device.send([minuteItem(1)])).status, 200);
});

test('with counts off minutes are rejected and never published; the rest is, and the answer tells the policy', async () => {
  const policy = { ...EVERYTHING, pcCounts: false };
  const device = await signedIn(policy);
  const answer = await device.answerOf(await device.send([minuteItem(1), sliceItem(2)]));
  assert.deepEqual(outcomes(answer), ['not_stored_here', 'accepted']);
  assert.deepEqual(answer.policy, policy);
  const [message] = await stored(device.deviceId);
  assert.deepEqual(
    message?.items.map(({ kind }) => kind),
    ['windowSlice'],
  );
  assert.deepEqual(message?.coveredRanges, [[1, 2]]);
});

test('a title and the path of a URL that the tenant switched off are in no message, whatever the client sends', async () => {
  const device = await signedIn({ ...EVERYTHING, windowTitles: false, urls: 'host' });
  const unknownKind = { kind: 'screenText', seq: 3, text: '給与明細' };
  const answer = await device.answerOf(await device.send([minuteItem(1), sliceItem(2), unknownKind]));
  assert.deepEqual(outcomes(answer), ['accepted', 'accepted', 'not_stored_here']);
  const text = JSON.stringify(await stored(device.deviceId));
  assert.ok(text.includes('"process":"chrome","title":"","url":"https://salary.example/"'), text);
  assert.ok(!/給与|2026\?p/.test(text), text);
});

test('a change of the policy holds for the next batch, and a policy that cannot be read takes nothing', async () => {
  const device = await signedIn();
  assert.deepEqual(outcomes(await device.answerOf(await device.send([sliceItem(1)]))), ['accepted']);
  await tellPolicy(device, { pcCounts: true, applicationNames: false, windowTitles: false, urls: 'off' });
  assert.deepEqual(outcomes(await device.answerOf(await device.send([sliceItem(2)]))), ['not_stored_here']);
  const bucket = await ensureKv(nc, KV_BUCKETS.tenantPolicies);
  await bucket.put(device.tenantId, '{"pcCounts":');
  const refused = await waitFor(async () => {
    const response = await device.send([minuteItem(3)]);
    return response.status === 503 ? response : undefined;
  });
  assert.equal(await codeOf(refused), 'policy_unknown');
});

test('a restarted ingest obeys every policy from its first batch on', async () => {
  const device = await signedIn({ ...EVERYTHING, pcCounts: false });
  await ingest.stop();
  await startIngest();
  const ready = await waitFor(async () => (await fetch(`${url}/readyz`)).status === 200);
  assert.equal(ready, true);
  const again = await device.answerOf(await device.send([minuteItem(1)]));
  assert.deepEqual(outcomes(again), ['not_stored_here']);
});

test('a bucket of policies that the broker lost takes nothing until it is written again, and then obeys', async () => {
  const device = await signedIn();
  await (await ensureKv(nc, KV_BUCKETS.tenantPolicies)).destroy();
  const policy = { ...EVERYTHING, pcCounts: false };
  const bucket = await ensureKv(nc, KV_BUCKETS.tenantPolicies);
  await bucket.put(device.tenantId, JSON.stringify(policy));
  const answer = await waitFor(
    async () => {
      const response = await device.send([minuteItem(1)]);
      if (response.status !== 200) return undefined;
      const told = await device.answerOf(response);
      return isDeepStrictEqual(told.policy, policy) ? told : undefined;
    },
    { deadlineMs: 20_000 },
  );
  assert.deepEqual(outcomes(answer), ['not_stored_here']);
});
