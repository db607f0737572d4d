import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROSTER_ACTIONS, type RosterAction, type RosterChangeView } from '#domain/contract/roster.ts';
import { changeSections } from './change-sections.ts';

const change = (action: RosterAction, id: string): RosterChangeView => ({
  kind: 'user',
  line: 4,
  id,
  name: id,
  action,
  fields: [],
});

test('differences stand by action, in the order of the contract', () => {
  const sections = changeSections(
    [change('deleted', 'c'), change('added', 'a'), change('moved', 'm'), change('added', 'b')],
    { added: 2, moved: 1, deleted: 1 },
  );
  assert.deepEqual(
    sections.map((section) => [section.action, section.changes.map((each) => each.id)]),
    [
      ['added', ['a', 'b']],
      ['moved', ['m']],
      ['deleted', ['c']],
    ],
  );
});

test('an action of which no row came with the answer is shown with its number', () => {
  assert.deepEqual(changeSections([change('added', 'a')], { added: 1, removed: 3 }).at(-1), {
    action: 'removed',
    count: 3,
    changes: [],
  });
});

test('no row is lost, whatever the actions are', () => {
  const all = ROSTER_ACTIONS.map((action) => change(action, action));
  assert.equal(changeSections(all, {}).flatMap((section) => section.changes).length, ROSTER_ACTIONS.length);
  assert.deepEqual(changeSections([], { added: 0 }), []);
});
