import type { z } from 'zod';
import { sql } from 'kysely';
import { can } from '#domain/access/can.ts';
import type { createExportJob, ExportJob } from '#domain/contract/export-jobs.ts';
import { hasCode } from '#platform/files.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { exportFileName } from '../exports/files/file-names.ts';
import { withheldFilesOf } from '../exports/files/plan-files.ts';
import { describeJobs } from './describe-job.ts';
import type { ExportFolder } from './export-folder.ts';
import { forgetLeftovers } from './forget-leftovers.ts';
import { readActive, readFinished, readJob } from './queries.ts';
import type { JobRow } from '../exports/files/export-file.ts';

export interface JobDeps {
  readonly records: Records;
  readonly nowMs: () => number;
  readonly exportFolder: ExportFolder;
  /** Wakes the runner after the commit. */
  readonly kickExports: () => void;
}
/** PostgreSQL's code. */
const UNIQUE_VIOLATION = '23505';

export type WantedJob = z.output<NonNullable<(typeof createExportJob)['body']>>;

/** Downloads of the whole tenant: administrators and `admin`. Others do not learn that there is such a place. */
export async function refuseUnlessDownloader(
  records: Records,
  viewer: Viewer,
  requestId: string,
): Promise<Refusal | undefined> {
  if (can(viewer, 'kinmu.download', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(records, viewer, 'kinmu.download', undefined, requestId);
  return refuse('not_found');
}

export async function listJobs(deps: JobDeps, viewer: Viewer) {
  const [active, finished, tenant] = await Promise.all([
    readActive(deps.records, viewer.tenantId),
    readFinished(deps.records, viewer.tenantId),
    deps.records
      .selectFrom('tenants')
      .select('plan')
      .where('tenant_id', '=', viewer.tenantId)
      .executeTakeFirstOrThrow(),
  ]);
  const all = active === undefined ? finished : [active, ...finished];
  const described = await describeJobs(deps.records, viewer, all, deps.nowMs());
  return {
    running: active === undefined ? null : (described[0] ?? null),
    finished: active === undefined ? described : described.slice(1),
    withheldFiles: withheldFilesOf(tenant.plan),
  };
}

/** What the trail of a job says: which file, whose rows, no names. */
export const traceOf = (row: Pick<JobRow, 'job_id' | 'kind' | 'range' | 'scope' | 'encoding'>) => ({
  jobId: row.job_id,
  file: exportFileName(row.kind, row.range),
  scope: row.scope.kind,
  encoding: row.encoding,
  ...row.range,
});

/** 「データ作成」. One at a time in a tenant, which the index of the table keeps; the same id again is the same job. */
export async function createJob(
  deps: JobDeps,
  viewer: Viewer,
  wanted: WantedJob,
  requestId: string,
): Promise<{ job: ExportJob } | Refusal> {
  const { tenantId, personId } = viewer;
  const { jobId: job_id, guardsFormulas: guards_formulas, ...same } = wanted;
  try {
    await deps.records.transaction().execute(async (trx) => {
      const added = await trx
        .insertInto('export_jobs')
        .values({
          ...same,
          range: JSON.stringify(wanted.range) as never,
          scope: JSON.stringify(wanted.scope) as never,
          tenant_id: tenantId,
          job_id,
          guards_formulas,
          started_by: personId,
        })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'job_id']).doNothing())
        .executeTakeFirst();
      if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return;
      await writeAudit(trx, {
        ...{ tenantId, actorId: personId, requestId },
        action: 'export.started',
        detail: traceOf({ ...same, job_id }),
      });
    });
  } catch (err) {
    if (hasCode(err, UNIQUE_VIOLATION)) return refuse('export_running');
    throw err;
  }
  deps.kickExports();
  return answerJob(deps, viewer, job_id);
}

/** Who may download may also stop somebody else's job: one that nobody waits for blocks everyone. */
export async function cancelJob(
  deps: JobDeps,
  viewer: Viewer,
  jobId: string,
  requestId: string,
): Promise<{ job: ExportJob } | Refusal> {
  const { tenantId, personId } = viewer;
  await deps.records.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('export_jobs')
      .set({ state: 'cancelled', ended_at: sql<Date>`now()`, lease_id: null, lease_until: null })
      .where('tenant_id', '=', tenantId)
      .where('job_id', '=', jobId)
      .where('state', 'in', ['waiting', 'running'])
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return;
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, requestId },
      action: 'export.cancelled',
      detail: traceOf(row),
    });
  });
  // Its maker removes what it writes; one that died does not.
  await forgetLeftovers(deps, tenantId);
  return answerJob(deps, viewer, jobId);
}

async function answerJob(deps: JobDeps, viewer: Viewer, jobId: string): Promise<{ job: ExportJob } | Refusal> {
  const row = await readJob(deps.records, viewer.tenantId, jobId);
  if (row === undefined) return refuse('not_found');
  const [job] = await describeJobs(deps.records, viewer, [row], deps.nowMs());
  return job === undefined ? refuse('not_found') : { job };
}
