import { sql } from 'kysely';
import type { StatusGroup } from '#domain/contract/group-status.ts';
import { orderGroups } from '../access/order-groups.ts';
import { coveredGroupsOf, isApprover } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';

/** The groups that the viewer may look into, to choose one; how many people are in each by the assignment that holds today. */
export async function listStatusGroups(records: Records, viewer: Viewer): Promise<{ groups: StatusGroup[] }> {
  if (!isApprover(viewer)) return { groups: [] };
  const { tenantId } = viewer;
  const rows = await records
    .selectFrom('groups')
    .select(['group_id', 'code', 'name', 'parent_group_id'])
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'active')
    .execute();
  const covered = coveredGroupsOf(viewer, new Map(rows.map((row) => [row.group_id, row.parent_group_id])));
  const countOf = await countPeople(records, tenantId, viewer.tenant.zone);
  return {
    groups: orderGroups(rows, new Set(covered)).map((group) => ({ ...group, people: countOf.get(group.groupId) ?? 0 })),
  };
}

/** By the calendar date of the tenant: a number for the eye; the list itself goes by each person's work date. */
async function countPeople(records: Records, tenantId: string, zone: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ group_id: string; people: number }>`
    SELECT a.group_id, count(*)::int AS people
    FROM people p
    CROSS JOIN LATERAL (
      SELECT group_id FROM assignments
      WHERE tenant_id = p.tenant_id AND person_id = p.person_id
      ORDER BY effective_from <= (now() AT TIME ZONE ${zone})::date DESC,
        CASE WHEN effective_from <= (now() AT TIME ZONE ${zone})::date THEN effective_from END DESC, effective_from
      LIMIT 1) a
    WHERE p.tenant_id = ${tenantId} AND p.status IN ('active', 'suspended')
    GROUP BY a.group_id`.execute(records);
  return new Map(rows.map((row) => [row.group_id, row.people]));
}
