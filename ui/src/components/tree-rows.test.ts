import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { branchOf, pathOf, treeKey, treeRows, type TreeNode } from './tree-rows.ts';

const node = (id: string, parentId: string | null = null): TreeNode => ({ id, parentId, name: id });
const NODES = [node('a'), node('a1', 'a'), node('a2', 'a'), node('a21', 'a2'), node('b')];
const OPEN: ReadonlySet<string> = new Set();
const ids = (closed: ReadonlySet<string>): string[] => treeRows(NODES, closed).map((row) => row.node.id);

test('a tree is flattened in the order in which it is read, with levels and places', () => {
  assert.deepEqual(ids(OPEN), ['a', 'a1', 'a2', 'a21', 'b']);
  const row = treeRows(NODES, OPEN)[2];
  assert.deepEqual([row?.level, row?.position, row?.setSize, row?.hasChildren, row?.isOpen], [2, 2, 2, true, true]);
});

test('what is below a closed node is out of sight', () => {
  assert.deepEqual(ids(new Set(['a2'])), ['a', 'a1', 'a2', 'b']);
  assert.deepEqual(ids(new Set(['a'])), ['a', 'b']);
});

test('a node whose parent is not in the list stands at the top', () => {
  assert.deepEqual(
    treeRows([node('x', 'gone')], OPEN).map((row) => row.level),
    [1],
  );
});

test('whatever the parents are, even a ring, every open node is shown once', () => {
  const trees = fc
    .array(fc.record({ at: fc.nat(9), parent: fc.nat(9) }), { maxLength: 10 })
    .map((list) => [
      ...new Map(list.map(({ at, parent }) => [at, node(String(at), parent === 0 ? null : String(parent))])).values(),
    ]);
  fc.assert(
    fc.property(trees, (nodes) => {
      const shown = treeRows(nodes, OPEN).map((row) => row.node.id);
      assert.deepEqual(shown.toSorted(), nodes.map((each) => each.id).toSorted());
    }),
  );
});

test('a branch is the node with all below it, a path the names from the top', () => {
  assert.deepEqual([...branchOf(NODES, 'a2')], ['a2', 'a21']);
  assert.deepEqual(pathOf(NODES, 'a21'), ['a', 'a2', 'a21']);
});

test('arrow keys walk, open and close as in every tree', () => {
  const rows = treeRows(NODES, new Set(['a2']));
  assert.deepEqual(treeKey('ArrowDown', rows, 'a1'), { focus: 'a2' });
  assert.deepEqual(treeKey('ArrowRight', rows, 'a2'), { toggle: 'a2' });
  assert.deepEqual(treeKey('ArrowRight', rows, 'a'), { focus: 'a1' });
  assert.deepEqual(treeKey('ArrowLeft', rows, 'a2'), { focus: 'a' });
  assert.deepEqual(treeKey('ArrowLeft', rows, 'a'), { toggle: 'a' });
  assert.deepEqual(treeKey('End', rows, 'a'), { focus: 'b' });
  assert.equal(treeKey('ArrowLeft', rows, 'b'), undefined);
  assert.equal(treeKey('x', rows, 'b'), undefined);
});
