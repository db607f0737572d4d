import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { waitFor } from '#platform/testkit/index.ts';
import { openExportStores, startRunner, untilClaimed, untilEnded } from '../testkit/export-runners.ts';
import type { ExportStores } from '../testkit/export-runners.ts';
import { killDuringExport } from '../testkit/kill-export.ts';
import { momentsOf } from '../testkit/kill-during-apply.ts';

const KILLS = 10;
const SEED = 20261122;

let stores: ExportStores;
before(async () => {
  stores = await openExportStores();
});
after(() => stores.stop());
beforeEach(() => stores.records.deleteFrom('export_jobs').execute());

const filesThere = (): Promise<string[]> => readdir(join(stores.exportsDir, stores.house.tenantId));
const cancel = (jobId: string) =>
  stores.records
    .updateTable('export_jobs')
    .set({ state: 'cancelled', lease_id: null })
    .where('job_id', '=', jobId)
    .execute();

test('killed at any moment of a job, no partial file is offered, and the next process makes the same bytes', async (context) => {
  const kills = await killDuringExport(stores, momentsOf(KILLS, SEED));
  context.diagnostic(kills.map(({ afterMs, state }) => `${afterMs} ms: ${state}`).join(', '));
  assert.equal(kills.length, KILLS);
});

test('of several instances one makes the job, and each file once', async () => {
  const runners = [startRunner(stores), startRunner(stores), startRunner(stores)];
  try {
    const jobId = await stores.addJob();
    const done = await untilEnded(stores, jobId);
    assert.deepEqual([done.state, done.attempts], ['done', 1]);
    assert.deepEqual(await waitFor(async () => ((await filesThere()).length === 1 ? filesThere() : undefined)), [
      done.lease_id,
    ]);
  } finally {
    for (const runner of runners) await runner.stop();
  }
});

test('an attempt that lost its lease and comes late does not touch the file of the one that took over', async () => {
  const runners = [startRunner(stores)];
  try {
    const jobId = await stores.addJob();
    await untilClaimed(stores, jobId);
    const late = (await stores.job(jobId))?.lease_id;
    await stores.endLease(jobId);
    runners.push(startRunner(stores));
    const done = await untilEnded(stores, jobId);
    assert.equal(done.state, 'done');
    await waitFor(async () => (await filesThere()).length === 1);
    const handle = await stores.exportFolder.open(stores.house.tenantId, done.lease_id ?? '');
    assert.equal((await handle?.stat())?.size, done.bytes);
    await handle?.close();
    assert.ok(typeof late === 'string');
  } finally {
    for (const runner of runners) await runner.stop();
  }
});

test('a job cancelled in its middle leaves nothing, and its progress was told', async () => {
  const runner = startRunner(stores);
  try {
    const jobId = await stores.addJob();
    await waitFor(async () => (await filesThere()).some((name) => name.endsWith('.part')), {
      deadlineMs: 60_000,
      intervalMs: 3,
    });
    await cancel(jobId);
    await waitFor(async () => (await filesThere()).length === 0, { deadlineMs: 30_000 });
    assert.equal((await stores.job(jobId))?.state, 'cancelled');
    const next = await stores.addJob('kinmu');
    const done = await untilEnded(stores, next);
    assert.deepEqual([done.state, done.total_units, done.done_units], ['done', 31, 31]);
  } finally {
    await runner.stop();
  }
});

test('a portal that stops gives its job back at once, without counting an attempt', async () => {
  const first = startRunner(stores);
  const jobId = await stores.addJob();
  await untilClaimed(stores, jobId);
  await first.stop();
  const row = await stores.job(jobId);
  assert.ok(row !== undefined && row.state !== 'running', String(row?.state));
  if (row.state === 'waiting') assert.deepEqual([row.attempts, row.lease_id], [0, null]);
  const second = startRunner(stores);
  try {
    assert.equal((await untilEnded(stores, jobId)).state, 'done');
  } finally {
    await second.stop();
  }
});

test('a job that ended its process five times is given up, with its reason, and frees the tenant', async () => {
  const jobId = await stores.addJob();
  await stores.records
    .updateTable('export_jobs')
    .set({ state: 'running', attempts: 5, lease_id: randomUUID(), lease_until: new Date(0) })
    .where('job_id', '=', jobId)
    .execute();
  const runner = startRunner(stores);
  try {
    const given = await untilEnded(stores, jobId);
    assert.deepEqual([given.state, given.failure], ['failed', 'given_up']);
    assert.equal((await untilEnded(stores, await stores.addJob('kinmu'))).state, 'done');
  } finally {
    await runner.stop();
  }
});
