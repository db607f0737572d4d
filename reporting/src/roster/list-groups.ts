import { sql } from 'kysely';
import type { RosterGroup } from '#domain/contract/roster.ts';
import { orderGroups } from '../access/order-groups.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Refusal } from '../http/refusal.ts';
import { presentAssignments } from './read-state.ts';
import { refuseOthers, todayOf } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';

interface GroupRow {
  readonly group_id: string;
  readonly code: string;
  readonly name: string;
  readonly parent_group_id: string | null;
  readonly approvers: RosterGroup['approvers'];
  readonly senior_approvers: RosterGroup['seniorApprovers'];
  readonly people: number;
}

/** The groups as a tree in list form, with who approves and how many are in each today. */
export async function listGroups(
  deps: RosterDeps,
  viewer: Viewer,
  requestId: string,
): Promise<{ rosterVersion: number; groups: RosterGroup[] } | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { tenantId } = viewer;
  const { roster_version } = await deps.records
    .selectFrom('tenants')
    .select('roster_version')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<GroupRow>`
    WITH present AS (${presentAssignments(tenantId, todayOf(deps, viewer))}), counts AS (
      SELECT a.group_id, count(*) AS people FROM present a
      JOIN people p ON p.tenant_id = ${tenantId} AND p.person_id = a.person_id AND p.status IN ('active', 'suspended')
      GROUP BY a.group_id)
    SELECT g.group_id, g.code, g.name, g.parent_group_id, coalesce(c.people, 0) AS people,
      ${approvers(false)} AS approvers, ${approvers(true)} AS senior_approvers
    FROM groups g LEFT JOIN counts c ON c.group_id = g.group_id
    WHERE g.tenant_id = ${tenantId} AND g.status = 'active'`.execute(deps.records);
  const rowOf = new Map(rows.map((row) => [row.group_id, row]));
  const groups = orderGroups(rows, new Set(rowOf.keys())).map((group) => {
    const row = rowOf.get(group.groupId);
    return {
      ...group,
      approvers: row?.approvers ?? [],
      seniorApprovers: row?.senior_approvers ?? [],
      people: row?.people ?? 0,
    };
  });
  return { rosterVersion: roster_version, groups };
}

const approvers = (isSenior: boolean) => sql`coalesce((
  SELECT jsonb_agg(jsonb_build_object('personId', p.person_id, 'loginId', p.login_id, 'name', p.name) ORDER BY a.position, p.login_id)
  FROM group_approvers a JOIN people p USING (tenant_id, person_id)
  WHERE a.tenant_id = g.tenant_id AND a.group_id = g.group_id AND a.is_senior = ${isSenior}), '[]')`;

export async function listPatterns(
  deps: RosterDeps,
  viewer: Viewer,
  requestId: string,
): Promise<{ patterns: { patternId: string; code: string; name: string }[] } | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const rows = await deps.records
    .selectFrom('work_patterns')
    .select(['pattern_id as patternId', 'code', 'name'])
    .where('tenant_id', '=', viewer.tenantId)
    .where('status', '=', 'active')
    .orderBy('code')
    .execute();
  return { patterns: rows };
}
