import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  deedsOf,
  EMPTY_ROSTER,
  groupOf,
  patternOf,
  placesOf,
  plan,
  recordsFile,
  SMALL_ROSTER,
  stateOf,
  userOf,
} from './roster-test-kit.ts';
import type { RosterFile, RosterGroup, RosterPattern, RosterState, RosterUser } from './types.ts';
import { groupCells, patternCells, userCells } from './write-roster-rows.ts';

/** Files of entries, each with its update code. */
const groups = (...rows: readonly [code: number, group: RosterGroup][]): RosterFile =>
  recordsFile(
    'group',
    rows.map(([code, group]) => [String(code), ...groupCells(group).slice(1)]),
  );
const users = (...rows: readonly [code: number, user: RosterUser][]): RosterFile =>
  recordsFile(
    'user',
    rows.map(([code, user]) => [String(code), ...userCells(user).slice(1)]),
  );
const patterns = (...rows: readonly [code: number, pattern: RosterPattern][]): RosterFile =>
  recordsFile(
    'work_pattern',
    rows.map(([code, pattern]) => [String(code), ...patternCells(pattern).slice(1)]),
  );

const ADMIN = userOf('U01', { isAdministrator: true });
const with2 = (user: Partial<RosterUser>): RosterState => stateOf([groupOf('G01')], [ADMIN, userOf('U02', user)]);
const errorsOf = (planned: ReturnType<typeof plan>): string[] =>
  placesOf(planned).filter((place) => !place.endsWith('?'));

describe('ids across the three files', () => {
  test('a group, its approver and their pattern may come in one upload, in three files', () => {
    const planned = plan(EMPTY_ROSTER, [
      users([1, userOf('U09', { groupCode: 'G09', patternCode: 'P09' })]),
      patterns([1, patternOf('P09')]),
      groups([1, groupOf('G09', { approvers: ['U09'] })]),
    ]);
    assert.deepEqual(placesOf(planned), []);
    assert.deepEqual(deedsOf(planned), ['added group G09', 'added user U09', 'added work_pattern P09']);
  });

  test('unknown and removed groups, parents, patterns and approvers are named at their cells', () => {
    const state = stateOf(
      [groupOf('G01'), groupOf('Old', { isRemoved: true })],
      [ADMIN, userOf('Gone', { status: 'removed' })],
      [patternOf('P01'), patternOf('PX', { isRemoved: true })],
    );
    const planned = plan(state, [
      groups(
        [1, groupOf('G02', { approvers: ['U01', 'None'], seniorApprovers: ['Gone'], parentCode: 'None' })],
        [1, groupOf('G03', { parentCode: 'Old' })],
      ),
      users(
        [1, userOf('U11', { groupCode: 'None', patternCode: 'None' })],
        [1, userOf('U12', { groupCode: 'Old', patternCode: 'PX' })],
      ),
    ]);
    assert.deepEqual(errorsOf(planned), [
      'group:2:4 approverUnknown',
      'group:2:5 approverRemoved',
      'group:2:6 parentUnknown',
      'group:3:6 parentRemoved',
      'user:2:6 groupUnknown',
      'user:2:20 patternUnknown',
      'user:3:6 groupRemoved',
      'user:3:20 patternRemoved',
    ]);
  });

  test('ids of groups are one only in the same case', () => {
    assert.deepEqual(errorsOf(plan(SMALL_ROSTER, [users([1, userOf('U09', { groupCode: 'g01' })])])), [
      'user:2:6 groupUnknown',
    ]);
    assert.deepEqual(errorsOf(plan(SMALL_ROSTER, [groups([1, groupOf('g01')])])), []);
  });

  test('user ids equal but for case are refused, against the roster and against each other', () => {
    const planned = plan(SMALL_ROSTER, [users([1, userOf('u02')], [1, userOf('Neu')], [1, userOf('nEU')])]);
    assert.deepEqual(errorsOf(planned), ['user:2:2 sameButCase', 'user:3:2 sameButCase', 'user:4:2 sameButCase']);
  });

  test('of a list that is wrong throughout the first ten ids are named, and the beginning of the cell', () => {
    const approvers = Array.from({ length: 40 }, (_, index) => `None${index}`);
    const planned = plan(SMALL_ROSTER, [groups([1, groupOf('G09', { approvers })])]);
    assert.equal(planned.problems.length, 10);
    assert.equal(planned.problems[0]?.cell, `${approvers.join(';').slice(0, 100)}…`);
  });

  test('nobody is registered under the id of the built-in account, in whatever case', () => {
    const planned = plan(SMALL_ROSTER, [
      users([1, userOf('admin')], [1, userOf('ADMIN2')]),
      groups([1, groupOf('admin')]),
    ]);
    assert.deepEqual(errorsOf(planned), ['user:2:2 reservedId']);
    assert.deepEqual(errorsOf(plan(SMALL_ROSTER, [users([1, userOf('Admin')])])), ['user:2:2 reservedId']);
  });

  test('the mistake of one row is not repeated at the rows that count on it', () => {
    const group = groupOf('G09', { name: 'x'.repeat(65), approvers: ['U09'] });
    const planned = plan(SMALL_ROSTER, [groups([1, group]), users([1, userOf('U09', { groupCode: 'G09' })])]);
    assert.deepEqual(errorsOf(planned), ['group:2:3 tooLong']);
    const person = userOf('U09', { mail: 'nobody' });
    const other = plan(SMALL_ROSTER, [groups([1, groupOf('G09', { approvers: ['U09'] })]), users([1, person])]);
    assert.deepEqual(errorsOf(other), ['user:2:10 badMail']);
  });

  test('what was wrong in the roster before is not the uploader’s', () => {
    const state = stateOf(
      [groupOf('G01', { approvers: [], parentCode: 'None' }), groupOf('G02')],
      [ADMIN, userOf('U02')],
    );
    assert.deepEqual(errorsOf(plan(state, [users([2, userOf('U02', { name: '別の名' })])])), []);
  });
});

