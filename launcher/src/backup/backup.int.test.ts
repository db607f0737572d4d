import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import { z } from 'zod';
import { systemClock } from '#collector/clock.ts';
import { enrolDevice } from '#collector/enrol/enrol-device.ts';
import { Outbox } from '#collector/outbox/outbox.ts';
import { Sender } from '#collector/sender/sender.ts';
import { createHttpTransport } from '#collector/sender/transport.ts';
import { createEnrolmentCode } from '#domain/contract/devices.ts';
import { activitySubject, STREAMS } from '#domain/contract/messages.ts';
import { readDay } from '#domain/contract/months.ts';
import { recordOperation } from '#domain/contract/operations.ts';
import { signIn } from '#domain/contract/session.ts';
import { INPUT_COUNT_NAMES } from '#domain/contract/wire.ts';
import { createAnalytics, defineQuery } from '#platform/clickhouse.ts';
import { freePort } from '#platform/embedded/ports.ts';
import { createRecords } from '#platform/postgres.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { tempDir, waitFor } from '#platform/testkit/index.ts';
import { readLastOperationRuns } from '#sql/operation-runs.ts';
import type { Tables } from '#reporting/records/schema.ts';
import { Client } from '#reporting/testkit/client.ts';
import { buildHouse, PASSWORD } from '#reporting/testkit/house.ts';
import type { House } from '#reporting/testkit/house.ts';
import { restoreBackup } from '../restore/restore-backup.ts';
import { startProduct } from '../start-product.ts';
import type { Product } from '../start-product.ts';
import { createBackup } from './create-backup.ts';
import { keepNewest } from './kept-backups.ts';
import { BackupProblem } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { findRunningProduct } from './running-product.ts';
import { verifyBackup } from './verify-backup.ts';

const projectDir = join(import.meta.dirname, '../../..');
const MINUTES = 60;
/** Three days ago, 09:00 in Tokyo: well inside the 14 days that a collector keeps. */
const DAY = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
const NINE = Date.parse(`${DAY}T09:00:00+09:00`) / 60_000;

interface Running extends Product {
  postgresUrl: string;
  stop(): Promise<void>;
}

/** The real product, with its servers and services as processes, in this data folder. */
async function start(dataDir: string, ports: { port: number; ingestPort: number }): Promise<Running> {
  const stops: (() => Promise<void> | void)[] = [];
  const context = { projectDir, say: () => undefined, stops, signal: new AbortController().signal };
  const product = await startProduct({ ...ports, dataDir, empty: true }, context);
  const { nc, postgresUrl } = await findRunningProduct(dataDir);
  await nc.close();
  const stop = async (): Promise<void> => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  return { ...product, postgresUrl, stop };
}

const runTool = (file: string, dataDir: string): Promise<string> =>
  new Promise((resolve) => {
    const args = [join(projectDir, file), '--data', dataDir];
    execFile(process.execPath, args, { env: {} }, (_error, out, errors) => resolve(out + errors));
  });

const countMinutes = defineQuery({
  name: 'test/count-minutes',
  sql: 'SELECT count() AS rows, uniqExact(device_id, minute, part) AS facts FROM raw_input_minutes_v1 FINAL',
  params: z.object({}),
  row: z.object({ rows: z.number(), facts: z.number() }),
});

