import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '#platform/jitter.ts';
import { LEASE_SECONDS } from '../export-jobs/queries.ts';
import { startRunner, untilClaimed, untilEnded } from './export-runners.ts';
import type { ExportStores } from './export-runners.ts';

export interface ExportKill {
  readonly afterMs: number;
  /** Where the job stood when its process was killed. */
  readonly state: 'running' | 'done';
}

/**
 * Kills (-9) the process of a job, each after a share (0 to 1) of what an undisturbed job takes. Nothing partial is ever under the name of a whole
 * file, the job is free again within its lease, and the next process makes the same bytes and leaves nothing else.
 */
export async function killDuringExport(stores: ExportStores, shares: readonly number[]): Promise<ExportKill[]> {
  let runner = startRunner(stores);
  const first = await stores.addJob();
  await untilEnded(stores, first);
  const whole = await fileOf(stores, first);
  const warm = await stores.addJob();
  runner.kick();
  await untilClaimed(stores, warm);
  const startedAt = performance.now();
  await untilEnded(stores, warm);
  const wholeMs = performance.now() - startedAt;
  assertSame(await fileOf(stores, warm), whole, 'made again');

  const kills: ExportKill[] = [];
  for (const share of shares) {
    const jobId = await stores.addJob();
    runner.kick();
    await untilClaimed(stores, jobId);
    await pause(share * wholeMs);
    await runner.kill();
    const row = await stores.job(jobId);
    assert.ok(row?.state === 'running' || row?.state === 'done', String(row?.state));
    kills.push({ afterMs: Math.round(share * wholeMs), state: row.state });
    await assertWholeFiles(stores, whole);
    assert.ok((await stores.endLease(jobId)) <= LEASE_SECONDS);
    runner = startRunner(stores);
    assert.equal((await untilEnded(stores, jobId)).state, 'done');
    assertSame(await fileOf(stores, jobId), whole, 'made by the next process');
  }
  await runner.stop();
  // A start forgets what the last kill left behind a finished job.
  await startAndStop(stores);
  assert.equal((await readdir(folderOf(stores))).length, 1);
  return kills;
}

async function startAndStop(stores: ExportStores): Promise<void> {
  const runner = startRunner(stores);
  await untilEnded(stores, await stores.addJob());
  await runner.stop();
}

const folderOf = (stores: ExportStores): string => join(stores.exportsDir, stores.house.tenantId);

async function fileOf(stores: ExportStores, jobId: string): Promise<Buffer> {
  const row = await stores.job(jobId);
  assert.ok(row?.state === 'done' && row.lease_id !== null, String(row?.state));
  const bytes = await readFile(join(folderOf(stores), row.lease_id));
  assert.equal(bytes.length, row.bytes);
  return bytes;
}

async function assertWholeFiles(stores: ExportStores, whole: Buffer): Promise<void> {
  for (const name of await readdir(folderOf(stores))) {
    if (!name.endsWith('.part')) assertSame(await readFile(join(folderOf(stores), name)), whole, name);
  }
}

/** Not deepEqual: to tell two files of megabytes apart in words it takes all the memory of the machine. */
function assertSame(bytes: Buffer, whole: Buffer, what: string): void {
  assert.ok(bytes.equals(whole), `${what}: ${bytes.length} bytes, not the ${whole.length} of the whole file`);
}