describe('approvers', () => {
  test('a person without login may approve, but not alone', () => {
    const suspended = with2({ status: 'suspended' });
    const alone = plan(suspended, [groups([1, groupOf('G09', { approvers: ['U02'] })])]);
    assert.deepEqual(errorsOf(alone), ['group:2:4 noApprover']);
    const beside = plan(suspended, [groups([1, groupOf('G09', { approvers: ['U02', 'U01'] })])]);
    assert.deepEqual(errorsOf(beside), []);
  });

  test('who is the only approver cannot lose login or be removed; with another one named in the same upload they can', () => {
    const state = stateOf([groupOf('G01'), groupOf('G02', { approvers: ['U02'] })], [ADMIN, userOf('U02')]);
    assert.deepEqual(errorsOf(plan(state, [users([3, userOf('U02')])])), ['user:2:2 isOnlyApprover']);
    assert.deepEqual(errorsOf(plan(state, [users([6, userOf('U02')])])), ['user:2:2 isApprover']);
    const both = [groups([2, groupOf('G02', { approvers: ['U01'] })]), users([6, userOf('U02')])];
    assert.deepEqual(errorsOf(plan(state, both)), []);
  });

  test('one of two approvers may lose login; both may not', () => {
    const state = stateOf([groupOf('G01', { approvers: ['U02', 'U03'] })], [ADMIN, userOf('U02'), userOf('U03')]);
    assert.deepEqual(errorsOf(plan(state, [users([3, userOf('U02')])])), []);
    assert.deepEqual(errorsOf(plan(state, [users([3, userOf('U02')], [3, userOf('U03')])])), [
      'user:2:2 isOnlyApprover',
      'user:3:2 isOnlyApprover',
    ]);
  });

  test('a senior approver who is removed is named too: the group would count on nobody', () => {
    const state = stateOf([groupOf('G01', { seniorApprovers: ['U02'] })], [ADMIN, userOf('U02')]);
    assert.deepEqual(errorsOf(plan(state, [users([7, userOf('U02')])])), ['user:2:2 isApprover']);
    assert.deepEqual(errorsOf(plan(state, [users([3, userOf('U02')])])), []);
  });

  test('the group whose row names them has the problem, not the person’s row', () => {
    const planned = plan(with2({}), [groups([1, groupOf('G09', { approvers: ['U02'] })]), users([6, userOf('U02')])]);
    assert.deepEqual(errorsOf(planned), ['group:2:4 approverRemoved']);
  });
});

