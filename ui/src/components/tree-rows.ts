/** A node of a tree as the server lists it: a parent before its children is not required. */
export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/** A node as a tree of the screen shows it. */
export interface TreeRow<Node extends TreeNode> {
  readonly node: Node;
  /** 1 for the top, as `aria-level`. */
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
}

/**
 * The rows that are in sight: every node whose ancestors are all open, in the order of the list among brothers. A node whose parent is
 * not in the list stands at the top, so that nothing is ever lost; a ring of parents is cut, not followed.
 */
export function treeRows<Node extends TreeNode>(nodes: readonly Node[], closed: ReadonlySet<string>): TreeRow<Node>[] {
  const ids = new Set(nodes.map((node) => node.id));
  const children = Map.groupBy(nodes, (node) =>
    node.parentId !== null && ids.has(node.parentId) && node.parentId !== node.id ? node.parentId : null,
  );
  const rows: TreeRow<Node>[] = [];
  const seen = new Set<string>();
  const visit = (siblings: readonly Node[], level: number): void => {
    siblings.forEach((node, index) => {
      if (seen.has(node.id)) return;
      seen.add(node.id);
      const below = children.get(node.id) ?? [];
      const isOpen = below.length > 0 && !closed.has(node.id);
      const place = { level, position: index + 1, setSize: siblings.length };
      rows.push({ node, ...place, hasChildren: below.length > 0, isOpen });
      if (isOpen) visit(below, level + 1);
      else markSeen(below);
    });
  };
  const markSeen = (hidden: readonly Node[]): void => {
    for (const node of hidden) {
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      markSeen(children.get(node.id) ?? []);
    }
  };
  visit(children.get(null) ?? [], 1);
  const ring = nodes.filter((node) => !seen.has(node.id));
  if (ring.length > 0) visit(ring, 1);
  return rows;
}

/** A node with everything below it: what may not become its own parent. */
export function branchOf(nodes: readonly TreeNode[], id: string): ReadonlySet<string> {
  const children = Map.groupBy(nodes, (node) => node.parentId);
  const branch = new Set<string>();
  const visit = (each: string): void => {
    if (branch.has(each)) return;
    branch.add(each);
    for (const child of children.get(each) ?? []) visit(child.id);
  };
  visit(id);
  return branch;
}

/** From the top down to the node, for 「営業本部 ＞ 営業部 ＞ 営業一課」. */
export function pathOf(nodes: readonly TreeNode[], id: string): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const names: string[] = [];
  const seen = new Set<string>();
  for (let node = byId.get(id); node && !seen.has(node.id); node = byId.get(node.parentId ?? '')) {
    seen.add(node.id);
    names.unshift(node.name);
  }
  return names;
}

/** What a key does in a tree (WAI-ARIA: tree view): the row to focus, or the node to open or close. */
export function treeKey<Node extends TreeNode>(
  key: string,
  rows: readonly TreeRow<Node>[],
  id: string,
): { readonly focus: string } | { readonly toggle: string } | undefined {
  const index = rows.findIndex((row) => row.node.id === id);
  const row = rows[index];
  if (row === undefined) return undefined;
  const to = (target: number): { readonly focus: string } | undefined => {
    const found = rows[Math.min(rows.length - 1, Math.max(0, target))];
    return found && { focus: found.node.id };
  };
  if (key === 'ArrowDown') return to(index + 1);
  if (key === 'ArrowUp') return to(index - 1);
  if (key === 'Home') return to(0);
  if (key === 'End') return to(rows.length - 1);
  if (key === 'ArrowRight' && row.hasChildren) return row.isOpen ? to(index + 1) : { toggle: id };
  if (key !== 'ArrowLeft') return undefined;
  if (row.isOpen) return { toggle: id };
  const parent = rows.find((each) => each.node.id === row.node.parentId);
  return parent && { focus: parent.node.id };
}
