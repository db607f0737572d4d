import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import {
  activitySubject,
  committedKey,
  CONSUMERS,
  daysSubject,
  DEAD_HEADERS,
  DAY_PARTITIONS,
  deadSubject,
  KV_BUCKETS,
  STREAMS,
} from '#domain/contract/messages.ts';
import { readOwnNotices } from '#domain/contract/notices.ts';
import { listLowDisks, listTenantDevices, readSystemStatus } from '#domain/contract/system-status.ts';
import type { DeviceRow, SystemStatus } from '#domain/contract/system-status.ts';
import { ensureConsumer, ensureKv, ensureStream, jetstream, publishAcked } from '#platform/nats.ts';
import { startTestNats, tempDir } from '#platform/testkit/index.ts';
import { noteOperationRun } from '#sql/operation-runs.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let administrator: Client;
const MIB = 1024 * 1024;

/** What the processor makes at its start. */
async function makeTopology(): Promise<void> {
  const { jsm } = portal;
  for (const stream of [STREAMS.activity, STREAMS.days, STREAMS.deadLetters])
    await ensureStream(jsm, { ...stream, maxBytes: 16 * MIB, maxAgeMs: 0, duplicateWindowMs: 120_000 });
  const consumers: [string, string, string][] = [
    [STREAMS.activity.name, CONSUMERS.activity, 'activity.v1.>'],
    [STREAMS.facts.name, CONSUMERS.facts, '>'],
    ...Array.from({ length: DAY_PARTITIONS }, (_, at): [string, string, string] => [
      STREAMS.days.name,
      CONSUMERS.days(at),
      daysSubject(at),
    ]),
  ];
  for (const [stream, durable, filterSubject] of consumers)
    await ensureConsumer(jsm, stream, { durable, filterSubject, ackWaitMs: 10_000, maxAckPending: 10 });
}

before(async () => {
  portal = await startTestPortal({
    nowMs: Date.now,
    // The kernel's view of its processes is a file system without space.
    portal: {
      watchedFolders: [
        { folder: 'clickhouse', dir: tempDir('watched') },
        { folder: 'exports', dir: '/proc' },
      ],
    },
  });
  await makeTopology();
  administrator = await portal.signedIn('administrator');
});
after(() => portal.stop());

const status = async (): Promise<SystemStatus> => (await administrator.call(readSystemStatus)).json;

const deadLetter = (tenantId: string, reason: string): Promise<unknown> =>
  publishAcked(jetstream(portal.nc), deadSubject(activitySubject(tenantId, randomUUID())), Buffer.from('{}'), {
    msgId: randomUUID(),
    timeoutMs: 5_000,
    headers: { [DEAD_HEADERS.reason]: reason },
  });

/** A PC of the employee: enrolled, perhaps heard, perhaps with what its agent said of itself. */
async function addDevice(
  name: string,
  more: { tenantId?: string; isHeard?: boolean; isRevoked?: boolean; changes?: [string, string][] } = {},
): Promise<string> {
  const tenantId = more.tenantId ?? portal.house.tenantId;
  const house = tenantId === portal.house.tenantId ? portal.house : portal.otherHouse;
  const [deviceId, personId] = [randomUUID(), house.people.employee];
  const row = { tenant_id: tenantId, device_id: deviceId, person_id: personId, name, public_key: 'k' };
  await portal.records
    .insertInto('devices')
    .values({ ...row, revoked_at: more.isRevoked === true ? new Date() : null })
    .execute();
  if (more.isHeard === true)
    await (await ensureKv(portal.nc, KV_BUCKETS.committedRanges)).put(committedKey(deviceId, randomUUID()), '{}');
  const columns = ['tenant_id', 'person_id', 'device_id', 'changed_at', 'change', 'extra', 'offset_minutes'];
  const startedAt = Date.now() - 60_000;
  const values = (more.changes ?? []).map(([change, extra], at) => [
    ...[tenantId, personId, deviceId, new Date(startedAt + at * 1000).toISOString(), change, extra, 0],
  ]);
  await portal.analytics.insertRows('raw_session_changes_v1', columns, values);
  return deviceId;
}

test('nothing wrong: everything answers, nothing waits, no run is known yet', async () => {
  const answer = await status();
  assert.deepEqual(
    answer.parts.map((each) => [each.part, each.isUp]),
    [
      ['records', true],
      ['analytics', true],
      ['broker', true],
    ],
  );
  assert.deepEqual(answer.waiting?.activity, { count: 0, oldestAt: null });
  assert.deepEqual([answer.deadLetters, answer.mails?.waiting], [[], 0]);
  assert.deepEqual([answer.lastBackup, answer.lastRestore, answer.areRunsKnown], [null, null, true]);
  assert.equal(answer.disks[0]?.folder, 'clickhouse');
  assert.match(answer.version, /^\d+\.\d+\.\d+/);
});

test('a disk that is almost full is named to administrators, and to nobody else', async () => {
  const { disks } = (await administrator.call(listLowDisks)).json as Pick<SystemStatus, 'disks'>;
  assert.deepEqual(
    disks.map(({ folder, isLow }) => [folder, isLow]),
    [['exports', true]],
  );
  const employee = await portal.signedIn('employee');
  assert.equal((await employee.call(listLowDisks)).status, 404);
});

