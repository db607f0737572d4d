import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RosterFileKind } from '../contract/roster.ts';
import { groupOf, patternOf, placesOf, plan, recordsFile, SMALL_ROSTER, stateOf, userOf } from './roster-test-kit.ts';
import type { RosterState } from './types.ts';
import { groupCells, patternCells, userCells } from './write-roster-rows.ts';

/** Rosters in which the entry X of a kind stands so. */
const STANDINGS: Readonly<Record<RosterFileKind, Readonly<Record<string, () => RosterState>>>> = {
  group: {
    absent: () => SMALL_ROSTER,
    active: () => withEntries({ group: groupOf('X') }),
    removed: () => withEntries({ group: groupOf('X', { isRemoved: true }) }),
  },
  user: {
    absent: () => SMALL_ROSTER,
    active: () => withEntries({ user: userOf('X') }),
    suspended: () => withEntries({ user: userOf('X', { status: 'suspended' }) }),
    removed: () => withEntries({ user: userOf('X', { status: 'removed' }) }),
  },
  work_pattern: {
    absent: () => SMALL_ROSTER,
    active: () => withEntries({ pattern: patternOf('X') }),
    removed: () => withEntries({ pattern: patternOf('X', { isRemoved: true }) }),
  },
};

function withEntries(entries: {
  group?: ReturnType<typeof groupOf>;
  user?: ReturnType<typeof userOf>;
  pattern?: ReturnType<typeof patternOf>;
}): RosterState {
  return stateOf(
    [...SMALL_ROSTER.groups.values(), ...(entries.group ? [entries.group] : [])],
    [...SMALL_ROSTER.users.values(), ...(entries.user ? [entries.user] : [])],
    [...SMALL_ROSTER.patterns.values(), ...(entries.pattern ? [entries.pattern] : [])],
  );
}

/** A row that states other values than the roster holds. */
const ROWS: Readonly<Record<RosterFileKind, string[]>> = {
  group: groupCells(groupOf('X', { name: '新しい名' })),
  user: userCells(userOf('X', { name: '新しい名' })),
  work_pattern: patternCells(patternOf('X', { name: '新しい名' })),
};

/** The guide's tables 3-2, 3-4, 3-6 and the settled edges: by code, for each standing, what comes of it. */
const GROUP_CODES: readonly [code: string, absent: string, active: string, removed: string][] = [
  ['0', '-', '-', '-'],
  ['1', 'added', 'exists', 'existsRemoved'],
  ['2', 'notRegistered', 'changed', 'isRemoved'],
  ['3', 'notRegistered', 'removed', 'alreadyDone?'],
  ['4', 'notRegistered', 'notRemoved', 'restored'],
  ['5', 'notRegistered', 'deleted', 'deleted'],
  ['6', 'codeInvalid', 'codeInvalid', 'codeInvalid'],
];
const PATTERN_CODES: typeof GROUP_CODES = [
  ...GROUP_CODES.slice(0, 1),
  ['1', 'added', 'exists', 'existsRemovedPattern'],
  ...GROUP_CODES.slice(2, 5),
  ['5', 'codeInvalid', 'codeInvalid', 'codeInvalid'],
];
const USER_CODES: readonly [code: string, absent: string, active: string, suspended: string, removed: string][] = [
  ['0', '-', '-', '-', '-'],
  ['1', 'added', 'exists', 'exists', 'existsRemoved'],
  ['2', 'notRegistered', 'changed', 'changed', 'isRemoved'],
  ['3', 'notRegistered', 'suspended', 'alreadyDone?', 'isRemoved'],
  ['4', 'notRegistered', 'notRemoved', 'restored', 'restored'],
  ['5', 'notRegistered', 'reissued', 'reissueSuspended', 'isRemoved'],
  ['6', 'notRegistered', 'removed', 'removed', 'alreadyDone?'],
  ['7', 'notRegistered', 'deleted', 'deleted', 'deleted'],
  ['8', 'codeInvalid', 'codeInvalid', 'codeInvalid', 'codeInvalid'],
];

