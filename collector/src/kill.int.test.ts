import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { enrolDevice } from './enrol/enrol-device.ts';
import { writeIdentity } from './identity/identity-file.ts';
import { outboxPath } from './outbox/open-outbox-file.ts';
import { seededRandom } from './simulated/seeded-random.ts';
import { FakeIngest } from './testkit/fake-ingest.ts';
import { until } from './testkit/poll.ts';
import { temporaryFolder } from './testkit/temporary-folder.ts';

const KILLS = 20;
const SEED = 20_261_122;
const AGENT = fileURLToPath(new URL('./testkit/agent-process.ts', import.meta.url));

/** Every fact that is on disk, by seq. */
function readRecorded(path: string): Map<number, string> {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
  try {
    return new Map(
      db
        .prepare('SELECT seq, body FROM items')
        .all()
        .map((row) => [Number(row['seq']), String(row['body'])]),
    );
  } finally {
    db.close();
  }
}

test(`kill -9 at ${KILLS} random moments loses no recorded fact and delivers none twice (seed ${SEED})`, async (t) => {
  const ingest = new FakeIngest();
  await ingest.start();
  t.after(() => ingest.stop());
  ingest.codes.set('a-fresh-code', 'fresh');
  const dir = temporaryFolder(t);
  const identity = await enrolDevice({ portalUrl: ingest.url, code: 'a-fresh-code', deviceName: 'PC' });
  writeIdentity(dir, identity);
  const originAt = Date.now();
  ingest.wallAt = () => originAt + (Date.now() - originAt) * 600;
  const random = seededRandom(SEED);
  const path = outboxPath(dir, identity.deviceId);
  const start = () =>
    fork(AGENT, [dir, String(originAt)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const recorded = new Map<number, string>();

  for (let n = 0; n < KILLS; n += 1) {
    // Some answers are lost as well, so that the kill meets every state of an item.
    if (random() < 0.5) ingest.faults.push({ kind: 'responseLost' });
    const agent = start();
    await once(agent, 'message');
    await new Promise((resolve) => setTimeout(resolve, random() * 700));
    agent.kill('SIGKILL');
    await once(agent, 'exit');
    for (const [seq, body] of readRecorded(path)) {
      assert.equal(recorded.get(seq) ?? body, body, 'a recorded fact changed');
      recorded.set(seq, body);
    }
  }
  const last = start();
  await once(last, 'message');
  const received = () => ingest.batches.flatMap(({ request }) => request.items as { seq: number }[]);
  await until('all recorded seqs arrived', () => {
    const arrived = new Set(received().map(({ seq }) => seq));
    return [...recorded.keys()].every((seq) => arrived.has(seq));
  });
  writeFileSync(join(dir, 'stop'), '');
  await once(last, 'exit');

  assert.deepEqual(ingest.conflicts, []);
  const seqs = new Set(received().map(({ seq }) => seq));
  assert.equal(ingest.facts.size, seqs.size, 'two facts fell onto one identity');
  assert.ok(received().length > seqs.size, 'nothing was sent twice: the test does not bite');
  assert.ok(seqs.size >= recorded.size && recorded.size > KILLS, `${recorded.size} recorded`);
});
