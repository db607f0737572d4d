import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VisiblePerson } from '#domain/contract/people.ts';
import { groupRows, stateOf } from './group-rows.ts';

const group = (groupId: string) => ({ groupId, code: groupId, name: groupId, parentGroupId: null, depth: 0 });
const person = (name: string, kana: string, employeeNumber: string, groupId: string): VisiblePerson => ({
  personId: name,
  name,
  kana,
  employeeNumber,
  groupId,
  today: null,
});
const answer = {
  groups: [group('a'), group('b')],
  people: [person('佐藤　花子', 'サトウ ハナコ', 'E0012', 'a'), person('鈴木 一郎', 'スズキ イチロウ', 'E0013', 'b')],
};
const names = (search: string): string[] =>
  groupRows(answer, search, 'all').flatMap((row) => row.people.map((each) => each.name));

test('everyone is listed in the order of the groups, empty groups included', () => {
  assert.deepEqual(groupRows({ ...answer, people: [] }, '', 'all').length, 2);
  assert.deepEqual(names(''), ['佐藤　花子', '鈴木 一郎']);
});

for (const search of ['佐藤花子', '佐藤 花', 'ｻﾄｳ', 'e0012', 'Ｅ００１２']) {
  test(`a person is found by ${search}`, () => {
    assert.deepEqual(names(search), ['佐藤　花子']);
  });
}

test('a search that finds nobody leaves no empty groups', () => {
  assert.deepEqual(groupRows(answer, 'いない', 'all'), []);
});

test('people without a computed day can be picked out', () => {
  assert.equal(stateOf(answer.people[0] as VisiblePerson), 'none');
  assert.equal(groupRows(answer, '', 'none').length, 2);
  assert.equal(groupRows(answer, '', 'working').length, 0);
});
