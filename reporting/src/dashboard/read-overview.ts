import type { DashboardOverview } from '#domain/contract/dashboard.ts';
import { joinSums, sumByGroup } from './fold.ts';
import type { View } from './open-view.ts';
import { idsBelow } from './scope.ts';

/** Sums of the scope, of the chosen group itself, and of each group directly below: own and children together are the whole. */
export async function readOverview(view: View): Promise<DashboardOverview> {
  const { scope, shown } = view;
  const byGroup = sumByGroup(await view.readSums(), scope);
  const sumOf = (groupIds: readonly string[]) => joinSums(groupIds.flatMap((groupId) => byGroup.get(groupId) ?? []));
  const isPlain = scope.person !== null || (scope.group !== null && scope.groupIds?.size === 1);
  const own = scope.group === null || scope.person !== null ? null : sumOf([scope.group.groupId]);
  return {
    ...shown,
    totals: joinSums(byGroup.values()),
    own,
    children: isPlain ? [] : childrenOf(view, sumOf),
  };
}

function childrenOf(
  { scope: { groups, tree, group } }: View,
  sumOf: (groupIds: readonly string[]) => DashboardOverview['totals'],
): DashboardOverview['children'] {
  const isChild = (parentGroupId: string | null): boolean =>
    group === null ? parentGroupId === null || !tree.has(parentGroupId) : parentGroupId === group.groupId;
  return groups
    .filter((each) => isChild(each.parentGroupId))
    .map(({ groupId, code, name, isDeleted }) => {
      const below = idsBelow(groupId, groups, tree);
      return { groupId, code, name, isDeleted, hasBelow: below.length > 1, totals: sumOf(below) };
    })
    .filter((child) => !child.isDeleted || child.totals.people > 0);
}
