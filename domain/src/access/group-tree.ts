/** Group → its parent (上位グループ); null at the top. A group that is not in the map has no parent. */
export type GroupTree = ReadonlyMap<string, string | null>;

/**
 * A group and every group above it, nearest first.
 *
 *   本社 ◀── 営業部 ◀── 営業一課      groupsUpFrom(営業一課) = 営業一課, 営業部, 本社
 *
 * The roster refuses cycles; should one be stored nevertheless, each group of it is named once.
 */
export function groupsUpFrom(groupId: string, tree: GroupTree): string[] {
  const chain = new Set<string>();
  for (let each: string | null = groupId; each !== null && !chain.has(each); each = tree.get(each) ?? null) {
    chain.add(each);
  }
  return [...chain];
}
