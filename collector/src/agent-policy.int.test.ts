import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { enrolDevice } from './enrol/enrol-device.ts';
import { outboxPath } from './outbox/open-outbox-file.ts';
import { createSimulatedAgent } from './simulated/simulated-agent.ts';
import { OFFICE_WINDOWS } from './simulated/office-windows.ts';
import { FakeIngest } from './testkit/fake-ingest.ts';
import { until } from './testkit/poll.ts';
import { scaledClock } from './testkit/scaled-clock.ts';
import { temporaryFolder } from './testkit/temporary-folder.ts';

test('an agent that is told the policy sends no title from its first batch on and keeps none on its disk', async (t) => {
  const ingest = new FakeIngest();
  await ingest.start();
  t.after(() => ingest.stop());
  ingest.codes.set('code-of-a-test', 'fresh');
  ingest.policy = { pcCounts: false, applicationNames: true, windowTitles: false, urls: 'host' };
  const identity = await enrolDevice({ portalUrl: ingest.url, code: 'code-of-a-test', deviceName: 'PC' });
  const dir = temporaryFolder(t);
  const clock = scaledClock(600);
  ingest.wallAt = clock.wallAt;
  const sender = { spreadMs: 0, backoffMaxMs: 50, committedPollMs: 50 };
  const agent = createSimulatedAgent({ identity, dir, seed: 1, clock, tickMs: 10, sender });
  t.after(() => agent.stop());
  await agent.start();
  const slices = () => [...ingest.facts.values()].filter((fact) => fact.kind === 'windowSlice');
  await until('windows of several minutes arrived', () => new Set(slices().map(({ minute }) => minute)).size >= 5);
  await agent.stop();

  const db = new DatabaseSync(outboxPath(dir, identity.deviceId), { readOnly: true });
  const onDisk = db
    .prepare('SELECT body FROM items')
    .all()
    .map((row) => String(row['body']));
  db.close();
  const sent = JSON.stringify(ingest.batches);
  assert.ok(onDisk.length > 0 && slices().some(({ process }) => process !== ''));
  for (const { title } of OFFICE_WINDOWS) assert.ok(!sent.includes(title) && !onDisk.join().includes(title), title);
  assert.ok(!sent.includes('/stock/list') && !sent.includes('inputMinute'));
});
