import { once } from 'node:events';
import type { Response } from 'express';
import { can } from '#domain/access/can.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Logger } from '#platform/log.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { kinmuFile } from './kinmu-file.ts';
import type { KinmuReport } from './kinmu-file.ts';
import { readKinmuDate, readKinmuNames } from './queries.ts';

export interface ExportDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly log: Logger;
}

export interface KinmuRequest {
  /** `yyyymm`. */
  readonly month: string;
  readonly requestId: string;
}

/** Trailer with the number of 〓: it is known only when the file has ended. */
const REPLACED_TRAILER = 'X-Kinmu-Replaced';

/**
 * Streams 勤務データ of a month. The audit row comes before the first byte, a second one says how it ended. A client that goes away stops it
 * at the next work date; a store that fails midway breaks the connection, so that half a file never looks whole.
 */
export async function downloadKinmu(
  deps: ExportDeps,
  viewer: Viewer,
  asked: KinmuRequest,
  response: Response,
): Promise<Refusal | undefined> {
  const { tenantId, personId } = viewer;
  const { month, requestId } = asked;
  if (!can(viewer, 'kinmu.download', { tenantId }, new Map())) {
    await writeRefusedAccess(deps.records, viewer, 'kinmu.download', undefined, requestId);
    return refuse('not_found');
  }
  const names = await readKinmuNames(deps.records, tenantId);
  const report: KinmuReport = { rows: 0, replaced: 0 };
  const file = kinmuFile(
    month,
    { ...names, readDate: (workDate) => deps.analytics.query(readKinmuDate, { tenantId, workDate }) },
    report,
  );
  const trace = { tenantId, actorId: personId, requestId };
  await writeAudit(deps.records, { ...trace, action: 'kinmu.export-started', detail: { month } });
  response.status(200);
  response.setHeader('Content-Type', 'text/csv; charset=Windows-31J');
  response.setHeader('Content-Disposition', `attachment; filename="kinmu_${month}.csv"`);
  response.setHeader('Trailer', REPLACED_TRAILER);
  let isComplete = false;
  try {
    isComplete = await send(file, response);
    if (isComplete) response.addTrailers({ [REPLACED_TRAILER]: String(report.replaced) });
  } catch (err) {
    deps.log.error({ err, requestId }, 'export broke off');
    response.destroy();
  }
  await writeAudit(deps.records, { ...trace, action: 'kinmu.export-ended', detail: { month, ...report, isComplete } });
  deps.log.info({ requestId, month, ...report, isComplete }, 'export ended');
  response.end();
  return undefined;
}

/** Writes piece by piece at the client's pace; false when the client went away. */
async function send(file: AsyncIterable<Buffer>, response: Response): Promise<boolean> {
  for await (const piece of file) {
    if (response.destroyed) return false;
    if (response.write(piece)) continue;
    await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  return !response.destroyed;
}
