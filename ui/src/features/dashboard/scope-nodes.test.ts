import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DashboardPeople } from '#domain/contract/dashboard.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { ja } from '../../messages/ja.ts';
import { conditionsOf, titleOfBehind } from './behind-words.ts';
import { personIdOf, scopeNodes, selectedIdOf } from './scope-nodes.ts';
import { behindOf, viewFrom } from './view-query.ts';

const group = (groupId: string, parentGroupId: string | null, people: number, isDeleted = false) => {
  return { groupId, code: groupId, name: `${groupId}課`, parentGroupId, depth: 0, people, isDeleted };
};
const GROUPS = [group('a', null, 2), group('b', 'a', 3), group('x', null, 0, true)];
const members = (names: readonly string[], total: number): DashboardPeople =>
  ({
    group: { groupId: 'b', code: 'b', name: 'b課' },
    total,
    people: names.map((name) => ({ personId: name, name })),
  }) as unknown as DashboardPeople;

test('the tenant is above its groups; the people of the chosen group stand below it', () => {
  const nodes = scopeNodes(GROUPS, { groupId: 'b', members: members(['花子', '一郎'], 9), person: null }, ja);
  assert.deepEqual(
    nodes.map(({ id, parentId, name }) => [id, parentId, name]),
    [
      ['all', null, '全社'],
      ['a', 'all', 'a課'],
      ['b', 'a', 'b課'],
      ['x', 'all', 'x課（削除済み）'],
      ['person:花子', 'b', '花子'],
      ['person:一郎', 'b', '一郎'],
      ['more', 'b', 'ほか7人は一覧から選ぶ'],
    ],
  );
  assert.equal(nodes[0]?.count, 5);
  assert.deepEqual(nodes.map(personIdOf).filter(Boolean), ['花子', '一郎']);
});

test('a chosen person is in the tree, also where the list has not got that far; people of another group are not', () => {
  const ofOther = members(['花子'], 1);
  const nodes = scopeNodes(GROUPS, { groupId: 'a', members: ofOther, person: { personId: 'p', name: '健' } }, ja);
  assert.deepEqual(
    nodes.filter(({ kind }) => kind !== 'group').map(({ id, parentId }) => [id, parentId]),
    [['person:p', 'a']],
  );
  assert.equal(selectedIdOf({ groupId: 'a', personId: 'p' }), 'person:p');
  assert.equal(selectedIdOf({ groupId: 'a', personId: undefined }), 'a');
});

test('a list says what it holds', () => {
  const dates = { from: '2026-11-01' as WorkDate, to: '2026-11-30' as WorkDate };
  const view = viewFrom('', '202611');
  const cell = behindOf(view, dates, { kind: 'days', weekday: 1, workedHour: 9 });
  assert.equal(titleOfBehind(cell, ja), '勤務時間の内訳（日）');
  assert.deepEqual(conditionsOf(cell, '全社', ja), ['全社', '2026/11/01–2026/11/30', '月曜日', '9時台']);
  const bucket = behindOf(view, dates, { kind: 'people', minMinutes: 600, maxMinutes: 1200 });
  assert.equal(conditionsOf(bucket, '全社', ja).at(-1), '10:00–19:59');
  assert.equal(conditionsOf(behindOf(view, dates, { kind: 'people', minMinutes: 1 }), '全社', ja).length, 2);
  assert.equal(titleOfBehind(behindOf(view, dates, { kind: 'days', only: 'leftOut' }), ja), '集計に含めていない日');
});
