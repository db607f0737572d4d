import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '#platform/log.ts';
import { connectNats, ensureStream, jetstreamManager } from '#platform/nats.ts';
import { startTestNats, startTestPostgres, tempDir, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import type { KeptPart } from './part-metrics.ts';
import { serveMetrics } from './serve-metrics.ts';

test('the launcher tells of its parts, of the broker and of PostgreSQL; what is away has no sample, and the port stays', async (t) => {
  const [broker, postgres] = await Promise.all([startTestNats(), startTestPostgres()]);
  const down = { isDown: false };
  const parts: KeptPart[] = [
    { name: 'core', pid: () => (down.isDown ? undefined : process.pid), restarts: () => 3 },
    { name: 'ingest', pid: () => process.pid, restarts: () => 0 },
  ];
  const options = {
    ...{ parts, natsUrl: broker.url, natsToken: TEST_NATS_TOKEN, postgresUrl: postgres.url },
    ...{ dataDir: tempDir('metrics'), log: createLogger('test', 'silent') },
  };
  const metrics = await serveMetrics(options);
  t.after(() => Promise.all([metrics.stop(), broker.stop(), postgres.stop()]));
  const nc = await connectNats({ url: broker.url, token: TEST_NATS_TOKEN, name: 'test' });
  const limits = { maxBytes: 1_048_576, maxAgeMs: 0, duplicateWindowMs: 120_000 };
  await ensureStream(await jetstreamManager(nc), { name: 'FACTS', subjects: ['facts.>'], ...limits });
  await nc.close();
  const read = async (): Promise<string> => (await fetch(`${metrics.url}/metrics`)).text();
  const isReady = async (): Promise<number> => (await fetch(`${metrics.url}/readyz`)).status;

  const text = await read();
  for (const line of [
    /^kinmu_part_up\{part="core"\} 1$/m,
    /^kinmu_part_restarts\{part="core"\} 3$/m,
    /^kinmu_part_resident_bytes\{part="ingest"\} \d{7,}$/m,
    /^kinmu_broker_messages\{stream="FACTS"\} 0$/m,
    /^kinmu_broker_max_bytes\{stream="FACTS"\} 1048576$/m,
    /^kinmu_broker_consumers 0$/m,
    /^kinmu_postgres_connections 1$/m,
    /^kinmu_postgres_bytes \d{6,}$/m,
    /^kinmu_postgres_oldest_transaction_seconds \d/m,
    /^kinmu_postgres_transactions\{end="commit"\} \d+$/m,
  ])
    assert.match(text, line);
  assert.equal(await isReady(), 200);

  down.isDown = true;
  await Promise.all([broker.stop(), postgres.stop()]);
  const later = await waitFor(async () => {
    const again = await read();
    return /^kinmu_(broker|postgres)_\w+(\{.*\})? \d/m.test(again) ? undefined : again;
  });
  assert.match(later, /^kinmu_part_up\{part="core"\} 0$/m);
  assert.equal(await isReady(), 503);
  await metrics.stop();
  const next = await serveMetrics(options);
  assert.equal(next.url, metrics.url);
  await next.stop();
});
