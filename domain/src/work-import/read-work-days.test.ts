import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIRECTORY, minuteAt, NOW, rowsOf } from './import-test-kit.ts';
import { readWorkDays } from './read-work-days.ts';

const HEADER = 'ユーザID,社員番号,業務日,開始,終了,休憩,休出,勤務形態,業務時間,半休';
const read = (...lines: readonly string[]) => readWorkDays(rowsOf(HEADER, ...lines), DIRECTORY, NOW);
/** `開始 9:00` of each press, on the 48-hour clock. */
const presses = (...lines: readonly string[]) => {
  const { days, problems } = read(...lines);
  assert.deepEqual(problems, []);
  return days.map((day) => [
    day.personId,
    day.workDate,
    ...day.content.map((operation) => `${operation.kind} ${(operation.atMinute - minuteAt(day.workDate, 0)) / 60}`),
  ]);
};
const problemOf = (line: string) => {
  const { days, problems } = read(line);
  assert.deepEqual(days, [], line);
  assert.equal(problems.length, 1, JSON.stringify(problems));
  const [problem] = problems;
  return [problem?.column, problem?.text];
};

test('a row is a start and an end, with its breaks between', () => {
  assert.deepEqual(presses('yamada,,2026/04/01,9:00,18:00,15:00-15:30;10:00-10:30;,,,,'), [
    ['person-yamada', '2026-04-01', 'start 9', 'break 10', 'resume 10.5', 'break 15', 'resume 15.5', 'end 18'],
  ]);
});

test('rows of a date are one day in order of time, wherever they stand; dates and people apart', () => {
  assert.deepEqual(
    presses(
      'yamada,,2026/04/02,13:00,18:00,,,,,',
      ',002,2026-4-2,9:00,10:00,,,,,',
      'YAMADA,001,2026/4/2,9:00,12:00,,,,,',
    ),
    [
      ['person-yamada', '2026-04-02', 'start 9', 'end 12', 'start 13', 'end 18'],
      ['person-Sato', '2026-04-02', 'start 9', 'end 10'],
    ],
  );
});

test('night work runs on to the boundary of the work date, and touching spans stay two', () => {
  assert.deepEqual(presses('yamada,,2026/04/03,22:00,26:00,,,,,', 'yamada,,2026/04/03,26:00,29:00,,,,,'), [
    ['person-yamada', '2026-04-03', 'start 22', 'end 26', 'start 26', 'end 29'],
  ]);
});

test('what a row says of the day stands on its first start alone, also where a later row says it', () => {
  const { days, problems } = read(
    'yamada,,2026/04/04,9:00,10:00,,,在宅,,',
    'yamada,,2026/04/04,11:00,12:00,,1,外出,0:00,午後半休',
  );
  assert.deepEqual(problems, []);
  const starts = days[0]?.content.filter(({ kind }) => kind === 'start') ?? [];
  assert.deepEqual(
    starts.map(({ isHolidayWork, workStyle, scheduledMinutes, halfDay }) => [
      isHolidayWork,
      workStyle,
      scheduledMinutes,
      halfDay,
    ]),
    [
      [true, 'remote', 0, 'morning'],
      [false, 'offsite', null, null],
    ],
  );
});

test('full-width digits, spaces at the edges and columns in another order are read', () => {
  const { days, problems } = readWorkDays(
    rowsOf('# 例', '社員番号,終了,開始,日付', '００1,　１８：００ , 9:00,2026／04／01'.replace('００1', '001'), ',,,'),
    DIRECTORY,
    NOW,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    days.map(({ entries, line }) => [entries, line]),
    [[['9:00-18:00'], 3]],
  );
});

test('a day off of another list, without start and end, is skipped with a warning', () => {
  const { days, problems, rows } = read('yamada,,2026/04/04,,,,,,,', 'yamada,,2026/04/03,9:00,18:00,,,,,');
  assert.deepEqual([days.length, rows], [1, 2]);
  assert.deepEqual(
    problems.map(({ severity, line }) => [severity, line]),
    [['warning', 2]],
  );
});

