import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonStatus, PresenceState } from '#domain/contract/group-status.ts';
import { countStates, filterPeople, groupNodes, replacePerson } from './status-rows.ts';

const person = (personId: string, presence: PresenceState, name = personId): PersonStatus => ({
  personId,
  employeeNumber: `E-${personId}`,
  name,
  groupId: 'g',
  workDate: '2026-03-10' as PersonStatus['workDate'],
  presence,
  workStyle: 'regular',
  isHolidayWork: false,
  startClock: null,
  sinceClock: null,
  taskTitle: null,
  figures: null,
});
const people = [person('1', 'working', '佐藤　花子'), person('2', 'remote'), person('3', 'working')];

test('every state is counted, also the one that nobody is in', () => {
  assert.deepEqual(
    countStates(people).map(({ state, count }) => [state, count]),
    [
      ['working', 2],
      ['remote', 1],
      ['offsite', 0],
      ['onBreak', 0],
      ['notStarted', 0],
      ['ended', 0],
    ],
  );
});

test('people are picked by state and by what is typed, however it is written', () => {
  const ids = (state: PresenceState | 'all', search: string) =>
    filterPeople(people, state, search).map((each) => each.personId);
  assert.deepEqual(ids('working', ''), ['1', '3']);
  assert.deepEqual(ids('all', '佐藤花子'), ['1']);
  assert.deepEqual(ids('all', 'ｅ-２'), ['2']);
  assert.deepEqual(ids('remote', '佐藤'), []);
});

test('a changed row stays in its place, and a stranger’s is not added', () => {
  const changed = replacePerson(people, person('2', 'onBreak'));
  assert.deepEqual(
    changed.map((each) => [each.personId, each.presence]),
    [
      ['1', 'working'],
      ['2', 'onBreak'],
      ['3', 'working'],
    ],
  );
  assert.deepEqual(replacePerson(people, person('9', 'onBreak')), people);
});

test('all groups can be chosen together where there is more than one', () => {
  const group = (groupId: string, parentGroupId: string | null, count: number) => ({
    ...{ groupId, code: groupId, name: groupId, parentGroupId, depth: 0, people: count },
  });
  assert.deepEqual(
    groupNodes([group('a', null, 2), group('b', 'a', 3)], 'all').map((node) => [node.id, node.count]),
    [
      ['mine', 5],
      ['a', 2],
      ['b', 3],
    ],
  );
  assert.equal(groupNodes([group('a', null, 2)], 'all').length, 1);
});
