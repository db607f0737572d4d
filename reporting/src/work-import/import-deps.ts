import { can } from '#domain/access/can.ts';
import type { Logger } from '#platform/log.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import type { FaultPoint } from '../fault-point.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';

export interface WorkImportDeps {
  readonly records: Records;
  /** The server's clock: which days are over. */
  readonly nowMs: () => number;
  /** Wakes the relay of the outbox after the commit. */
  readonly kickRelay: () => void;
  readonly faultPoint: FaultPoint;
  readonly log: Logger;
}

/** Everything in this folder is an administrator's; everyone else is told that there is nothing. */
export async function refuseOthers(
  deps: Pick<WorkImportDeps, 'records'>,
  viewer: Viewer,
  requestId: string,
): Promise<Refusal | undefined> {
  if (can(viewer, 'work-import.manage', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(deps.records, viewer, 'work-import.manage', undefined, requestId);
  return refuse('not_found');
}
