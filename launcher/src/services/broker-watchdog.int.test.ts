import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendSignal } from '#platform/embedded/processes.ts';
import { createLogger } from '#platform/log.ts';
import { connectNats, jetstreamManager } from '#platform/nats.ts';
import { startTestNats, tempDir, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import { watchBroker } from './broker-watchdog.ts';

test('a broker that stores is left alone, one that lives and stores nothing is started again', async () => {
  const dir = tempDir('watchdog');
  const broker = await startTestNats({ dataDir: dir });
  let restarts = 0;
  const watchdog = watchBroker({
    ...{ url: broker.url, token: TEST_NATS_TOKEN, dir, log: createLogger('test', 'silent') },
    ...{ restart: () => (restarts += 1), everyMs: 20, answerMs: 250 },
  });
  const nc = await connectNats({ url: broker.url, token: TEST_NATS_TOKEN, name: 'test' });
  const jsm = await jetstreamManager(nc);
  const probes = async (): Promise<number> => (await jsm.streams.info('PROBE')).state.last_seq;
  await waitFor(async () => (await probes()) >= 10, { what: 'ten probes' });
  assert.equal((await jsm.streams.info('PROBE')).state.messages, 1, 'probes take no room');
  assert.equal(restarts, 0);
  await nc.close();

  // It lives and holds its port, and answers nothing: what a wedged one looks like from outside.
  sendSignal(broker.pid, 'SIGSTOP');
  try {
    await waitFor(() => restarts === 1, { what: 'a restart' });
  } finally {
    sendSignal(broker.pid, 'SIGCONT');
    await watchdog.stop();
    await broker.stop();
  }
});
