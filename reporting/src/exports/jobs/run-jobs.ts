import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pause } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { FaultPoint } from '../../fault-point.ts';
import { exportFileName } from '../files/file-names.ts';
import type { PlanDeps } from '../files/export-file.ts';
import type { WriterReport } from '../writer/protocol.ts';
import type { ExportFolder } from './export-folder.ts';
import { ExportStopped, makeFile } from './make-file.ts';
import type { Progress } from './make-file.ts';
import { traceOf } from './manage-jobs.ts';
import { claimJob, giveBackJob, giveUpJobs, LEASE_SECONDS, renewLease } from './queries.ts';
import type { JobRow } from './queries.ts';

export interface RunnerDeps extends PlanDeps {
  readonly exportFolder: ExportFolder;
  readonly faultPoint: FaultPoint;
  readonly log: Logger;
}

export interface ExportRunner {
  start(): void;
  /** Looks for a job now. */
  kick(): void;
  stop(): Promise<void>;
}

const POLL_MS = 2_000;
const RENEW_MS = 1_000;

/** Makes the files of jobs, one at a time in this process. A job of a process that died is found by its lease and begun again. */
export function createExportRunner(deps: RunnerDeps): ExportRunner {
  const stopping = new AbortController();
  let wake = new AbortController();
  let finished: Promise<void> = Promise.resolve();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      try {
        if (await runNext(deps, stopping.signal)) continue;
      } catch (err) {
        deps.log.warn({ err }, 'no export could be taken up; it is tried again');
      }
      await pause(POLL_MS, AbortSignal.any([stopping.signal, wake.signal]));
    }
  };
  return {
    start: () => void (finished = loop()),
    kick: () => wake.abort(),
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}

/** False: there was nothing to do. */
async function runNext(deps: RunnerDeps, stopping: AbortSignal): Promise<boolean> {
  for (const job of await giveUpJobs(deps.records)) await auditEnd(deps, job, 'failed', undefined);
  const leaseId = randomUUID();
  const job = await claimJob(deps.records, leaseId);
  if (job === undefined) return false;
  const partPath = await deps.exportFolder.partPath(job.tenant_id, job.job_id, leaseId);
  await forgetLeftovers(deps, job, leaseId);
  const progress: Progress = { doneUnits: 0, totalUnits: 0 };
  const lease = holdLease(deps, leaseId, progress, stopping);
  try {
    const report = await makeFile(deps, job, partPath, progress, lease.signal);
    await finishJob(deps, job, leaseId, partPath, report);
  } catch (err) {
    await deps.exportFolder.removePart(partPath);
    if (stopping.aborted) await giveBackJob(deps.records, leaseId);
    else if (!(err instanceof ExportStopped)) await failJob(deps, job, leaseId, err);
  } finally {
    await lease.release();
  }
  return !stopping.aborted;
}

/** Renews while the job runs; aborts when it is not ours any more. */
function holdLease(deps: RunnerDeps, leaseId: string, progress: Progress, stopping: AbortSignal) {
  const lost = new AbortController();
  const released = new AbortController();
  const renewing = (async () => {
    let renewedAtMs = performance.now();
    while (!released.signal.aborted && !lost.signal.aborted) {
      await pause(RENEW_MS, released.signal);
      if (released.signal.aborted) return;
      try {
        if (await renewLease(deps.records, leaseId, progress)) renewedAtMs = performance.now();
        else lost.abort();
      } catch (err) {
        deps.log.warn({ err }, 'the lease of an export could not be renewed');
        // Somebody else may have it by now.
        if (performance.now() - renewedAtMs > LEASE_SECONDS * 1000) lost.abort();
      }
    }
  })();
  return {
    signal: AbortSignal.any([lost.signal, stopping]),
    release: async () => {
      released.abort();
      await renewing;
    },
  };
}

/**
 * Renamed first, said to be there afterwards: a process that dies in between leaves a whole file that nobody offers, and the job is made again under
 * the same name. Then the former file of its kind goes; whoever reads it reads on.
 */
async function finishJob(
  deps: RunnerDeps,
  job: JobRow,
  leaseId: string,
  partPath: string,
  report: WriterReport,
): Promise<void> {
  const { tenant_id: tenantId, job_id: jobId } = job;
  deps.faultPoint('export.before-rename');
  await deps.exportFolder.keep(tenantId, jobId, partPath);
  deps.faultPoint('export.before-done');
  const former = await deps.records.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('export_jobs')
      .set({
        ...report,
        state: 'done',
        ended_at: sql<Date>`now()`,
        file_name: exportFileName(job.kind, job.range),
        done_units: sql<number>`total_units`,
        lease_id: null,
        lease_until: null,
      })
      .where('lease_id', '=', leaseId)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return undefined;
    await writeAudit(trx, endOf(job, 'done', report));
    return trx
      .updateTable('export_jobs')
      .set({ is_file_gone: true })
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', job.kind)
      .where('job_id', '!=', jobId)
      .where('state', '=', 'done')
      .where('is_file_gone', '=', false)
      .returning('job_id')
      .execute();
  });
  // Cancelled or taken over meanwhile: the new owner makes its own.
  if (former === undefined) return deps.exportFolder.remove(tenantId, jobId);
  for (const each of former) await deps.exportFolder.remove(tenantId, each.job_id);
  deps.log.info({ jobId, kind: job.kind, ...report }, 'an export is done');
}

async function failJob(deps: RunnerDeps, job: JobRow, leaseId: string, err: unknown): Promise<void> {
  deps.log.error({ err, jobId: job.job_id, kind: job.kind }, 'an export failed');
  const row = await deps.records
    .updateTable('export_jobs')
    .set({ state: 'failed', ended_at: sql<Date>`now()`, lease_id: null, lease_until: null })
    .where('lease_id', '=', leaseId)
    .where('state', '=', 'running')
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) await auditEnd(deps, row, 'failed', undefined);
}

const endOf = (job: JobRow, outcome: 'done' | 'failed', report: WriterReport | undefined) => ({
  tenantId: job.tenant_id,
  actorId: job.started_by,
  action: 'export.ended' as const,
  detail: { ...traceOf(job), outcome, ...(report ?? {}) },
});

const auditEnd = (
  deps: RunnerDeps,
  job: JobRow,
  outcome: 'done' | 'failed',
  report: WriterReport | undefined,
): Promise<void> => deps.records.transaction().execute((trx) => writeAudit(trx, endOf(job, outcome, report)));

/** Parts of attempts that died, and files that no row offers. Only this tenant's: it has one job at a time, and that is ours. */
async function forgetLeftovers(deps: RunnerDeps, job: JobRow, leaseId: string): Promise<void> {
  const { tenant_id: tenantId } = job;
  const offered = await deps.records
    .selectFrom('export_jobs')
    .select('job_id')
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'done')
    .where('is_file_gone', '=', false)
    .execute();
  const wanted = new Set(offered.map((row) => row.job_id));
  for (const name of await deps.exportFolder.list(tenantId)) {
    if (!wanted.has(name) && !name.includes(leaseId)) await deps.exportFolder.remove(tenantId, name);
  }
}
