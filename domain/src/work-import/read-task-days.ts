import { MAX_TASK_TEXT, MAX_TASK_TITLE } from '../contract/tasks.ts';
import { readClock } from '../roster/read-clock.ts';
import { formatClock } from '../time/format.ts';
import type { Clock, UnixMinute } from '../time/types.ts';
import { placeTask } from '../tasks/place-task.ts';
import { groupByDay } from './group-by-day.ts';
import { readFlag, readTaskKind, readWorkStyle } from './read-choices.ts';
import { readWhoAndWhen } from './read-who-and-when.ts';
import type { PeopleDirectory, WhoAndWhen } from './read-who-and-when.ts';
import { readersOf } from './row-reader.ts';
import type { RowReader } from './row-reader.ts';
import type { ImportedTask, ImportedTaskDay, ImportRow, ReadFile } from './types.ts';

interface TaskEntry extends WhoAndWhen {
  readonly row: RowReader;
  readonly task: ImportedTask;
  readonly text: string;
}

/** More than anybody writes for one date; keeps the day within one message of the broker. */
const MAX_TASKS = 100;

/** 業務 of an import: one row a task. Every problem of every row is named. */
export function readTaskDays(
  rows: readonly ImportRow[],
  people: PeopleDirectory,
  nowMinute: UnixMinute,
): ReadFile<ImportedTaskDay> {
  const { readers, problems } = readersOf('tasks', rows);
  const entries = readers.flatMap((row) => readEntry(row, people, nowMinute) ?? []);
  const days = groupByDay(entries).flatMap((group): ImportedTaskDay[] => {
    const [first] = group;
    if (group.length > MAX_TASKS) {
      first.row.refuse(null, `1日の業務は${MAX_TASKS}件までです。`);
      return [];
    }
    const sorted = group.toSorted((a, b) => a.task.startMinute - b.task.startMinute);
    return [
      {
        kind: 'tasks',
        line: first.row.line,
        personId: first.person.personId,
        workDate: first.workDate,
        content: sorted.map((entry) => entry.task),
        entries: sorted.map((entry) => entry.text),
      },
    ];
  });
  return { days, problems: [...problems, ...readers.flatMap((row) => row.problems)], rows: readers.length };
}

function readEntry(row: RowReader, people: PeopleDirectory, nowMinute: UnixMinute): TaskEntry | undefined {
  const whoAndWhen = readWhoAndWhen(row, people, nowMinute);
  const isAllDay = readFlag(row, '終日') ?? false;
  const what = {
    kind: readTaskKind(row),
    workStyle: readWorkStyle(row),
    title: readTitle(row),
    detail: readText(row, '詳細'),
    report: readText(row, '業務報告'),
    progress: readProgress(row),
    isAllDay,
  };
  const startClock = readTaskClock(row, '開始', isAllDay);
  const endClock = readTaskClock(row, '終了', isAllDay);
  if (whoAndWhen === undefined || row.hasErrors()) return undefined;
  const { workDate, rules } = whoAndWhen;
  const place = placeTask({ workDate, isAllDay, startClock, endClock }, rules);
  if ('field' in place) {
    row.refuse(PLACE_COLUMNS[place.field], PLACE_PROBLEMS[place.field]);
    return undefined;
  }
  const text = `${isAllDay ? '終日' : `${formatClock(startClock ?? 0)}-${formatClock(endClock ?? 0)}`} ${what.title}`;
  return { ...whoAndWhen, row, text, task: { ...what, startMinute: place.start, endMinute: place.end } };
}

const PLACE_COLUMNS = { startClock: '開始', endClock: '終了' } as const;
const PLACE_PROBLEMS = {
  startClock:
    'この業務日の外にあります。自動終了時刻より前は、前日の24時間を超える時刻（28:00など）として書いてください。',
  endClock: '開始より後、業務日の終わりまでの時刻を指定してください。業務日をまたぐ業務は2行に分けてください。',
} as const;

function readTaskClock(row: RowReader, column: '開始' | '終了', isAllDay: boolean): Clock | undefined {
  const text = row.plain(column);
  if (isAllDay) {
    if (text !== '') row.refuse(column, '終日の業務では空欄にしてください。');
    return undefined;
  }
  if (text === '') return row.refuse(column, '必須項目です。終日の業務は「終日」を1にしてください。');
  return (
    readClock(text) ?? row.refuse(column, '時刻ではありません。9:00 や 27:00 の形（48時間表記）で指定してください。')
  );
}

function readTitle(row: RowReader): string {
  const title = row.text('件名');
  if (title === '') row.refuse('件名', '必須項目です。値を指定してください。');
  if (/[\r\n]/.test(title)) row.refuse('件名', '改行は使用できません。1行にしてください。');
  if (title.length > MAX_TASK_TITLE) row.refuse('件名', tooLong(title, MAX_TASK_TITLE));
  return title;
}

function readText(row: RowReader, column: '詳細' | '業務報告'): string {
  const text = row.text(column);
  if (text.length > MAX_TASK_TEXT) row.refuse(column, tooLong(text, MAX_TASK_TEXT));
  return text;
}

const tooLong = (text: string, max: number): string =>
  `${max}文字以内で指定してください（UTF-16単位で${text.length}文字あります）。`;

function readProgress(row: RowReader): number {
  const text = row.plain('進捗').replace(/%$/, '');
  const progress = text === '' ? 0 : /^\d{1,3}$/.test(text) ? Number(text) : 101;
  if (progress > 100) row.refuse('進捗', '0から100までの数字で指定してください。');
  return progress;
}
