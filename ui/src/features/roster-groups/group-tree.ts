import type { RosterGroup } from '#domain/contract/roster.ts';
import { plain } from '../../base/plain.ts';
import { branchOf, type TreeNode } from '../../components/tree-rows.ts';

export interface GroupNode extends TreeNode {
  readonly group: RosterGroup;
}
export const groupNodes = (groups: readonly RosterGroup[]): GroupNode[] =>
  groups.map((group) => ({ id: group.groupId, parentId: group.parentGroupId, name: group.name, group }));

/** Groups whose name or id holds the text, with everything above them, so that it is seen where they belong. */
export function matchingNodes(nodes: readonly GroupNode[], search: string): GroupNode[] {
  const wanted = plain(search);
  if (wanted === '') return [...nodes];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const kept = new Set<string>();
  for (const node of nodes) {
    if (![node.group.name, node.group.code].some((text) => plain(text).includes(wanted))) continue;
    for (let each: GroupNode | undefined = node; each && !kept.has(each.id); each = byId.get(each.parentId ?? ''))
      kept.add(each.id);
  }
  return nodes.filter((node) => kept.has(node.id));
}

/** What a group may be put under: not itself, not what is below it. Names are indented by depth with wide spaces, as a select has no other way. */
export function parentChoices(
  nodes: readonly GroupNode[],
  ownId: string | undefined,
): { readonly value: string; readonly label: string }[] {
  const own = ownId === undefined ? new Set<string>() : branchOf(nodes, ownId);
  return nodes
    .filter((node) => !own.has(node.id))
    .map(({ group }) => ({ value: group.groupId, label: `${'　'.repeat(group.depth)}${group.name}（${group.code}）` }));
}

/** Senior approvers of the groups above: they hold below, too (G:101-111). Each once, without those the group names itself. */
export function inheritedSeniors(nodes: readonly GroupNode[], ownId: string): RosterGroup['seniorApprovers'] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = byId.get(ownId);
  const named = new Set(own?.group.seniorApprovers.map((each) => each.personId));
  const found = new Map<string, RosterGroup['seniorApprovers'][number]>();
  const seen = new Set([ownId]);
  for (let node = byId.get(own?.parentId ?? ''); node && !seen.has(node.id); node = byId.get(node.parentId ?? '')) {
    seen.add(node.id);
    for (const each of node.group.seniorApprovers) if (!named.has(each.personId)) found.set(each.personId, each);
  }
  return [...found.values()];
}

/** The search and the chosen group in the address. */
export function searchOf(search: string, groupId: string | undefined): string {
  const given = new URLSearchParams();
  if (search !== '') given.set('search', search);
  if (groupId !== undefined) given.set('group', groupId);
  return given.size === 0 ? '' : `?${given}`;
}
