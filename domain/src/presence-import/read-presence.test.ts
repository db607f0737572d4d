import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDirectory } from '../work-import/read-who-and-when.ts';
import { readPresence } from './read-presence.ts';

const person = (personId: string, loginId: string, employeeNumber: string) => ({
  ...{ personId, loginId, employeeNumber, name: loginId, rules: null },
});
const PEOPLE = createDirectory([person('p1', 'Yamada', '001'), person('p2', 'sato', '002')]);
const NOW = Date.parse('2026-04-02T00:00:00+09:00');

function read(...lines: string[]) {
  const rows = lines.map((line, index) => ({ line: index + 1, cells: line.split(',') }));
  const { changes, problems } = readPresence(rows, PEOPLE, 'Asia/Tokyo', NOW);
  return {
    changes: changes.map((each) => [each.personId, new Date(each.changedAt).toISOString(), each.activity]),
    problems: problems.map(({ severity, line, column, text }) => [severity, line, column, text]),
  };
}

test('columns by name, people by id or number, the 24-hour clock of the tenant', () => {
  const { changes, problems } = read(
    'プレゼンス,日時,ユーザID',
    '連絡可能,2026/4/1 9:00,yamada',
    '退席中,2026-04-01 23:59:59,SATO',
  );
  assert.deepEqual(changes, [
    ['p1', '2026-04-01T00:00:00.000Z', '連絡可能'],
    ['p2', '2026-04-01T14:59:59.000Z', '退席中'],
  ]);
  assert.deepEqual(problems, []);
});

test('the file that the portal makes can be read again', () => {
  assert.deepEqual(read('社員番号,レコード時刻,Activity', '002,2026/04/01 05:00:00,オフライン').changes, [
    ['p2', '2026-03-31T20:00:00.000Z', 'オフライン'],
  ]);
});

const HEADER = 'ユーザID,日時,プレゼンス';
for (const [what, row, column] of [
  ['nobody of that id', 'nobody,2026/04/01 09:00:00,x', 'ユーザID'],
  ['no reading', 'sato,,x', '日時'],
  ['a date that is none', 'sato,2026/02/30 09:00:00,x', '日時'],
  ['the 48-hour clock', 'sato,2026/04/01 27:00:00,x', '日時'],
  ['the future', 'sato,2026/04/03 09:00:00,x', '日時'],
  ['the wrong decade', 'sato,2016/04/01 09:00:00,x', '日時'],
  ['no presence', 'sato,2026/04/01 09:00:00, ', 'プレゼンス'],
  ['a line break in it', 'sato,2026/04/01 09:00:00,a\nb', 'プレゼンス'],
  ['a presence that is too long', `sato,2026/04/01 09:00:00,${'x'.repeat(300)}`, 'プレゼンス'],
] as const) {
  test(`refused, by line and column: ${what}`, () => {
    const { changes, problems } = read(HEADER, row);
    assert.deepEqual(changes, []);
    assert.deepEqual(
      problems.map((problem) => problem.slice(0, 3)),
      [['error', 2, column]],
    );
  });
}

test('the same row twice is one; another value at the same instant is a mistake', () => {
  const twice = read(HEADER, 'sato,2026/04/01 09:00,a', 'sato,2026/04/01 09:00:00,a');
  assert.equal(twice.changes.length, 1);
  assert.deepEqual(
    twice.problems.map(([severity, line]) => [severity, line]),
    [['warning', 3]],
  );
  const differing = read(HEADER, 'sato,2026/04/01 09:00,a', 'sato,2026/04/01 09:00:00,b');
  assert.deepEqual(
    differing.problems.map((problem) => problem.slice(0, 3)),
    [['error', 3, 'プレゼンス']],
  );
});

test('a column that is missing or belongs to another file is named', () => {
  assert.match(String(read('ユーザID,日時', 'sato,2026/04/01 09:00').problems[0]?.[3]), /プレゼンス/);
  assert.match(String(read(`${HEADER},業務日`, 'sato,2026/04/01 09:00,a,').problems[0]?.[3]), /業務日/);
});
