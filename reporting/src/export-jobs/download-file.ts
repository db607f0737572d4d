import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { hasCode } from '#platform/files.ts';
import type { Logger } from '#platform/log.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { exportFileName } from '../exports/files/file-names.ts';
import type { ExportFolder } from './export-folder.ts';
import { traceOf } from './manage-jobs.ts';
import { readJob } from './queries.ts';

export interface DownloadDeps {
  readonly records: Records;
  readonly exportFolder: ExportFolder;
  readonly log: Logger;
}

/** What a pipe says when its other end is gone. */
const CLIENT_LEFT = ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'];

/**
 * Sends a finished file. The audit row comes before the first byte. The file is opened first, so a newer one that takes its place does not cut
 * it short; one that breaks off does so visibly (Content-Length).
 */
export async function downloadFile(
  deps: DownloadDeps,
  viewer: Viewer,
  jobId: string,
  exchange: { readonly response: Response; readonly requestId: string },
): Promise<Refusal | undefined> {
  const { tenantId, personId } = viewer;
  const { response, requestId } = exchange;
  const row = await readJob(deps.records, tenantId, jobId);
  if (row?.state !== 'done' || row.is_file_gone || row.lease_id === null) return refuse('not_found');
  const handle = await deps.exportFolder.open(tenantId, row.lease_id);
  if (handle === undefined) return refuse('not_found');
  try {
    const { size } = await handle.stat();
    await writeAudit(deps.records, {
      ...{ tenantId, actorId: personId, requestId },
      action: 'export.downloaded',
      detail: traceOf(row),
    });
    const name = exportFileName(row.kind, row.range);
    const charset = row.encoding === 'utf-8' ? 'utf-8' : 'Windows-31J';
    response.status(200);
    response.setHeader('Content-Type', row.kind === 'kinmu' ? `text/csv; charset=${charset}` : 'application/zip');
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.setHeader('Content-Length', String(size));
    await pipeline(handle.createReadStream({ autoClose: false }), response);
  } catch (err) {
    if (!CLIENT_LEFT.some((code) => hasCode(err, code))) throw err;
    deps.log.info({ requestId, jobId }, 'the client left before the file had ended');
  } finally {
    await handle.close();
  }
  return undefined;
}
