import { can } from '#domain/access/can.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Logger } from '#platform/log.ts';
import { todayIn } from '../access/today-in.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import type { RosterWriteDeps } from './change-roster.ts';

export interface RosterDeps extends RosterWriteDeps {
  readonly records: Records;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/** Everything in this folder is an administrator's; everyone else is told that there is nothing. */
export async function refuseOthers(deps: RosterDeps, viewer: Viewer, requestId: string): Promise<Refusal | undefined> {
  if (can(viewer, 'roster.manage', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(deps.records, viewer, 'roster.manage', undefined, requestId);
  return refuse('not_found');
}

/** The calendar day in the tenant's zone. */
export const todayOf = (deps: Pick<RosterDeps, 'nowMs'>, viewer: Viewer): WorkDate =>
  todayIn(viewer.tenant.zone, deps.nowMs());

/** From when group, pattern and approval modes hold: today unless told; never before, because past days keep their rules. */
export function startOf(
  deps: Pick<RosterDeps, 'nowMs'>,
  viewer: Viewer,
  effectiveFrom: WorkDate | undefined,
): WorkDate | Refusal {
  const today = todayOf(deps, viewer);
  if (effectiveFrom === undefined || effectiveFrom >= today) return effectiveFrom ?? today;
  const places = [{ path: 'body.effectiveFrom', message: `not before ${today}: past days keep their rules` }];
  return refuse('invalid_input', { places });
}

/** Null for `admin`, who is not in the files. */
export const rosterIdOf = (viewer: Viewer): string | null => (viewer.isTenantAdmin ? null : viewer.loginId);
