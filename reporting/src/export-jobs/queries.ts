import { sql } from 'kysely';
import type { ExportFailure } from '#domain/contract/export-jobs.ts';
import type { JobRow } from '../exports/files/export-file.ts';
import type { Records } from '../records/schema.ts';
import { exportFileName } from '../exports/files/file-names.ts';

/** A job is taken over when its lease has run out; F26 asks for 60 s at most until the tenant's lock frees itself. */
export const LEASE_SECONDS = 15;
/** A job that kills its process again and again must not do so for ever. */
const MAX_ATTEMPTS = 5;

/** The lease as the database's clock sees it: instances may disagree on the time. */
const leaseUntil = sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Takes the oldest job that nobody works on, of any tenant; of several instances one gets it. Counts from nothing: the attempt begins again. */
export async function claimJob(records: Records, leaseId: string): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`
    UPDATE export_jobs SET state = 'running', lease_id = ${leaseId}, lease_until = ${leaseUntil}, attempts = attempts + 1,
      attempted_at = now(), done_units = 0, total_units = 0
    WHERE (tenant_id, job_id) IN (
      SELECT tenant_id, job_id FROM export_jobs
      WHERE state = 'waiting' OR (state = 'running' AND lease_until < now() AND attempts < ${MAX_ATTEMPTS})
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING *`.execute(records);
  return rows[0];
}

/** Jobs that ended their process too often. Gives them. */
export async function giveUpJobs(records: Records): Promise<JobRow[]> {
  return records
    .updateTable('export_jobs')
    .set({ state: 'failed', failure: 'given_up', ended_at: sql<Date>`now()`, lease_id: null, lease_until: null })
    .where('state', '=', 'running')
    .where(sql<boolean>`lease_until < now()`)
    .where('attempts', '>=', MAX_ATTEMPTS)
    .returningAll()
    .execute();
}

/** Says how far it is and that it is still ours; false: cancelled, or taken over. */
export async function renewLease(
  records: Records,
  leaseId: string,
  progress: { doneUnits: number; totalUnits: number },
): Promise<boolean> {
  const { numUpdatedRows } = await records
    .updateTable('export_jobs')
    .set({ lease_until: leaseUntil, done_units: progress.doneUnits, total_units: progress.totalUnits })
    .where('lease_id', '=', leaseId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A stop of the portal: the next one begins the job at once. */
export async function giveBackJob(records: Records, leaseId: string): Promise<void> {
  await records
    .updateTable('export_jobs')
    .set({ state: 'waiting', lease_id: null, lease_until: null, attempts: sql<number>`greatest(attempts - 1, 0)` })
    .where('lease_id', '=', leaseId)
    .where('state', '=', 'running')
    .execute();
}

/** The file is whole and has its name. False: cancelled, or taken over. */
export async function markDone(
  records: Records,
  job: JobRow,
  leaseId: string,
  report: { rows: number; replaced: number; bytes: number },
  totalUnits: number,
): Promise<boolean> {
  const { numUpdatedRows } = await records
    .updateTable('export_jobs')
    .set({
      ...report,
      state: 'done',
      ended_at: sql<Date>`now()`,
      file_name: exportFileName(job.kind, job.range),
      // A short job is over before its progress was ever told.
      done_units: totalUnits,
      total_units: totalUnits,
      lease_until: null,
    })
    .where('lease_id', '=', leaseId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function markFailed(records: Records, leaseId: string, failure: ExportFailure): Promise<boolean> {
  const { numUpdatedRows } = await records
    .updateTable('export_jobs')
    .set({ state: 'failed', failure, ended_at: sql<Date>`now()`, lease_id: null, lease_until: null })
    .where('lease_id', '=', leaseId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Of each kind the newest whole file, and the newest job that failed after it. */
export async function readFinished(records: Records, tenantId: string): Promise<JobRow[]> {
  const rows = await records
    .selectFrom('export_jobs')
    .selectAll()
    .distinctOn(['kind', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['done', 'failed'])
    .orderBy('kind')
    .orderBy('state')
    .orderBy('created_at', 'desc')
    .execute();
  const isNewest = (row: JobRow): boolean =>
    rows.every((other) => other.kind !== row.kind || other.created_at <= row.created_at);
  return rows.filter((row) => row.state === 'done' || isNewest(row));
}

export async function readActive(records: Records, tenantId: string): Promise<JobRow | undefined> {
  return records
    .selectFrom('export_jobs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
}

export async function readJob(records: Records, tenantId: string, jobId: string): Promise<JobRow | undefined> {
  return records
    .selectFrom('export_jobs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .executeTakeFirst();
}