/** The restore of yesterday's backup (F24), with the collector's own outbox and sender on the other side. */
describe("yesterday's backup", { timeout: 180_000 }, () => {
  const home = tempDir('backup');
  const [lostDir, restoredDir, backups] = [join(home, 'lost'), join(home, 'restored'), join(home, 'backups')];
  let ports: { port: number; ingestPort: number };
  let product: Running;
  let house: House;
  let employee: Client;
  let outbox: Outbox;
  let sender: Sender;
  let backupDir: string;
  let manifest: Manifest;

  const record = (from: number): void => {
    const counts = Object.fromEntries(INPUT_COUNT_NAMES.map((name) => [name, 1])) as Record<
      (typeof INPUT_COUNT_NAMES)[number],
      number
    >;
    outbox.record(
      Array.from({ length: MINUTES }, (_, index) => ({
        kind: 'inputMinute' as const,
        minute: NINE + from + index,
        counts,
      })),
    );
    sender.wake();
  };
  const committed = (count: number): Promise<unknown> =>
    waitFor(() => outbox.counts().committed === count, { deadlineMs: 30_000, what: `${count} minutes in the store` });
  const press = async (kind: 'start' | 'end'): Promise<void> => {
    const answer = await employee.call(recordOperation, { body: { operationId: randomUUID(), kind } });
    assert.equal(answer.status, 200, answer.text);
  };
  const signInEmployee = async (): Promise<Client> => {
    const client = new Client(() => product.portalUrl);
    const body = { tenant: house.code, loginId: 'employee', password: PASSWORD };
    assert.equal((await client.call(signIn, { body })).status, 200);
    return client;
  };

  before(async () => {
    ports = { port: await freePort(), ingestPort: await freePort() };
    product = await start(lostDir, ports);
    const { passwordPepper } = await loadPortalSecrets(product.layout.secrets);
    const records = createRecords<Tables>(product.postgresUrl);
    house = await buildHouse(records, 'house', passwordPepper);
    await records.destroy();
    employee = await signInEmployee();
    const { code } = (await employee.call(createEnrolmentCode)).json as { code: string };
    const identity = await enrolDevice({ portalUrl: product.portalUrl, code, deviceName: 'PC' });
    outbox = new Outbox({
      path: join(home, 'outbox.db'),
      retainCommittedDays: 14,
      maxBytes: 50_000_000,
      wallAt: Date.now(),
    });
    sender = new Sender({
      ...{ identity, outbox, clock: systemClock, bootId: randomUUID(), log: pino({ level: 'silent' }) },
      ...{ transport: createHttpTransport(identity.ingestUrl), spreadMs: 10, committedPollMs: 100, backoffMaxMs: 500 },
    });
    sender.start();
  });
  after(async () => {
    await sender?.stop(0);
    outbox?.close();
    await product?.stop();
  });

  test('is made while the product runs, and says what it holds', async () => {
    record(0);
    await press('start');
    await committed(MINUTES);
    const { nc, jsm } = await findRunningProduct(lostDir);
    nc.publish(activitySubject(house.tenantId, randomUUID()), 'no json');
    await waitFor(async () => (await jsm.streams.info(STREAMS.deadLetters.name)).state.messages === 1);
    await nc.close();

    ({ dir: backupDir, manifest } = await createBackup({
      projectDir,
      dataDir: lostDir,
      toDir: backups,
      say: () => undefined,
    }));
    const rows = (store: 'records' | 'analytics', name: string): number | undefined =>
      manifest[store].tables.find((table) => table.name === name)?.rows;
    assert.equal(rows('analytics', 'raw_input_minutes_v1'), MINUTES);
    assert.equal(rows('records', 'operations'), 1);
    assert.equal(manifest.deadLetters.count, 1);
    assert.deepEqual(await verifyBackup(backupDir), manifest);
  });

  test('a changed byte, a missing and a foreign file are named; others are not overwritten', async () => {
    const [file = ''] = manifest.records.tables.map((table) => table.file);
    for (const [spoil, problem] of [
      [(dir: string) => writeFile(join(dir, file), 'x', { flag: 'a' }), /records\/\S+ differs/],
      [(dir: string) => rm(join(dir, file)), /records\/\S+ is missing/],
      [(dir: string) => writeFile(join(dir, 'secrets', 'foreign'), ''), /holds secrets\/foreign/],
      [(dir: string) => rm(join(dir, 'manifest.json')), /no finished backup/],
      [(dir: string) => writeFile(join(dir, 'manifest.json'), ' ', { flag: 'a' }), /manifest\.json differs/],
    ] as const) {
      const copy = join(tempDir('spoilt'), 'backup');
      await cp(backupDir, copy, { recursive: true });
      await spoil(copy);
      await assert.rejects(
        verifyBackup(copy),
        (error) => error instanceof BackupProblem && problem.test(error.message),
      );
    }
    const restore = { backupDir, dataDir: lostDir, say: () => undefined };
    await assert.rejects(restoreBackup(restore), /is not empty/);
    assert.deepEqual(await keepNewest(backups, 1), []);
  });

  test('is restored: the keys, the dead letters and what was pressed before it are there, what was pressed after it is not', async () => {
    record(MINUTES);
    await committed(2 * MINUTES);
    await press('end');
    await product.stop();
    await rm(lostDir, { recursive: true });

    await restoreBackup({ backupDir, dataDir: restoredDir, say: () => undefined });
    product = await start(restoredDir, ports);
    assert.equal(product.firstAdmin, undefined);
    assert.equal(
      (await employee.call(readDay, { params: { personId: house.people.employee, workDate: DAY } })).status,
      401,
    );
    employee = await signInEmployee();
    const { nc, jsm } = await findRunningProduct(restoredDir);
    assert.equal((await jsm.streams.info(STREAMS.deadLetters.name)).state.messages, 1);
    await nc.close();
    const records = createRecords<Tables>(product.postgresUrl);
    const operations = await records.selectFrom('operations').select('kind').execute();
    await records.destroy();
    assert.deepEqual(operations, [{ kind: 'start' }]);
    // The numbers of presses go on where they were.
    await press('end');
    const chain = await runTool('reporting/src/audit/verify/main.ts', restoredDir);
    assert.match(chain, new RegExp(`^ok {2}tenant ${house.tenantId}: `, 'm'));
  });

  test('the collector sees a new store and fills the hole by itself: every fact once, no day differs from its facts', async () => {
    record(2 * MINUTES);
    await committed(3 * MINUTES);
    const params = { personId: house.people.employee, workDate: DAY };
    await waitFor(async () => {
      const { day } = (await employee.call(readDay, { params })).json as { day: { pcActiveMinutes: number } | null };
      return day?.pcActiveMinutes === 3 * MINUTES;
    });
    const reconciled = await runTool('processor/src/reconcile/main.ts', restoredDir);
    assert.match(reconciled, / 0 repaired, 0 differences/);
    await product.stop();
    const analytics = await createAnalytics({ kind: 'embedded', path: product.layout.clickhouse });
    const counted = await analytics.query(countMinutes, {});
    const runs = await readLastOperationRuns(analytics);
    await analytics.close();
    assert.equal(runs.restore?.figures.recordsAt, manifest.recordsAt);
    assert.equal(runs.reconcile?.figures.differences, 0);
    assert.deepEqual(counted, [{ rows: 3 * MINUTES, facts: 3 * MINUTES }]);
  });
});
