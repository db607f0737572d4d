/**
 * What the way through HTTP costs: batches acknowledged by ingest (its own process: token, gzip, JSON, each item checked, published, acknowledged by
 * JetStream), as a share of the same messages published straight to the same JetStream. Broker, ingest and load share the machine.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock } from '#collector/clock.ts';
import { openSession } from '#collector/sender/session.ts';
import { createHttpTransport } from '#collector/sender/transport.ts';
import { CERTIFICATE_AUDIENCE, CERTIFICATE_ISSUER } from '#domain/contract/certificate.ts';
import { activitySubject, KV_BUCKETS, STREAMS } from '#domain/contract/messages.ts';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { batchAnswerSchema, INPUT_COUNT_NAMES } from '#domain/contract/wire.ts';
import { freePort } from '#platform/embedded/ports.ts';
import { connectNats, ensureKv, jetstream, jetstreamManager, publishAcked } from '#platform/nats.ts';
import { ensureSecrets, loadPortalSecrets } from '#platform/secrets.ts';
import { startTestNats, tempDir, TEST_NATS_TOKEN } from '#platform/testkit/index.ts';
import { loadProcessorConfig } from '#processor/config.ts';
import { consumerPlans, ensureTopology } from '#processor/topology.ts';
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { activityMessage, benchDevice, stampedItems, type BenchDevice } from './kit/facts.ts';
import { median, perSecond, ratio, writeReport } from './kit/report.ts';

const ITEMS = 100;
const SENDERS = 8;
const ROUND_MS = 4_000;
const ROUNDS = 3;

const nats = await startTestNats();
const nc = await connectNats({ url: nats.url, token: TEST_NATS_TOKEN, name: 'benchmark' });
const js = jetstream(nc);
const { streams } = loadProcessorConfig({});
const jsm = await jetstreamManager(nc);
await ensureTopology(jsm, streams, consumerPlans());
const secretsDir = tempDir('bench-secrets');
await ensureSecrets(secretsDir);
const port = await freePort();
const tenantId = crypto.randomUUID();
/** Without a policy ingest takes nothing of a tenant; the portal writes it. */
const policy: PrivacyPolicy = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' };
await (await ensureKv(nc, KV_BUCKETS.tenantPolicies)).put(tenantId, JSON.stringify(policy));
const ingest = fork(join(import.meta.dirname, '../ingest/src/main.ts'), {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  env: {
    PATH: '/usr/bin:/bin',
    KINMU_NATS_URL: nats.url,
    KINMU_NATS_TOKEN: TEST_NATS_TOKEN,
    KINMU_SECRETS_DIR: secretsDir,
    KINMU_HTTP_PORT: String(port),
    KINMU_LOG_LEVEL: 'warn',
  },
});
await once(ingest, 'message');

const devices = Array.from({ length: SENDERS }, () => benchDevice(tenantId));
const seqs = new Map<BenchDevice, number>(devices.map((device) => [device, 1]));

/** Each sender has one request in flight, as a collector has. */
async function round(send: (device: BenchDevice, firstSeq: number) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  let batches = 0;
  await Promise.all(
    devices.map(async (device) => {
      while (performance.now() - startedAt < ROUND_MS) {
        const firstSeq = seqs.get(device) ?? 1;
        seqs.set(device, firstSeq + ITEMS);
        await send(device, firstSeq);
        batches += 1;
      }
    }),
  );
  return perSecond(batches, performance.now() - startedAt);
}

const publishRaw = async (device: BenchDevice, firstSeq: number): Promise<void> => {
  const bytes = Buffer.from(JSON.stringify(activityMessage(device, firstSeq, ITEMS)));
  const msgId = `${device.spoolId}.${firstSeq}`;
  await publishAcked(js, activitySubject(device.tenantId, device.deviceId), bytes, { msgId, timeoutMs: 10_000 });
};

const transport = createHttpTransport(`http://127.0.0.1:${port}`);
const signal = new AbortController().signal;
const tokens = new Map<BenchDevice, string>();
for (const device of devices) tokens.set(device, await openDevice(device));

async function openDevice({ deviceId, personId }: BenchDevice): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { certificatePrivateKey } = await loadPortalSecrets(secretsDir);
  const certificate = await new SignJWT({ tenantId, personId, publicKey: publicKey.export({ format: 'jwk' }).x })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(CERTIFICATE_ISSUER)
    .setAudience(CERTIFICATE_AUDIENCE)
    .setSubject(deviceId)
    .sign(certificatePrivateKey);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const opened = await openSession({ deviceId, certificate, privateKey: pem }, transport, systemClock, signal);
  if ('refused' in opened) throw new Error(`no session: HTTP ${opened.refused.status}`);
  return opened.session.token;
}

const sendHttp = async (device: BenchDevice, firstSeq: number): Promise<void> => {
  const items = stampedItems(firstSeq, ITEMS).map((item) => {
    if (item.kind !== 'inputMinute') return item;
    return { ...item, counts: Object.fromEntries(INPUT_COUNT_NAMES.map((name, at) => [name, item.counts[at]])) };
  });
  const { deviceId, spoolId, bootId } = device;
  const body = { v: 1, deviceId, spoolId, bootId, sentAt: Date.now(), items };
  const token = tokens.get(device) ?? '';
  const answer = await transport({ method: 'POST', path: '/v1/batches', token, body }, signal);
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${JSON.stringify(answer.json)}`);
  const refused = batchAnswerSchema.parse(answer.json).results.find((result) => result.status !== 'accepted');
  if (refused !== undefined) throw new Error(`not accepted: ${JSON.stringify(refused)}`);
};

const raw: number[] = [];
const http: number[] = [];
for (let index = 0; index < ROUNDS; index += 1) {
  raw.push(await round(publishRaw));
  // A quick machine fills the stream within a few rounds.
  await jsm.streams.purge(STREAMS.activity.name);
  http.push(await round(sendHttp));
  await jsm.streams.purge(STREAMS.activity.name);
}
ingest.kill();
await nc.close();
await nats.stop();

const [rawRate, httpRate] = [median(raw), median(http)];
writeReport({
  name: 'ingest',
  about: `Batches of ${ITEMS} input minutes, ${SENDERS} senders with one request in flight each; median of ${ROUNDS} rounds of ${ROUND_MS / 1000} s, taken in turns.`,
  columns: ['way', 'batches/s', 'items/s', 'ratio'],
  rows: [
    ['published straight to JetStream', rawRate, rawRate * ITEMS, '1.00'],
    ['through ingest over HTTP', httpRate, httpRate * ITEMS, ratio(httpRate, rawRate)],
  ],
  notes: [
    'The senders make JSON, compress and check every answer in one process of their own, on the same cores: the figure is the whole way, not the limit of ingest.',
  ],
});
process.exit(0);
