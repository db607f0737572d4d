import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { recordOperation } from '#domain/contract/operations.ts';
import { readMe, signIn } from '#domain/contract/session.ts';
import { jetstream } from '#platform/nats.ts';
import { ensureSecrets, loadSecrets } from '#platform/secrets.ts';
import { freePort } from '#platform/embedded/ports.ts';
import { startTestNats, tempDir, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import { writeOutbox } from '#sql/outbox.ts';
import { Client } from '../testkit/client.ts';
import { rosterFactsOf, workFactsOf } from '../testkit/facts.ts';
import { PASSWORD, buildHouse } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { createRelay } from './relay.ts';

let portal: TestPortal;
const secretsDir = tempDir('secrets');
before(async () => {
  portal = await startTestPortal();
  await ensureSecrets(secretsDir);
});
after(() => portal.stop());

const waiting = async (): Promise<number> =>
  (await portal.records.selectFrom('outbox').select('outbox_id').where('published_at', 'is', null).execute()).length;

test('the roster of a new house reaches the broker: one whole fact a person, none for admin', async () => {
  await waitFor(async () => (await waiting()) === 0);
  const facts = await rosterFactsOf(portal.jsm, portal.house.tenantId);
  assert.deepEqual(facts.map((fact) => fact.personId).sort(), Object.values(portal.house.people).sort());
  assert.ok(facts.every((fact) => fact.version === 1 && fact.zone === 'Asia/Tokyo' && fact.assignments.length === 1));
});

test('two relays share the work: everything is published once', async () => {
  const { tenantId } = portal.house;
  const second = createRelay({
    records: portal.records,
    postgresUrl: portal.postgresUrl,
    jetStream: jetstream(portal.nc),
    log: portal.deps.log,
    faultPoint: () => undefined,
  });
  second.start();
  const before = (await portal.jsm.streams.info('FACTS')).state.messages;
  const facts = Array.from({ length: 500 }, (_, index) => ({
    tenantId,
    subject: `work.v1.${tenantId}.test`,
    messageId: `test.${index}`,
    payload: { index },
  }));
  await Promise.all(
    [0, 1, 2, 3, 4].map((part) => writeOutbox(portal.records, facts.slice(part * 100, part * 100 + 100))),
  );
  await waitFor(async () => (await waiting()) === 0);
  assert.equal((await portal.jsm.streams.info('FACTS')).state.messages - before, 500);
  await second.stop();
});

test('a broker that is down delays facts and loses none', async () => {
  const { records, broker, house } = portal;
  const browser = await portal.signedIn('employee');
  await broker.stop();
  const answer = await browser.call(recordOperation, { body: { operationId: randomUUID(), kind: 'start' } });
  assert.equal(answer.status, 200, 'pressing does not need the broker');
  assert.equal(await waiting(), 1);
  const again = await startTestNats({ dataDir: portal.brokerDir, port: Number(new URL(broker.url).port) });
  portal.broker = again;
  await waitFor(async () => (await waiting()) === 0, { deadlineMs: 20_000 });
  const facts = await workFactsOf(portal.jsm, house.tenantId, house.people.employee);
  assert.equal(facts.at(-1)?.operations.at(-1)?.kind, 'start');
  assert.ok(
    (await records.selectFrom('outbox').select('published_at').execute()).every((row) => row.published_at !== null),
  );
});

for (const place of ['outbox.before-publish', 'outbox.before-mark'] as const) {
  test(`killed at ${place}: the committed press is published exactly once by the next one`, async () => {
    await portal.reporting.stop();
    const secrets = await loadSecrets(secretsDir);
    const house = await buildHouse(portal.records, place, secrets.passwordPepper);
    await portal.records.updateTable('outbox').set({ published_at: new Date() }).execute();
    const port = await freePort();
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts')], {
      stdio: 'ignore',
      env: {
        ...{ FAULT_AT: place, KINMU_HTTP_PORT: String(port), KINMU_LOG_LEVEL: 'silent' },
        ...{
          KINMU_NATS_URL: portal.broker.url,
          KINMU_NATS_TOKEN: TEST_NATS_TOKEN,
          KINMU_POSTGRES_URL: portal.postgresUrl,
        },
        ...{
          KINMU_CHDB_PATH: tempDir('child-chdb'),
          KINMU_SECRETS_DIR: secretsDir,
          KINMU_INGEST_PUBLIC_URL: 'http://127.0.0.1:1',
        },
      },
    });
    const killed = once(child, 'exit');
    const browser = new Client(() => `http://127.0.0.1:${port}`);
    await waitFor(async () => (await browser.call(readMe)).status === 401, {
      deadlineMs: 20_000,
      what: 'the child serves',
    });
    const signedIn = await browser.call(signIn, { body: { tenant: place, loginId: 'employee', password: PASSWORD } });
    assert.equal(signedIn.status, 200, signedIn.text);
    // The answer may or may not arrive before the kill; the commit came first.
    await browser.call(recordOperation, { body: { operationId: randomUUID(), kind: 'start' } }).catch(() => undefined);
    assert.deepEqual(await killed, [null, 'SIGKILL']);
    assert.equal(await waiting(), 1);

    const next = createRelay({
      records: portal.records,
      postgresUrl: portal.postgresUrl,
      jetStream: jetstream(portal.nc),
      log: portal.deps.log,
      faultPoint: () => undefined,
    });
    next.start();
    await waitFor(async () => (await waiting()) === 0);
    const facts = await workFactsOf(portal.jsm, house.tenantId, house.people.employee);
    assert.deepEqual(
      facts.map((day) => day.version),
      [1],
    );
    await next.stop();
  });
}
