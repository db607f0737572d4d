import { sql } from 'kysely';
import type { z } from 'zod';
import type { readRosterState as readRosterStateEndpoint } from '#domain/contract/roster.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Refusal } from '../http/refusal.ts';
import { refuseOthers } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';
import { isInUndoWindow } from './undo-window.ts';

type StateAnswer = z.output<NonNullable<(typeof readRosterStateEndpoint)['answer']>>;

interface StateRow {
  readonly version: number;
  readonly limit: number | null;
  readonly used: number;
  readonly groups: number;
  readonly patterns: number;
}

export async function readRosterState(
  deps: RosterDeps,
  viewer: Viewer,
  requestId: string,
): Promise<StateAnswer | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { tenantId } = viewer;
  const { rows } = await sql<StateRow>`
    SELECT t.roster_version AS version, t.licence_count AS limit,
      (SELECT count(*) FROM people p WHERE p.tenant_id = t.tenant_id AND p.status = 'active' AND NOT p.is_tenant_admin) AS used,
      (SELECT count(*) FROM groups g WHERE g.tenant_id = t.tenant_id AND g.status = 'active') AS groups,
      (SELECT count(*) FROM work_patterns w WHERE w.tenant_id = t.tenant_id AND w.status = 'active') AS patterns
    FROM tenants t WHERE t.tenant_id = ${tenantId}`.execute(deps.records);
  const [row] = rows;
  if (row === undefined) throw new Error('a viewer without a tenant');
  const last = await readLastUpload(deps, tenantId);
  return {
    version: row.version,
    lastUpload: last && {
      at: last.changed_at.getTime(),
      byName: last.by_name,
      changes: last.changes,
      isUndone: last.is_undone,
    },
    canUndo: last !== null && last.version === row.version && last.is_in_window,
    licences: { used: row.used, limit: row.limit },
    groups: row.groups,
    patterns: row.patterns,
  };
}

/** An undo always follows the upload that it undoes at once. */
async function readLastUpload(deps: RosterDeps, tenantId: string) {
  const row = await deps.records
    .selectFrom('roster_versions as v')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'v.tenant_id').onRef('p.person_id', '=', 'v.actor_id'),
    )
    .select(['v.version', 'v.changes', 'v.changed_at', 'p.name as by_name'])
    .select(isInUndoWindow(sql`v.changed_at`).as('is_in_window'))
    .select(
      sql<boolean>`EXISTS (SELECT 1 FROM roster_versions n
        WHERE n.tenant_id = v.tenant_id AND n.version = v.version + 1 AND n.source = 'undo')`.as('is_undone'),
    )
    .where('v.tenant_id', '=', tenantId)
    .where('v.source', '=', 'upload')
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
