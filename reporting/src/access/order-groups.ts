import type { VisibleGroup } from '#domain/contract/people.ts';
import type { GroupRow } from './read-groups.ts';

/**
 * The visible groups as a list in tree order: a parent before its children, siblings by code. A group whose parent is not visible stands at
 * depth 0. Groups of a cycle, should one be stored, come last: nobody disappears.
 */
export function orderGroups(rows: readonly GroupRow[], visibleIds: ReadonlySet<string>): VisibleGroup[] {
  const visible = rows.filter((row) => visibleIds.has(row.group_id)).sort((a, b) => (a.code < b.code ? -1 : 1));
  const ordered = new Map<string, VisibleGroup>();
  const add = (row: GroupRow, depth: number): void => {
    if (ordered.has(row.group_id)) return;
    ordered.set(row.group_id, {
      groupId: row.group_id,
      code: row.code,
      name: row.name,
      parentGroupId: row.parent_group_id,
      depth,
    });
    for (const child of visible) if (child.parent_group_id === row.group_id) add(child, depth + 1);
  };
  for (const row of visible) if (row.parent_group_id === null || !visibleIds.has(row.parent_group_id)) add(row, 0);
  for (const row of visible) add(row, 0);
  return [...ordered.values()];
}
