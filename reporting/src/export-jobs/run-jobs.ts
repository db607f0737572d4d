import { randomUUID } from 'node:crypto';
import { pause } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { FaultPoint } from '../fault-point.ts';
import type { PlanDeps } from '../exports/files/export-file.ts';
import type { WriterReport } from '../exports/writer/protocol.ts';
import { forgetAllLeftovers, forgetLeftovers } from './forget-leftovers.ts';
import type { LeftoverDeps } from './forget-leftovers.ts';
import { ExportStopped, makeFile } from './make-file.ts';
import type { Progress } from './make-file.ts';
import { traceOf } from './manage-jobs.ts';
import { nameFailure } from './name-failure.ts';
import { claimJob, giveBackJob, giveUpJobs, LEASE_SECONDS, markDone, markFailed, renewLease } from './queries.ts';
import type { JobRow } from '../exports/files/export-file.ts';

export interface RunnerDeps extends PlanDeps, LeftoverDeps {
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
    await forgetAllLeftovers(deps).catch((err: unknown) => deps.log.warn({ err }, 'leftovers of exports stay for now'));
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
  await deps.records.transaction().execute(async (trx) => {
    for (const job of await giveUpJobs(trx)) await writeAudit(trx, endOf(job, 'failed'));
  });
  const leaseId = randomUUID();
  const job = await claimJob(deps.records, leaseId);
  if (job === undefined) return false;
  const progress: Progress = { doneUnits: 0, totalUnits: 0 };
  const lease = holdLease(deps, leaseId, progress, stopping);
  try {
    await forgetLeftovers(deps, job.tenant_id);
    const partPath = await deps.exportFolder.partPath(job.tenant_id, leaseId);
    const report = await makeFile(deps, job, partPath, progress, lease.signal);
    await finishJob(deps, job, leaseId, report, progress.totalUnits);
  } catch (err) {
    if (stopping.aborted) await giveBackJob(deps.records, leaseId);
    else if (!(err instanceof ExportStopped)) await failJob(deps, job, leaseId, err);
    await forgetLeftovers(deps, job.tenant_id);
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
 * another lease. Then the former file of its kind goes; whoever reads it reads on.
 */
async function finishJob(
  deps: RunnerDeps,
  job: JobRow,
  leaseId: string,
  report: WriterReport,
  totalUnits: number,
): Promise<void> {
  const { tenant_id: tenantId, job_id: jobId } = job;
  deps.faultPoint('export.before-rename');
  await deps.exportFolder.keep(tenantId, leaseId);
  deps.faultPoint('export.before-done');
  const isOurs = await deps.records.transaction().execute(async (trx) => {
    if (!(await markDone(trx, job, leaseId, report, totalUnits))) return false;
    await writeAudit(trx, endOf(job, 'done', report));
    await trx
      .updateTable('export_jobs')
      .set({ is_file_gone: true })
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', job.kind)
      .where('job_id', '!=', jobId)
      .where('state', '=', 'done')
      .where('is_file_gone', '=', false)
      .execute();
    return true;
  });
  // Of the former file; or of this one, where the job was cancelled or taken over meanwhile.
  await forgetLeftovers(deps, tenantId);
  if (isOurs) deps.log.info({ jobId, kind: job.kind, ...report }, 'an export is done');
}

async function failJob(deps: RunnerDeps, job: JobRow, leaseId: string, err: unknown): Promise<void> {
  deps.log.error({ err, jobId: job.job_id, kind: job.kind }, 'an export failed');
  await deps.records.transaction().execute(async (trx) => {
    if (await markFailed(trx, leaseId, nameFailure(err))) await writeAudit(trx, endOf(job, 'failed'));
  });
}

const endOf = (job: JobRow, outcome: 'done' | 'failed', report: WriterReport | Record<string, never> = {}) => ({
  tenantId: job.tenant_id,
  actorId: job.started_by,
  action: 'export.ended' as const,
  detail: { ...traceOf(job), outcome, ...report },
});