test('each mistake is named with its column', () => {
  const cases: readonly (readonly [string, string | null, RegExp])[] = [
    ['nobody,,2026/04/01,9:00,18:00,,,,,', 'ユーザID', /登録されていない/],
    [',999,2026/04/01,9:00,18:00,,,,,', '社員番号', /登録されていない/],
    [',007,2026/04/01,9:00,18:00,,,,,', '社員番号', /2名います/],
    ['yamada,002,2026/04/01,9:00,18:00,,,,,', '社員番号', /と違います/],
    [',,2026/04/01,9:00,18:00,,,,,', 'ユーザID', /どちらか/],
    ['homeless,,2026/04/01,9:00,18:00,,,,,', 'ユーザID', /グループに所属していない/],
    ['yamada,,,9:00,18:00,,,,,', '業務日', /必須/],
    ['yamada,,2026/02/30,9:00,18:00,,,,,', '業務日', /日付ではありません/],
    ['yamada,,2026/04/10,9:00,9:30,,,,,', '業務日', /まだ終わっていない/],
    ['yamada,,2062/04/01,9:00,18:00,,,,,', '業務日', /まだ終わっていない/],
    ['yamada,,2006/04/01,9:00,18:00,,,,,', '業務日', /5年より前/],
    ['yamada,,2026/04/01,,18:00,,,,,', '開始', /必須/],
    ['yamada,,2026/04/01,9時,18:00,,,,,', '開始', /時刻ではありません/],
    ['yamada,,2026/04/01,4:00,18:00,,,,,', '開始', /前日の28:00/],
    ['yamada,,2026/04/01,22:00,3:00,,,,,', '終了', /27:00/],
    ['yamada,,2026/04/01,22:00,29:01,,,,,', '終了', /29:00に終わります/],
    ['yamada,,2026/04/01,9:00,18:00,12:00~13:00,,,,', '休憩', /12:00-13:00 の形/],
    ['yamada,,2026/04/01,9:00,18:00,13:00-12:00,,,,', '休憩', /長さがありません/],
    ['yamada,,2026/04/01,9:00,18:00,17:00-18:01,,,,', '休憩', /外にあります/],
    ['yamada,,2026/04/01,9:00,18:00,12:00-13:00;12:30-13:30,,,,', '休憩', /重なっています/],
    ['yamada,,2026/04/01,9:00,18:00,,はい,,,', '休出', /0 か 1/],
    ['yamada,,2026/04/01,9:00,18:00,,,自宅,,', '勤務形態', /通常、外出、在宅/],
    ['yamada,,2026/04/01,9:00,18:00,,,,8,', '業務時間', /7:45/],
    ['yamada,,2026/04/01,9:00,18:00,,,,24:01,', '業務時間', /7:45/],
    ['yamada,,2026/04/01,9:00,18:00,,,,,午前', '半休', /午前半休/],
    ['sato,,2026/04/01,9:00,18:00,,,,,午前半休', '半休', /午前業務時間がない/],
    ['yamada,,2026/04/01,9:00,18:00,,,,,,x', null, /11列/],
  ];
  for (const [line, column, text] of cases) {
    const [foundColumn, foundText] = problemOf(line);
    assert.equal(foundColumn, column, line);
    assert.match(foundText ?? '', text, line);
  }
});

test('all mistakes of a row and of all rows are named at once', () => {
  const { problems } = read('nobody,,2026/13/01,x,18:00,,2,,,', 'yamada,,2026/04/01,9:00,x,,,,,');
  assert.deepEqual(
    problems.map(({ line, column }) => [line, column]),
    [
      [2, 'ユーザID'],
      [2, '業務日'],
      [2, '休出'],
      [2, '開始'],
      [3, '終了'],
    ],
  );
});

test('overlapping rows of a date, and rows that contradict each other about the day, spoil that day alone', () => {
  const { days, problems } = read(
    'yamada,,2026/04/01,9:00,12:00,,,,,',
    'yamada,,2026/04/01,11:59,18:00,,,,,',
    'yamada,,2026/04/02,9:00,12:00,,1,,,',
    'yamada,,2026/04/02,13:00,18:00,,0,,,',
    'yamada,,2026/04/03,9:00,18:00,,,,,',
  );
  assert.deepEqual(
    days.map(({ workDate }) => workDate),
    ['2026-04-03'],
  );
  assert.deepEqual(
    problems.map(({ line, column }) => [line, column]),
    [
      [3, '開始'],
      [5, '休出'],
    ],
  );
});

test('a header that nobody knows, one twice, and a missing one are named; nothing is guessed', () => {
  const headers: readonly (readonly [string, RegExp])[] = [
    ['ユーザID,業務日,開始時間,開始,終了', /「開始時間」は/],
    ['ユーザID,業務日,開始,開始,終了', /「開始」が2回/],
    ['ユーザID,業務日,開始', /終了 がありません/],
    ['業務日,開始,終了', /ユーザID（または社員番号） がありません/],
    ['# 例だけ', /見出し行がありません/],
  ];
  for (const [header, text] of headers) {
    const { days, problems } = readWorkDays(rowsOf(header, 'yamada,,2026/04/01,9:00,18:00'), DIRECTORY, NOW);
    if (header.startsWith('#')) continue;
    assert.deepEqual(days, []);
    assert.match(problems.map((problem) => problem.text).join('\n'), text);
  }
  assert.match(readWorkDays(rowsOf('# 例だけ'), DIRECTORY, NOW).problems[0]?.text ?? '', /見出し行がありません/);
});

test("another pattern's boundary decides what belongs to a date", () => {
  // 自動終了 8:00: the date of the 1st runs from 8:00 to 32:00.
  assert.deepEqual(presses('sato,,2026/04/01,22:00,32:00,,,,,'), [['person-Sato', '2026-04-01', 'start 22', 'end 32']]);
  assert.match(String(problemOf('sato,,2026/04/01,7:59,9:00,,,,,')[1]), /8:00に始まります/);
});
