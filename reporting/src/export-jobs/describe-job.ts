import type { ExportJob } from '#domain/contract/export-jobs.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';
import { exportFileName } from '../exports/files/file-names.ts';
import type { JobRow } from '../exports/files/export-file.ts';

/** Too little is known before this share is done. */
const MIN_SHARE = 0.02;

function estimatedEndAt(row: JobRow, nowMs: number): number | null {
  if (row.state !== 'running' || row.attempted_at === null || row.total_units === 0) return null;
  const share = row.done_units / row.total_units;
  if (share < MIN_SHARE) return null;
  const startedMs = row.attempted_at.getTime();
  return Math.max(nowMs, Math.round(startedMs + (nowMs - startedMs) / share));
}

/** Jobs with the names of those who started them. A file that has given way is not offered. */
export async function describeJobs(
  records: Records,
  viewer: Viewer,
  rows: readonly JobRow[],
  nowMs: number,
): Promise<ExportJob[]> {
  if (rows.length === 0) return [];
  const people = await records
    .selectFrom('people')
    .select(['person_id', 'name'])
    .where('tenant_id', '=', viewer.tenantId)
    .where('person_id', 'in', [...new Set(rows.map((row) => row.started_by))])
    .execute();
  const nameOf = new Map(people.map((person) => [person.person_id, person.name]));
  return rows.map((row) => ({
    jobId: row.job_id,
    kind: row.kind,
    range: row.range,
    scope: row.scope,
    encoding: row.encoding,
    guardsFormulas: row.guards_formulas,
    state: row.state,
    doneUnits: row.done_units,
    totalUnits: row.total_units,
    estimatedEndAt: estimatedEndAt(row, nowMs),
    startedByName: nameOf.get(row.started_by) ?? '',
    isOwn: row.started_by === viewer.personId,
    createdAt: row.created_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    failure: row.state === 'failed' ? (row.failure ?? 'internal') : null,
    file:
      row.state === 'done' && !row.is_file_gone
        ? {
            fileName: row.file_name ?? exportFileName(row.kind, row.range),
            bytes: row.bytes ?? 0,
            rows: row.rows ?? 0,
            replaced: row.replaced ?? 0,
          }
        : null,
  }));
}
