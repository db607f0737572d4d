import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as guide from './guide-tables.fixture.ts';
import {
  deedsOf,
  EMPTY_ROSTER,
  groupOf,
  linesFile,
  patternOf,
  placesOf,
  plan,
  stateOf,
  userOf,
} from './roster-test-kit.ts';

const company = (): ReturnType<typeof plan> =>
  plan(EMPTY_ROSTER, [
    linesFile('group', guide.TABLE_3_7),
    linesFile('user', guide.TABLE_3_8),
    linesFile('work_pattern', guide.TABLE_3_9),
  ]);

describe("the guide's own examples", () => {
  test('table 3-1: rows with a column too many or too few are カラム数が異常です, each at its line', () => {
    const state = stateOf([groupOf('G00000')], [userOf('U01'), userOf('U00001'), userOf('U00003')]);
    const planned = plan(state, [linesFile('group', guide.TABLE_3_1)]);
    assert.deepEqual(placesOf(planned), [
      'group:4:- columnCount',
      'group:6:- columnCount',
      'group:7:- columnCount',
      'group:8:- columnCount',
    ]);
    assert.deepEqual(deedsOf(planned), ['added group G00001']);
  });

  test('table 3-3: 20 names over 21 values, every update code of people', () => {
    const groups = ['G00001', 'G00002', 'G00004', 'G00005', 'G00006', 'G00007'].map((code) => groupOf(code));
    const users = ['U00002', 'U00003', 'U00004', 'U00005', 'U00006', 'U00007'].map((id) =>
      userOf(id, { groupCode: 'G00001', status: id === 'U00004' ? 'removed' : 'active', patternCode: null }),
    );
    const patterns = [patternOf('P00001'), patternOf('P00002')];
    const state = stateOf(groups, [userOf('U01', { groupCode: 'G00001' }), ...users], patterns);
    const planned = plan(state, [linesFile('user', guide.TABLE_3_3)]);
    assert.deepEqual(placesOf(planned), []);
    assert.deepEqual(deedsOf(planned), [
      'added user U00001',
      'changed user U00002',
      'suspended user U00003',
      'restored user U00004',
      'reissued user U00005',
      'removed user U00006',
      'deleted user U00007',
    ]);
    const added = planned.after.users.get('U00001');
    assert.equal(added?.mail, 'nichiden1@example.com');
    assert.equal(added?.overtimeManagement, true);
    assert.equal(planned.after.users.get('U00004')?.startApproval, 'manual');
  });

  test('table 3-3 on an empty roster: every row names what is missing', () => {
    const planned = plan(EMPTY_ROSTER, [linesFile('user', guide.TABLE_3_3)]);
    assert.deepEqual(placesOf(planned), [
      'user:4:6 groupUnknown',
      'user:4:20 patternUnknown',
      'user:5:2 notRegistered',
      'user:6:2 notRegistered',
      'user:7:2 notRegistered',
      'user:8:2 notRegistered',
      'user:9:2 notRegistered',
      'user:10:2 notRegistered',
    ]);
  });

  test('table 3-5: windows with a semicolon at the end, an empty 午前業務時間, re-registration with its own values', () => {
    const present = ['P00003', 'P00004', 'P00005', 'P00006'].map((code) =>
      patternOf(code, { isRemoved: code === 'P00006' }),
    );
    const planned = plan(stateOf([], [], present), [linesFile('work_pattern', guide.TABLE_3_5)]);
    assert.deepEqual(placesOf(planned), []);
    assert.deepEqual(deedsOf(planned), [
      'added work_pattern P00001',
      'added work_pattern P00002',
      'changed work_pattern P00003',
      'changed work_pattern P00004',
      'removed work_pattern P00005',
      'restored work_pattern P00006',
    ]);
    assert.deepEqual(planned.after.patterns.get('P00004')?.breaks, [
      { startClock: 705, endClock: 765 },
      { startClock: 1110, endClock: 1140 },
    ]);
    assert.equal(planned.after.patterns.get('P00006')?.autoEndClock, 360);
  });

  test('tables 3-7 to 3-9 register the company, spaces after commas and a torn header notwithstanding', () => {
    const planned = company();
    assert.deepEqual(placesOf(planned), []);
    assert.equal(planned.changes.length, 3 + 7 + 2);
    assert.deepEqual(planned.after.groups.get('G02'), {
      groupId: null,
      code: 'G02',
      name: '営業 1 課',
      approvers: ['U02'],
      seniorApprovers: [],
      parentCode: 'G01',
      isRemoved: false,
    });
    assert.equal(planned.after.users.get('U06')?.kana, 'しゃいんしー');
    assert.equal(planned.after.patterns.get('P02')?.scheduledMinutes, 240);
  });

  test('table 3-8 alone is refused: its groups and patterns are in the other files', () => {
    const planned = plan(EMPTY_ROSTER, [linesFile('user', guide.TABLE_3_8)]);
    assert.equal(planned.problems.length, 14);
    assert.deepEqual(placesOf(planned).slice(0, 2), ['user:2:6 groupUnknown', 'user:2:20 patternUnknown']);
  });

  test('table 3-10: 社員 B removed, 社員 D to another pattern', () => {
    const planned = plan(company().after, [linesFile('user', guide.TABLE_3_10)]);
    assert.deepEqual(placesOf(planned), []);
    assert.deepEqual(deedsOf(planned), ['removed user U04', 'changed user U07']);
    assert.deepEqual(planned.changes[1]?.fields, [{ column: '勤務パターン ID', before: 'P02', after: 'P01' }]);
    assert.deepEqual([planned.changes[0]?.line, planned.changes[1]?.line], [5, 8]);
  });

  test('tables 3-11 and 3-12: a new group, its approver moved into it', () => {
    const planned = plan(company().after, [linesFile('group', guide.TABLE_3_11), linesFile('user', guide.TABLE_3_12)]);
    assert.deepEqual(placesOf(planned), []);
    assert.deepEqual(deedsOf(planned), ['added group G04', 'moved user U04']);
    assert.deepEqual(planned.changes[1]?.fields, [{ column: '所属グループ ID', before: 'G02', after: 'G04' }]);
    assert.deepEqual(planned.after.groups.get('G04')?.seniorApprovers, ['U01']);
  });
});
