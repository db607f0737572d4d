import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RosterGroup } from '#domain/contract/roster.ts';
import { groupNodes, inheritedSeniors, matchingNodes, parentChoices, searchOf } from './group-tree.ts';

const person = (id: string) => ({ personId: id, loginId: id, name: id });
const group = (id: string, parent: string | null, depth: number, seniors: string[] = []): RosterGroup => ({
  groupId: id,
  code: `G-${id}`,
  name: `グループ${id}`,
  parentGroupId: parent,
  depth,
  approvers: [],
  seniorApprovers: seniors.map(person),
  people: 0,
});
const NODES = groupNodes([
  group('a', null, 0, ['x', 'y']),
  group('b', 'a', 1, ['y']),
  group('c', 'b', 2),
  group('d', null, 0),
]);

test('a search keeps what is above a hit, so that it is seen where it belongs', () => {
  assert.deepEqual(
    matchingNodes(NODES, 'g-C').map((node) => node.id),
    ['a', 'b', 'c'],
  );
  assert.equal(matchingNodes(NODES, '').length, 4);
  assert.deepEqual(matchingNodes(NODES, 'ない'), []);
});

test('a group cannot be put under itself or under what is below it', () => {
  assert.deepEqual(
    parentChoices(NODES, 'b').map((choice) => choice.value),
    ['a', 'd'],
  );
  assert.equal(parentChoices(NODES, undefined).length, 4);
  assert.match(parentChoices(NODES, undefined)[2]?.label ?? '', /^\u3000\u3000グループc/);
});

test('senior approvers of groups above hold below, each once', () => {
  assert.deepEqual(
    inheritedSeniors(NODES, 'c')
      .map((each) => each.personId)
      .toSorted(),
    ['x', 'y'],
  );
  assert.deepEqual(
    inheritedSeniors(NODES, 'b').map((each) => each.personId),
    ['x'],
  );
  assert.deepEqual(inheritedSeniors(NODES, 'a'), []);
});

test('search and chosen group stand in the address; without them it is plain', () => {
  assert.equal(searchOf('', undefined), '');
  assert.equal(new URLSearchParams(searchOf('営業 &1', 'id')).get('search'), '営業 &1');
});
