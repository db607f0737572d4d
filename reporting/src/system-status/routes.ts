import { can } from '#domain/access/can.ts';
import type { DeviceRow } from '#domain/contract/system-status.ts';
import { listLowDisks, listTenantDevices, readSystemStatus } from '#domain/contract/system-status.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import type { Mount } from '../http/mount.ts';
import type { Refusal } from '../http/refusal.ts';
import { refuse } from '../http/refusal.ts';
import { pageOf, readDevices } from './list-devices.ts';
import { readDisks, readStatus } from './read-system-status.ts';
import type { StatusDeps } from './read-system-status.ts';
import { keepBriefly } from './keep-briefly.ts';

/** Pages of one list are of one reading; a reading older than this is made again. */
const KEPT_MS = 15_000;

export function mountSystemStatus(mount: Mount, deps: StatusDeps): void {
  const devicesOf = keepBriefly<DeviceRow[]>(KEPT_MS, (tenantId) => readDevices(deps, tenantId));
  mount.signedIn(readSystemStatus, async (viewer, { exchange: { requestId } }) => {
    const refusal = await refuseUnlessAllowed(deps, viewer, requestId);
    if (refusal !== undefined) return refusal;
    const status = await readStatus(deps, viewer.tenantId);
    await note(deps, viewer, requestId, 'system-status.viewed');
    return status;
  });
  // Not in the audit: every page of an administrator asks, and nothing in it is about a person.
  mount.signedIn(listLowDisks, async (viewer, { exchange: { requestId } }) => {
    const refusal = await refuseUnlessAllowed(deps, viewer, requestId);
    if (refusal !== undefined) return refusal;
    return { disks: (await readDisks(deps.watchedFolders)).filter(({ isLow }) => isLow) };
  });
  mount.signedIn(listTenantDevices, async (viewer, { query, exchange: { requestId } }) => {
    const refusal = await refuseUnlessAllowed(deps, viewer, requestId);
    if (refusal !== undefined) return refusal;
    const answer = pageOf(await devicesOf(viewer.tenantId), query);
    // The pages that scrolling reads are one look.
    if (query.offset === 0) await note(deps, viewer, requestId, 'devices.viewed');
    return answer;
  });
}

async function refuseUnlessAllowed(deps: StatusDeps, viewer: Viewer, requestId: string): Promise<Refusal | undefined> {
  if (can(viewer, 'system-status.view', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(deps.records, viewer, 'system-status.view', undefined, requestId);
  return refuse('not_found');
}

async function note(
  deps: StatusDeps,
  { tenantId, personId: actorId }: Viewer,
  requestId: string,
  action: 'system-status.viewed' | 'devices.viewed',
): Promise<void> {
  await writeAudit(deps.records, { tenantId, actorId, requestId, action });
}