describe('what goes away', () => {
  test('a group with people or groups below it stays, unless they leave in the same upload', () => {
    const state = stateOf(
      [groupOf('G01'), groupOf('G02'), groupOf('G03', { parentCode: 'G02' })],
      [ADMIN, userOf('U02', { groupCode: 'G02' }), userOf('U03', { groupCode: 'G02', status: 'removed' })],
    );
    for (const code of [3, 5]) {
      const planned = plan(state, [groups([code, groupOf('G02')])]);
      assert.deepEqual(errorsOf(planned), ['group:2:2 groupHasPeople', 'group:2:2 groupHasChildren']);
      assert.deepEqual(planned.problems[0]?.params, { group: 'G02', id: 'U02', count: 1 });
    }
    const leaving = [groups([3, groupOf('G02')], [2, groupOf('G03')]), users([2, userOf('U02')])];
    assert.deepEqual(errorsOf(plan(state, leaving)), []);
    const removed = [groups([3, groupOf('G02')], [3, groupOf('G03')]), users([6, userOf('U02')])];
    assert.deepEqual(errorsOf(plan(state, removed)), []);
  });

  test('a pattern that somebody works by stays', () => {
    const state = stateOf([groupOf('G01')], [ADMIN, userOf('U02')], [patternOf('P01'), patternOf('P02')]);
    assert.deepEqual(errorsOf(plan(state, [patterns([3, patternOf('P01')])])), ['work_pattern:2:2 patternInUse']);
    assert.deepEqual(errorsOf(plan(state, [patterns([3, patternOf('P02')])])), []);
  });
});

describe('circles among groups', () => {
  const tree = stateOf(
    [groupOf('A'), groupOf('B', { parentCode: 'A' }), groupOf('C', { parentCode: 'B' })],
    [userOf('U01', { groupCode: 'A' })],
  );

  test('a group above itself is refused with the way round', () => {
    const planned = plan(tree, [groups([2, groupOf('A', { parentCode: 'C' })])]);
    assert.deepEqual(errorsOf(planned), ['group:2:6 groupCycle']);
    assert.deepEqual(planned.problems[0]?.params, { path: 'A → C → B → A' });
    assert.deepEqual(errorsOf(plan(tree, [groups([2, groupOf('A', { parentCode: 'A' })])])), ['group:2:6 groupCycle']);
  });

  test('every row within the circle has the problem, a row below it has none', () => {
    const planned = plan(tree, [
      groups(
        [2, groupOf('A', { parentCode: 'B' })],
        [2, groupOf('B', { parentCode: 'A', name: '新' })],
        [2, groupOf('C', { parentCode: 'B', name: '新' })],
      ),
    ]);
    assert.deepEqual(errorsOf(planned), ['group:2:6 groupCycle', 'group:3:6 groupCycle']);
  });

  test('a long circle is named by its first ten groups', () => {
    const circle = Array.from({ length: 12 }, (_, index) =>
      groupOf(`g${index}`, { parentCode: `g${(index + 1) % 12}` }),
    );
    const planned = plan(tree, [groups(...circle.map((group): [number, RosterGroup] => [1, group]))]);
    assert.equal(planned.problems.length, 12);
    assert.deepEqual(planned.problems[4]?.params, {
      path: 'g4 → g5 → g6 → g7 → g8 → g9 → g10 → g11 → g0 → g1 → … → g4',
    });
  });

  test('turning a tree upside down in one upload is no circle', () => {
    const turned = groups([2, groupOf('A', { parentCode: 'B' })], [2, groupOf('B')]);
    const planned = plan(tree, [turned]);
    assert.deepEqual(errorsOf(planned), []);
    assert.deepEqual(deedsOf(planned), ['moved group A', 'moved group B']);
  });
});

