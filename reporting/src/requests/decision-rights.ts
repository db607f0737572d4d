import { can } from '#domain/access/can.ts';
import { groupsUpFrom } from '#domain/access/group-tree.ts';
import type { GroupTree } from '#domain/access/group-tree.ts';
import { loadGroupTree } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';

export interface DecisionRights {
  readonly tree: GroupTree;
  /** Whether the viewer may decide about this person's day, by the group of that date. */
  readonly mayDecide: (personId: string, groupId: string) => boolean;
  /** Whether the viewer may look at it. */
  readonly mayView: (personId: string, groupId: string) => boolean;
}

/**
 * Rights of this moment to decide about days. One's own only where no other approver or senior approver of the group, or of one above it, may sign in
 * (SPEC 5: nobody approves their own request unless no one else can).
 */
export async function readDecisionRights(records: Records, viewer: Viewer): Promise<DecisionRights> {
  const { tenantId } = viewer;
  const tree = await loadGroupTree(records, tenantId);
  const others = await records
    .selectFrom('group_approvers as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.person_id', '=', 'a.person_id'),
    )
    .select('a.group_id')
    .distinct()
    .where('a.tenant_id', '=', tenantId)
    .where('a.person_id', '<>', viewer.personId)
    .where('p.status', '=', 'active')
    .execute();
  const groupsWithOthers = new Set(others.map((row) => row.group_id));
  const isOnlyApprover = (groupId: string): boolean =>
    !groupsUpFrom(groupId, tree).some((each) => groupsWithOthers.has(each));
  return {
    tree,
    mayDecide: (personId, groupId) =>
      can(viewer, 'request.decide', { tenantId, personId, groupId, isOnlyApprover: isOnlyApprover(groupId) }, tree),
    mayView: (personId, groupId) => can(viewer, 'day.view', { tenantId, personId, groupId }, tree),
  };
}
