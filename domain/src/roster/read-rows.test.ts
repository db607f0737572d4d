import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RosterFileKind } from '../contract/roster.ts';
import {
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
import type { RosterPlan, RosterState } from './types.ts';
import { groupCells, patternCells, userCells } from './write-roster-rows.ts';

const ROWS: Readonly<Record<RosterFileKind, readonly string[]>> = {
  group: groupCells(groupOf('G09')),
  user: userCells(userOf('U09')),
  work_pattern: patternCells(patternOf('P09')),
};

/** A row that would be registered, with other cells by column number. */
function planAdded(kind: RosterFileKind, cells: Readonly<Record<number, string>>, state = SMALL_ROSTER): RosterPlan {
  const row = ROWS[kind].map((cell, index) => cells[index + 1] ?? (index === 0 ? '1' : cell));
  return plan(state, [recordsFile(kind, [row])]);
}
const codesOf = (planned: RosterPlan): string[] => placesOf(planned).map((place) => place.replace(/^\w+:2:/, ''));

const userWith = (cells: Readonly<Record<number, string>>) => planAdded('user', cells).after.users.get('U09');

describe('columns', () => {
  const required: Readonly<Record<RosterFileKind, readonly number[]>> = {
    group: [1, 2, 3, 4],
    user: [1, 2, 3, 4, 6, 7, 8, 10, 11, 12, 13, 14],
    work_pattern: [1, 2, 3, 5],
  };
  for (const kind of ['group', 'user', 'work_pattern'] as const) {
    test(`${kind}: every empty cell of a required column is named at once, others may be empty`, () => {
      const empty = ROWS[kind].map((_, index) => (index < 2 ? (index === 0 ? '1' : 'X09') : ' 　'));
      const expected = required[kind].filter((column) => column > 2).map((column) => `${column} required`);
      assert.deepEqual(codesOf(plan(SMALL_ROSTER, [recordsFile(kind, [empty])])), expected);
      assert.deepEqual(codesOf(planAdded(kind, { 2: '　' })), ['2 required']);
    });
  }

  for (const [kind, column, max] of [
    ['group', 2, 32],
    ['group', 3, 64],
    ['user', 2, 32],
    ['user', 3, 64],
    ['user', 4, 64],
    ['user', 5, 64],
    ['work_pattern', 2, 32],
    ['work_pattern', 3, 64],
  ] as const) {
    test(`${kind} column ${column}: ${max} characters are taken, ${max + 1} refused`, () => {
      assert.deepEqual(codesOf(planAdded(kind, { [column]: 'a'.repeat(max) })), []);
      assert.deepEqual(codesOf(planAdded(kind, { [column]: 'a'.repeat(max + 1) })), [`${column} tooLong`]);
    });
  }

  test('lengths count UTF-16 units: 𩸽 is two', () => {
    assert.deepEqual(codesOf(planAdded('group', { 3: '𩸽'.repeat(32) })), []);
    const problem = planAdded('group', { 3: '𩸽'.repeat(33) }).problems[0];
    assert.deepEqual(problem?.params, { max: 64, actual: 66 });
  });

  test('the characters of group and pattern ids are those of the guide', () => {
    const allowed = `!#$%'()*+-.:;=?@[]_\`｀{}~|`;
    for (const kind of ['group', 'work_pattern'] as const) {
      for (const character of [...allowed, ...'azAZ09']) {
        assert.deepEqual(codesOf(planAdded(kind, { 2: `x${character}` })), [], character);
      }
      for (const character of ['"', '&', ',', '/', '<', '>', '\\', '^', ' ', 'あ', 'ａ', '\u00e9']) {
        assert.deepEqual(codesOf(planAdded(kind, { 2: `x${character}x` })), ['2 badCharacter'], character);
      }
    }
  });

  test('those of user ids too: without * : ; ? |', () => {
    for (const character of [...`!#$%'()+-.=@[]_\`｀{}~`, ...'azAZ09']) {
      assert.deepEqual(codesOf(planAdded('user', { 2: `x${character}` })), [], character);
    }
    for (const character of [...`*:;?|"&,/ あ`]) {
      assert.deepEqual(codesOf(planAdded('user', { 2: `x${character}x` })), ['2 badCharacter'], character);
    }
  });

  test('` and ｀ make two ids', () => {
    const rows = ['x`', 'x｀'].map((id) => ['1', id, ...ROWS.user.slice(2)]);
    assert.deepEqual(
      placesOf(plan(SMALL_ROSTER, [recordsFile('user', rows)])).filter((place) => !place.endsWith('?')),
      [],
    );
  });

  test('names keep their spaces inside and lose those at the edges', () => {
    for (const name of ['　山田　太郎 ', ' 山田　太郎　', '\t山田　太郎 　']) {
      assert.equal(userWith({ 4: name })?.name, '山田　太郎');
    }
  });

  test('a line break, a control, a private or a turning character in a name is refused by its number', () => {
    assert.deepEqual(codesOf(planAdded('user', { 4: '山田\r\n太郎' })), ['4 lineBreak']);
    for (const [text, character] of [
      ['山\u0000', 'U+0000'],
      ['\uE000', 'U+E000'],
      ['a\u202Eb', 'U+202E'],
      ['\uD842', 'U+D842'],
    ] as const) {
      const [problem] = planAdded('user', { 4: text }).problems;
      assert.deepEqual([problem?.code, problem?.params], ['badCharacter', { character }]);
    }
  });

  test('emoji, joined ones too, kanji beyond the first plane and variants are names', () => {
    for (const name of ['👩‍👩‍👧', '𠮷野家', '葛󠄀城', '髙﨑', '①㈱']) assert.equal(userWith({ 4: name })?.name, name);
  });

  test('columns that are not read may hold anything', () => {
    assert.deepEqual(codesOf(planAdded('user', { 9: '\u0000=あ', 21: '9' })), []);
    assert.deepEqual(codesOf(planAdded('group', { 7: 'x'.repeat(99) })), []);
  });
});

describe('choices', () => {
  test('each digit has its meaning', () => {
    const person = userWith({ 11: '0', 12: '1', 13: '2', 14: '1', 15: '1', 16: '1', 17: '1', 18: '1', 19: '1' });
    assert.deepEqual(
      [person?.startApproval, person?.endApproval, person?.taskAtStart, person?.reportAtEnd],
      ['byWorkStyle', 'automatic', 'mandatory', 'optional'],
    );
    assert.deepEqual([person?.breakNotice, person?.afterHoursNotice, person?.overtimeManagement], [true, true, true]);
  });

  test('columns 15 to 19 may be empty and are 0 then', () => {
    const person = userWith({ 15: '', 16: '', 17: '', 18: '', 19: '' });
    assert.deepEqual(
      [person?.breakNotice, person?.beforeEndNotice, person?.endNotice, person?.afterHoursNotice],
      [false, false, false, false],
    );
  });

  test('anything else is refused with the digits that are possible', () => {
    const planned = planAdded('user', { 7: '2', 11: '3', 12: '１', 15: 'x' });
    assert.deepEqual(codesOf(planned), ['7 badChoice', '11 badChoice', '12 badChoice', '15 badChoice']);
    assert.deepEqual(planned.problems[1]?.params, { choices: '0、1、2' });
  });
});

describe('mail addresses', () => {
  for (const mail of [
    'a@b.jp',
    'a..b.@docomo.ne.jp',
    '.x@docomo.ne.jp',
    "o'neil+kinmu@sub.example.co.jp",
    'A_B@X.JP',
  ]) {
    test(`${mail} is taken`, () => assert.deepEqual(codesOf(planAdded('user', { 10: mail })), []));
  }
  for (const mail of [
    'a',
    'a@',
    '@b.jp',
    'a@b',
    'a b@c.jp',
    'a@b..jp',
    'a@-b.jp',
    'a@b.jp,c@d.jp',
    '<a@b.jp>',
    'あ@b.jp',
  ]) {
    test(`${mail} is refused`, () => assert.deepEqual(codesOf(planAdded('user', { 10: mail })), ['10 badMail']));
  }
  test('256 characters are taken, 257 refused', () => {
    assert.deepEqual(codesOf(planAdded('user', { 10: `${'a'.repeat(249)}@abc.jp` })), []);
    assert.deepEqual(codesOf(planAdded('user', { 10: `${'a'.repeat(250)}@abc.jp` })), ['10 tooLong']);
  });
});

describe('lists of approvers', () => {
  test('semicolons separate, one at the end or in excess means nothing, nobody is named twice', () => {
    const group = planAdded('group', { 4: ' U01 ; U02;;U01;' }).after.groups.get('G09');
    assert.deepEqual(group?.approvers, ['U01', 'U02']);
  });
  test('another character between two ids is named, once, not taken for an id that nobody has', () => {
    for (const written of ['U01；U02；U01', 'U01、U02', 'U01,U02', 'U01 U02', 'U01／U02'])
      assert.deepEqual(codesOf(planAdded('group', { 4: written })), ['4 badSeparator'], written);
  });
  test('a list of separators names nobody', () => {
    assert.deepEqual(codesOf(planAdded('group', { 4: ';;' })), ['4 required']);
  });
});

describe('the present value and the cell', () => {
  const restate = (state: RosterState, cells: Readonly<Record<number, string>>, id = 'U02'): RosterPlan => {
    const present = state.users.get(id);
    assert.ok(present);
    const row = userCells(present).map((cell, index) => cells[index + 1] ?? (index === 0 ? '2' : cell));
    return plan(state, [recordsFile('user', [row])]);
  };
  const withName = (name: string) =>
    stateOf([groupOf('G01')], [userOf('U01', { isAdministrator: true }), userOf('U02', { name })]);

  test('a cell that shows 〓 as the download does leaves the name as it is', () => {
    assert.deepEqual(restate(withName('𠮷野'), { 4: '〓野' }).changes, []);
    assert.equal(restate(withName('𠮷野'), { 4: '〓田' }).after.users.get('U02')?.name, '〓田');
  });

  test('a guarded cell leaves the name as it is; one that nobody guarded loses its quote and says so', () => {
    const same = restate(withName('=1+2'), { 4: "'=1+2" });
    assert.deepEqual([same.changes, same.problems], [[], []]);
    const typed = restate(withName('山田'), { 4: "'=x" });
    assert.deepEqual(placesOf(typed), ['user:2:4 guardRemoved?']);
    assert.deepEqual(typed.changes[0]?.fields, [{ column: 'ユーザ名', before: '山田', after: '=x' }]);
  });

  test("an id that begins with ' and = is found under its guarded form", () => {
    const state = stateOf([groupOf('G01')], [userOf('U01', { isAdministrator: true }), userOf("'=a")]);
    const planned = plan(state, [recordsFile('user', [['6', "''=a", ...ROWS.user.slice(2)]])]);
    assert.deepEqual(
      planned.changes.map((change) => [change.action, change.id]),
      [['removed', "'=a"]],
    );
  });

  test('composed and decomposed names are the same', () => {
    assert.deepEqual(restate(withName('がく'), { 4: 'か\u3099く' }).changes, []);
  });
});

describe('work patterns', () => {
  const patternWith = (cells: Readonly<Record<number, string>>) =>
    planAdded('work_pattern', cells, EMPTY_ROSTER).after.patterns.get('P09');
  const clocksOf = (breaks: string, autoEnd = '5:00') =>
    patternWith({ 4: breaks, 7: autoEnd })?.breaks.map(({ startClock, endClock }) => [startClock / 60, endClock / 60]);

  test('windows are read with one digit too, sorted, and placed on the clock of the work date', () => {
    assert.deepEqual(clocksOf('9:00-9:15'), [[9, 9.25]]);
    assert.deepEqual(clocksOf('22:00-22:30; 3:00-3:15;12:00 - 13:00;'), [
      [12, 13],
      [22, 22.5],
      [27, 27.25],
    ]);
    assert.deepEqual(clocksOf('23:30-0:30'), [[23.5, 24.5]]);
    assert.deepEqual(clocksOf('27:00-27:15'), [[27, 27.25]]);
    assert.deepEqual(clocksOf('12:00-13:00;13:00-13:30'), [
      [12, 13],
      [13, 13.5],
    ]);
    assert.deepEqual(clocksOf(''), []);
  });

  for (const [breaks, code] of [
    ['4:30-5:30', 'breakOutside'],
    ['12:00-12:00', 'breakOutside'],
    ['12:00-13:00;12:59-14:00', 'breaksOverlap'],
    ['12:00-13:00;12:00-13:00', 'breaksOverlap'],
    ['12:60-13:00', 'badBreak'],
    ['12:00', 'badBreak'],
    ['12:00-13:00-14:00', 'badBreak'],
    ['1200-1300', 'badBreak'],
    ['12：00-13：00', 'badBreak'],
    ['49:00-50:00', 'badBreak'],
  ] as const) {
    test(`${breaks} is refused: ${code}`, () =>
      assert.deepEqual(codesOf(planAdded('work_pattern', { 4: breaks })), [`4 ${code}`]));
  }

  test('of many bad windows in one cell the first ten are named', () => {
    const planned = planAdded('work_pattern', { 4: 'x;'.repeat(500) });
    assert.equal(planned.problems.length, 10);
  });

  for (const [cell, clock] of [
    ['', 300],
    ['0:00', 0],
    ['5:00', 300],
    ['12:00', 720],
    ['24:00', 0],
    ['29:00', 300],
    ['36:00', 720],
  ] as const) {
    test(`自動終了時刻 「${cell}」 is ${clock} minutes`, () =>
      assert.equal(patternWith({ 4: '', 7: cell })?.autoEndClock, clock));
  }
  for (const cell of ['12:01', '23:59', '36:01', '5', '5:0', '-1:00', '5:00:00']) {
    test(`自動終了時刻 「${cell}」 is refused`, () =>
      assert.deepEqual(codesOf(planAdded('work_pattern', { 7: cell })), ['7 badAutoEnd']));
  }

  test('業務時間 is 0 to 1440, 午前業務時間 1 to it, and empty is none', () => {
    for (const [scheduled, morning] of [
      ['0', ''],
      ['1440', '1440'],
      ['480', '1'],
    ] as const) {
      assert.deepEqual(codesOf(planAdded('work_pattern', { 5: scheduled, 6: morning })), []);
    }
    assert.equal(patternWith({ 6: '' })?.morningMinutes, null);
    assert.deepEqual(codesOf(planAdded('work_pattern', { 5: '1441', 6: '0' })), ['5 badMinutes', '6 badMinutes']);
    assert.deepEqual(codesOf(planAdded('work_pattern', { 5: '8.5', 6: '３' })), ['5 badMinutes', '6 badMinutes']);
    assert.deepEqual(codesOf(planAdded('work_pattern', { 5: '180', 6: '240' })), ['6 morningTooLong']);
  });
});