describe('limits', () => {
  const people = (count: number, user: Partial<RosterUser> = {}): RosterUser[] =>
    Array.from({ length: count }, (_, index) => userOf(`M${index}`, user));
  const full = (count: number): RosterState =>
    stateOf(
      [groupOf('G01', { approvers: ['Z'] }), groupOf('G02', { approvers: ['Z'] })],
      [userOf('Z', { groupCode: 'G02', isAdministrator: true }), ...people(count)],
    );

  test('100 people a group; the 101st is named at its row', () => {
    const entering = users([1, userOf('N1')], [1, userOf('N2')], [1, userOf('N3')]);
    assert.deepEqual(errorsOf(plan(full(97), [entering])), []);
    const planned = plan(full(99), [entering]);
    assert.deepEqual(errorsOf(planned), ['user:3:6 groupFull']);
    assert.deepEqual(planned.problems[0]?.params, { group: 'G01', count: 102, max: 100 });
  });

  test('people without login count, removed ones do not, those who leave in the same upload make room', () => {
    const state = stateOf(
      [...full(0).groups.values()],
      [...full(99).users.values(), userOf('S', { status: 'suspended' })],
    );
    assert.deepEqual(errorsOf(plan(state, [users([1, userOf('N1')])])), ['user:2:6 groupFull']);
    assert.deepEqual(errorsOf(plan(state, [users([1, userOf('N1')], [6, userOf('S')])])), []);
    const moved = users([1, userOf('N1')], [2, userOf('M0', { groupCode: 'G02' })]);
    assert.deepEqual(errorsOf(plan(state, [moved])), []);
  });

  test('a group that was too large already stays as it is; nobody more may enter', () => {
    const renamed = users([2, userOf('M0', { name: '別の名' })]);
    assert.deepEqual(errorsOf(plan(full(105), [renamed])), []);
    assert.deepEqual(errorsOf(plan(full(105), [users([4, userOf('M0')])])), ['user:2:2 notRemoved']);
    assert.deepEqual(errorsOf(plan(full(105), [users([1, userOf('N1')])])), ['user:2:6 groupFull']);
  });

  test('licences are used by those who may log in', () => {
    const adding = users([1, userOf('N1')], [1, userOf('N2')]);
    assert.deepEqual(errorsOf(plan(SMALL_ROSTER, [adding], { licenceCount: 4 })), []);
    const planned = plan(SMALL_ROSTER, [adding], { licenceCount: 3 });
    assert.deepEqual(errorsOf(planned), ['user:3:- licencesExceeded']);
    assert.deepEqual(planned.problems[0]?.params, { count: 4, max: 3 });
    const exchanged = users([1, userOf('N1')], [3, userOf('U02')]);
    assert.deepEqual(errorsOf(plan(SMALL_ROSTER, [exchanged], { licenceCount: 2 })), []);
  });

  test('re-registration needs a licence; a company over its licences may still be changed', () => {
    const restored = users([4, userOf('U02')]);
    assert.deepEqual(errorsOf(plan(with2({ status: 'suspended' }), [restored], { licenceCount: 1 })), [
      'user:2:- licencesExceeded',
    ]);
    const changed = users([2, userOf('U02', { name: '別の名' })]);
    assert.deepEqual(errorsOf(plan(SMALL_ROSTER, [changed], { licenceCount: 1 })), []);
  });
});

describe('administrators', () => {
  const twoGroups = stateOf(
    [groupOf('G01', { approvers: ['U09'] })],
    [ADMIN, userOf('U02', { isAdministrator: true }), userOf('U09')],
  );

  test('the last one cannot be removed, suspended or made an ordinary person', () => {
    const state = stateOf([groupOf('G01', { approvers: ['U09'] })], [ADMIN, userOf('U09')]);
    for (const code of [3, 6, 7]) {
      assert.deepEqual(errorsOf(plan(state, [users([code, ADMIN])])), ['user:2:1 lastAdministrator']);
    }
    assert.deepEqual(errorsOf(plan(state, [users([2, userOf('U01')])])), ['user:2:7 lastAdministrator']);
  });

  test('of two one may go; both may not; a new one in the same upload makes it fine', () => {
    assert.deepEqual(errorsOf(plan(twoGroups, [users([6, ADMIN])])), []);
    assert.deepEqual(errorsOf(plan(twoGroups, [users([6, ADMIN], [2, userOf('U02')])])), [
      'user:2:1 lastAdministrator',
      'user:3:7 lastAdministrator',
    ]);
    const next = userOf('U03', { isAdministrator: true });
    assert.deepEqual(errorsOf(plan(twoGroups, [users([6, ADMIN], [6, userOf('U02')], [1, next])])), []);
  });

  test('an administrator without login is none', () => {
    const state = stateOf(
      [groupOf('G01', { approvers: ['U09'] })],
      [ADMIN, userOf('U02', { isAdministrator: true, status: 'suspended' }), userOf('U09')],
    );
    assert.deepEqual(errorsOf(plan(state, [users([6, ADMIN])])), ['user:2:1 lastAdministrator']);
  });

  test('nobody takes away their own account', () => {
    for (const code of [3, 6, 7]) {
      const planned = plan(twoGroups, [users([code, ADMIN])], { actorLoginId: 'U01' });
      assert.deepEqual(errorsOf(planned), ['user:2:1 ownAccount']);
    }
    assert.deepEqual(errorsOf(plan(twoGroups, [users([5, ADMIN])], { actorLoginId: 'U01' })), []);
    const both = users([6, ADMIN], [6, userOf('U02')]);
    assert.deepEqual(errorsOf(plan(twoGroups, [both], { actorLoginId: 'U01' })), [
      'user:2:1 ownAccount',
      'user:3:1 lastAdministrator',
    ]);
  });

  test('a first roster may have none', () => {
    const first = [
      groups([1, groupOf('G01', { approvers: ['U02'] })]),
      users([1, userOf('U02', { patternCode: null })]),
    ];
    assert.deepEqual(errorsOf(plan(EMPTY_ROSTER, first)), []);
  });
});