const CODES = { group: GROUP_CODES, user: USER_CODES, work_pattern: PATTERN_CODES };

for (const kind of ['group', 'user', 'work_pattern'] as const) {
  describe(`update codes of the ${kind} file`, () => {
    for (const [code, ...expected] of CODES[kind]) {
      for (const [index, [standing, state]] of Object.entries(STANDINGS[kind]).entries()) {
        test(`${code} on an id that is ${standing}: ${expected[index]}`, () => {
          const planned = plan(state(), [recordsFile(kind, [[code, ...ROWS[kind].slice(1)]])]);
          const outcome = [
            ...planned.changes.map((change) => change.action),
            ...placesOf(planned).map((place) => place.split(' ')[1]),
          ];
          assert.deepEqual(outcome, expected[index] === '-' ? [] : [expected[index]]);
        });
      }
    }
  });
}

describe('what the codes do', () => {
  const planUser = (state: RosterState, code: string, cells = ROWS.user) =>
    plan(state, [recordsFile('user', [[code, ...cells.slice(1)]])]);

  test('2 on a person without login is applied and leaves them without login', () => {
    const { after } = planUser(withEntries({ user: userOf('X', { status: 'suspended' }) }), '2');
    assert.equal(after.users.get('X')?.status, 'suspended');
    assert.equal(after.users.get('X')?.name, '新しい名');
  });

  test('4 takes the other values of its row and keeps who it is', () => {
    const { after, changes } = planUser(withEntries({ user: userOf('X', { status: 'removed' }) }), '4');
    assert.equal(after.users.get('X')?.personId, 'id of X');
    assert.deepEqual(changes[0]?.fields, [
      { column: 'ユーザ名', before: '社員 X', after: '新しい名' },
      { column: '削除区分', before: '2', after: '0' },
    ]);
  });

  for (const code of ['3', '5', '6', '7']) {
    test(`${code} reads the id alone: the rest of the row may be anything`, () => {
      const row = ['', 'X', '\u0000', '', ...Array.from({ length: 17 }, () => '？')];
      const planned = planUser(withEntries({ user: userOf('X') }), code, row);
      assert.deepEqual(placesOf(planned), []);
      assert.equal(planned.changes.length, 1);
      assert.equal(planned.changes[0]?.after?.name ?? '社員 X', '社員 X');
    });
  }

  test('an id that was deleted for good may be registered again, as somebody new', () => {
    const deleted = planUser(withEntries({ user: userOf('X') }), '7');
    assert.equal(deleted.after.users.has('X'), false);
    const again = planUser(deleted.after, '1');
    assert.equal(again.changes[0]?.action, 'added');
    assert.equal(again.after.users.get('X')?.personId, null);
  });

  test('a row with code 0 is checked for its number of columns only', () => {
    const garbage = ['0', '\u0007', ...Array.from({ length: 19 }, () => 'x'.repeat(300))];
    const planned = plan(SMALL_ROSTER, [recordsFile('user', [garbage, garbage.slice(1)])]);
    assert.deepEqual(placesOf(planned), ['user:3:- columnCount']);
  });

  test('one id twice: 0 beside another code is fine, two that act are refused and neither acts', () => {
    const row = (code: string) => [code, ...userCells(userOf('U02', { name: '別の名' })).slice(1)];
    assert.deepEqual(placesOf(plan(SMALL_ROSTER, [recordsFile('user', [row('0'), row('2')])])), []);
    const twice = plan(SMALL_ROSTER, [recordsFile('user', [row('2'), row('0'), row('6')])]);
    assert.deepEqual(placesOf(twice), ['user:4:2 idTwice']);
    assert.deepEqual(twice.problems[0]?.params, { other: 2 });
    assert.deepEqual(twice.changes, []);
  });

  test('an update whose values are what the roster holds changes nothing', () => {
    const same = userCells(userOf('U02'));
    assert.deepEqual(plan(SMALL_ROSTER, [recordsFile('user', [['2', ...same.slice(1)]])]).changes, []);
  });
});
