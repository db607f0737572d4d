import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIRECTORY, minuteAt, NOW, rowsOf } from './import-test-kit.ts';
import { readTaskDays } from './read-task-days.ts';

const HEADER = 'ユーザID,社員番号,業務日,開始,終了,終日,種類,勤務形態,件名,詳細,業務報告,進捗';
const read = (...lines: readonly string[]) => readTaskDays(rowsOf(HEADER, ...lines), DIRECTORY, NOW);

test('a row is a task of its person and date, in order of start', () => {
  const { days, problems, rows } = read(
    'yamada,,2026/04/01,13:00,14:30,0,会議,在宅,定例,議題,共有した,100%',
    'yamada,,2026/04/01,9:00,10:00,,,,見積,,,',
    ',001,2026/04/02,,,1,外出,外出,出張,,,50',
  );
  assert.deepEqual([problems, rows], [[], 3]);
  assert.deepEqual(
    days.map((day) => [day.workDate, day.entries]),
    [
      ['2026-04-01', ['9:00-10:00 見積', '13:00-14:30 定例']],
      ['2026-04-02', ['終日 出張']],
    ],
  );
  assert.deepEqual(days[0]?.content[1], {
    kind: 'meeting',
    workStyle: 'remote',
    title: '定例',
    detail: '議題',
    report: '共有した',
    progress: 100,
    isAllDay: false,
    startMinute: minuteAt('2026-04-01', 780),
    endMinute: minuteAt('2026-04-01', 870),
  });
  const trip = days[1]?.content[0];
  assert.deepEqual([trip?.startMinute, trip?.endMinute], [minuteAt('2026-04-02', 0), minuteAt('2026-04-02', 1440)]);
});

test('each mistake is named with its column', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['yamada,,2026/04/01,,10:00,,,,見積,,,', '開始', /終日の業務は/],
    ['yamada,,2026/04/01,9:00,,1,,,見積,,,', '開始', /空欄/],
    ['yamada,,2026/04/01,10:00,9:00,,,,見積,,,', '終了', /開始より後/],
    ['yamada,,2026/04/01,4:00,6:00,,,,見積,,,', '開始', /前日/],
    ['yamada,,2026/04/01,28:00,30:00,,,,見積,,,', '終了', /2行に分けて/],
    ['yamada,,2026/04/01,9:00,10:00,,打合せ,,見積,,,', '種類', /個人タスク、会議、外出/],
    ['yamada,,2026/04/01,9:00,10:00,,,,,,,', '件名', /必須/],
    [`yamada,,2026/04/01,9:00,10:00,,,,${'あ'.repeat(257)},,,`, '件名', /256文字以内/],
    [`yamada,,2026/04/01,9:00,10:00,,,,見積,${'あ'.repeat(4001)},,`, '詳細', /4000文字以内/],
    ['yamada,,2026/04/01,9:00,10:00,,,,見積,,,101', '進捗', /0から100/],
    ['yamada,,2026/04/10,9:00,10:00,,,,見積,,,', '業務日', /まだ終わっていない/],
  ];
  for (const [line, column, text] of cases) {
    const { days, problems } = read(line);
    assert.deepEqual(days, [], line);
    assert.deepEqual(
      problems.map((problem) => problem.column),
      [column],
      JSON.stringify(problems),
    );
    assert.match(problems[0]?.text ?? '', text);
  }
});

test('a day with more tasks than a message can carry is refused', () => {
  const line = 'yamada,,2026/04/01,9:00,10:00,,,,見積,,,';
  assert.equal(read(...Array.from({ length: 100 }, () => line)).problems.length, 0);
  assert.match(read(...Array.from({ length: 101 }, () => line)).problems[0]?.text ?? '', /100件まで/);
});