describe('doubts', () => {
  test('the same number, name or address is applied with a warning', () => {
    const twin = userOf('U09', { employeeNumber: 'N-U02', name: '社員 U02', mail: 'U02@EXAMPLE.com' });
    const planned = plan(SMALL_ROSTER, [users([1, twin])]);
    assert.deepEqual(placesOf(planned), ['user:2:3 sameEmployeeNumber?', 'user:2:4 sameName?', 'user:2:10 sameMail?']);
    assert.deepEqual(deedsOf(planned), ['added user U09']);
    assert.deepEqual(planned.problems[0]?.params, { other: 'U02' });
  });

  test('a removed person is nobody’s twin, and an old likeness is not said again', () => {
    const twin = userOf('U09', { name: '社員 U02' });
    assert.deepEqual(placesOf(plan(with2({ status: 'removed' }), [users([1, twin])])), []);
    const { after } = plan(SMALL_ROSTER, [users([1, twin])]);
    assert.deepEqual(placesOf(plan(after, [users([2, { ...twin, kana: 'ふたご' }])])), []);
    const removed = stateOf(
      [groupOf('G01')],
      [...after.users.values(), userOf('U10', { name: '社員 U02', status: 'removed' })],
    );
    const restored = users([4, userOf('U10', { name: '社員 U02' })]);
    assert.deepEqual(placesOf(plan(removed, [restored])), ['user:2:4 sameName?']);
  });

  test('the right to the dashboard on a plan without it is kept, with a warning', () => {
    const viewer = users([1, userOf('U09', { mayViewDashboard: true })]);
    const planned = plan(SMALL_ROSTER, [viewer], { hasDashboard: false });
    assert.deepEqual(placesOf(planned), ['user:2:8 noDashboard?']);
    assert.equal(planned.after.users.get('U09')?.mayViewDashboard, true);
    assert.deepEqual(placesOf(plan(SMALL_ROSTER, [viewer])), []);
  });
});

describe('the plan', () => {
  test('changes carry their line, and what was and is', () => {
    const { changes } = plan(SMALL_ROSTER, [users([0, ADMIN], [2, userOf('U02', { kana: 'かな', endNotice: false })])]);
    assert.deepEqual(changes, [
      {
        kind: 'user',
        line: 3,
        action: 'changed',
        id: 'U02',
        name: '社員 U02',
        before: userOf('U02'),
        after: userOf('U02', { kana: 'かな', endNotice: false }),
        fields: [
          { column: 'ふりがな', before: 'しゃいん', after: 'かな' },
          { column: '勤務終了予定時刻通知区分', before: '1', after: '0' },
        ],
      },
    ]);
  });

  test('problems come by file, line and column, whatever found them', () => {
    const planned = plan(SMALL_ROSTER, [
      users([1, userOf('U10', { groupCode: 'None' })], [1, userOf('U11', { mail: 'x', kana: 'x'.repeat(65) })]),
      groups([1, groupOf('G09', { approvers: [] })]),
    ]);
    assert.deepEqual(errorsOf(planned), [
      'group:2:4 required',
      'user:2:6 groupUnknown',
      'user:3:5 tooLong',
      'user:3:10 badMail',
    ]);
  });

  test('the roster that was given stays as it is', () => {
    const before = structuredClone(SMALL_ROSTER);
    plan(SMALL_ROSTER, [users([7, userOf('U02')], [1, userOf('U03')])]);
    assert.deepEqual(SMALL_ROSTER, before);
  });
});