test('what waits is counted with the age of the oldest; dead letters by reason, of the own tenant only', async () => {
  const beforeMs = Date.now();
  const subject = activitySubject(portal.otherHouse.tenantId, randomUUID());
  for (const text of ['1', '2'])
    await publishAcked(jetstream(portal.nc), subject, Buffer.from(text), { msgId: randomUUID(), timeoutMs: 5_000 });
  await deadLetter(portal.house.tenantId, 'unparsable');
  await deadLetter(portal.house.tenantId, 'unparsable');
  await deadLetter(portal.house.tenantId, 'out_of_range');
  await deadLetter(portal.otherHouse.tenantId, 'unknown_kind');
  const { waiting, deadLetters } = await status();
  assert.equal(waiting?.activity.count, 2);
  assert.ok(Math.abs((waiting?.activity.oldestAt ?? 0) - beforeMs) < 5_000);
  assert.deepEqual(deadLetters, [
    { reason: 'unparsable', count: 2 },
    { reason: 'out_of_range', count: 1 },
  ]);
});

test('PCs: the own tenant, by silence; versions and lost sensors; searched, filtered and counted', async () => {
  await addDevice('PC-OK', { isHeard: true, changes: [['agentStart', '{"agentVersion":"1.2.3"}']] });
  await addDevice('PC-BLIND', {
    isHeard: true,
    changes: [
      ['agentStart', ''],
      ['sensorLost', ''],
    ],
  });
  await addDevice('PC-NEVER');
  await addDevice('PC-GONE', { isRevoked: true });
  await addDevice('PC-OTHER', { tenantId: portal.otherHouse.tenantId, isHeard: true });
  const list = async (
    query: Record<string, string>,
  ): Promise<{ total: number; devices: DeviceRow[]; counts: object }> =>
    (await administrator.call(listTenantDevices, { query })).json;
  const all = await list({ sort: 'deviceName' });
  assert.deepEqual(
    all.devices.map((row) => [row.deviceName, row.state, row.version, row.lastReceivedAt !== null]),
    [
      ['PC-BLIND', 'sensorLost', null, true],
      ['PC-GONE', 'revoked', null, false],
      ['PC-NEVER', 'never', null, false],
      ['PC-OK', 'ok', '1.2.3', true],
    ],
  );
  assert.deepEqual(all.counts, { sensorLost: 1, silent: 0, never: 1, ok: 1, revoked: 1 });
  assert.deepEqual(
    (await list({ state: 'never' })).devices.map((row) => row.deviceName),
    ['PC-NEVER'],
  );
  const found = await list({ search: 'ｐｃ-o EMPLOYEE' });
  assert.deepEqual([found.total, found.devices[0]?.deviceName], [1, 'PC-OK']);
  const page = await list({ sort: 'deviceName', order: 'desc', offset: '1', limit: '2' });
  assert.deepEqual([page.total, ...page.devices.map((row) => row.deviceName)], [4, 'PC-NEVER', 'PC-GONE']);
});

test('backup, reconciliation and restore are told; everybody hears which time is missing', async () => {
  const now = Date.now();
  const at = (minutesAgo: number): string => new Date(now - minutesAgo * 60_000).toISOString();
  const note = (kind: 'backup' | 'restore' | 'reconcile', start: number, figures: Record<string, number | string>) =>
    noteOperationRun(portal.analytics, { kind, startedAt: at(start), finishedAt: at(start - 1), figures });
  await note('backup', 600, { bytes: 10 });
  await note('backup', 300, { bytes: 42 });
  await note('reconcile', 200, { differences: 3 });
  const employee = await portal.signedIn('employee');
  assert.equal(((await employee.call(readOwnNotices)).json as { lostTime: unknown }).lostTime, null);
  await note('restore', 100, { recordsAt: at(100) });
  const { lastBackup, lastReconcile, lastRestore } = await status();
  assert.deepEqual([lastBackup?.bytes, lastReconcile?.differences], [42, 3]);
  const { lostTime } = (await employee.call(readOwnNotices)).json as { lostTime: { from: number; to: number } };
  assert.deepEqual(lostTime, { from: lastRestore?.recordsAt, to: lastRestore?.at, zone: 'Asia/Tokyo' });
  assert.equal(lostTime.to - lostTime.from, 60_000);
});

test('looking is in the audit; with the broker down the page says so and still shows the rest', async () => {
  const { rows } = { rows: await portal.records.selectFrom('audit_entries').select('action').execute() };
  const actions = new Set(rows.map((row) => row.action));
  assert.ok(actions.has('system-status.viewed') && actions.has('devices.viewed'));
  await portal.broker.stop();
  const answer = await status();
  assert.equal(answer.parts.find((each) => each.part === 'broker')?.isUp, false);
  assert.deepEqual([answer.waiting, answer.deadLetters], [null, null]);
  assert.equal(answer.lastBackup?.bytes, 42);
  portal.broker = await startTestNats({ dataDir: portal.brokerDir, port: Number(new URL(portal.broker.url).port) });
});
