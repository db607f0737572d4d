import { sql } from 'kysely';
import type { RosterAction } from '#domain/contract/roster.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { changedSince } from './apply-draft.ts';
import { changeRoster, lockRoster } from './change-roster.ts';
import { readPresentRoster } from './read-state.ts';
import { refuseOthers, todayOf } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';
import type { Period, RosterTarget } from './targets.ts';
import { isInUndoWindow } from './undo-window.ts';

/** What undoing a deed is called. */
const REVERSE: Readonly<Record<RosterAction, RosterAction>> = {
  added: 'deleted',
  changed: 'changed',
  moved: 'moved',
  suspended: 'restored',
  restored: 'removed',
  reissued: 'changed',
  removed: 'restored',
  deleted: 'added',
};

/**
 * Undoes the last upload within its window, if nothing has happened to the roster since: then the rows before it are a roster that was whole. Rows and periods
 * are as they were; people who may come in again get a new one-time password, because their old one went with the upload. What was mailed
 * stays mailed.
 */
export async function undoLastUpload(
  deps: RosterDeps,
  viewer: Viewer,
  asked: { readonly rosterVersion: number },
  requestId: string,
): Promise<{ version: number; changes: number } | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { tenantId, personId } = viewer;
  const today = todayOf(deps, viewer);
  const result = await deps.records.transaction().execute(async (trx) => {
    const version = await lockRoster(trx, tenantId);
    if (version !== asked.rosterVersion) return undefined;
    const upload = await readVersion(trx, tenantId, version);
    if (upload?.source !== 'upload' || !upload.is_in_window) return refuse('roster_cannot_be_undone');
    const targets = await readReversed(trx, tenantId, version);
    // Nobody takes their own right to be here away, as in an upload.
    if (targets.some((target) => target.entryId === personId && target.after === null))
      return refuse('roster_cannot_be_undone');
    const { state } = await readPresentRoster(trx, tenantId, today);
    const writing = { tenantId, actorId: personId, requestId, source: 'undo', version, state } as const;
    const written = await changeRoster(deps, trx, { ...writing, targets, from: today });
    return { version: written.version, changes: written.changes };
  });
  return result ?? changedSince(deps, viewer, asked.rosterVersion);
}

export const readVersion = (records: Records, tenantId: string, version: number) =>
  records
    .selectFrom('roster_versions as v')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'v.tenant_id').onRef('p.person_id', '=', 'v.actor_id'),
    )
    .select(['v.source', 'v.changes', 'v.changed_at', 'p.name as by_name'])
    .select(isInUndoWindow(sql`v.changed_at`).as('is_in_window'))
    .where('v.tenant_id', '=', tenantId)
    .where('v.version', '=', version)
    .executeTakeFirst();

/** The changes of a version the other way round. */
async function readReversed(trx: Records, tenantId: string, version: number): Promise<RosterTarget[]> {
  const rows = await trx
    .selectFrom('roster_changes')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('version', '=', version)
    .orderBy('position')
    .execute();
  return rows.map((row) => {
    const { periods, ...before } = (row.before ?? {}) as { readonly periods?: readonly Period[] };
    return {
      kind: row.kind,
      entryId: row.entry_id,
      action: REVERSE[row.action],
      code: row.code,
      name: row.name,
      before: row.after,
      after: row.before === null ? null : before,
      ...(periods === undefined ? {} : { periods }),
    } as RosterTarget;
  });
}
