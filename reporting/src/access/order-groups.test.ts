import assert from 'node:assert/strict';
import test from 'node:test';
import { orderGroups } from './order-groups.ts';

const group = (code: string, parent: string | null) => ({ group_id: code, code, name: code, parent_group_id: parent });
const HOUSE = [group('C', 'A'), group('B', 'A'), group('A', null), group('BB', 'B'), group('Z', null)];
const listed = (ids: string[]) => orderGroups(HOUSE, new Set(ids)).map((each) => `${each.depth}${each.code}`);

test('a parent stands before its children, siblings by code', () => {
  assert.deepEqual(listed(['A', 'B', 'BB', 'C', 'Z']), ['0A', '1B', '2BB', '1C', '0Z']);
});

test('a group whose parent is not visible stands at the top', () => {
  assert.deepEqual(listed(['B', 'BB']), ['0B', '1BB']);
});

test('a stored cycle loses no group', () => {
  const cycle = [group('A', 'B'), group('B', 'A')];
  assert.equal(orderGroups(cycle, new Set(['A', 'B'])).length, 2);
});
