import type { TaskKind, WorkStyle } from '#domain/contract/work-rules.ts';
import type { Clock, WorkDate } from '#domain/time/types.ts';
import type { SamplePerson } from '../company/people.ts';
import { randomOf } from './random.ts';

export interface PlannedTask {
  readonly kind: TaskKind;
  readonly title: string;
  readonly workStyle: WorkStyle;
  readonly startClock: Clock;
  readonly endClock: Clock;
  /** '' while nobody has reported. */
  readonly report: string;
  readonly progress: number;
}

const TITLES: Readonly<Record<string, readonly string[]>> = {
  G1: ['見積作成', '提案資料の作成', '受注入力', '顧客への連絡'],
  G2: ['設計', '実装', 'コードレビュー', '不具合の調査'],
  G3: ['月次資料の作成', '契約書の確認', '問い合わせ対応', '備品の棚卸'],
};
const MEETINGS = ['定例会議', '進捗確認', '部門会議', '打合せ'] as const;
const REPORTS = ['予定どおり完了しました。', '確認待ちです。', '明日に続きを行います。'] as const;

/** 業務 of a person on a date on which they work: one or two of their own, often a meeting, now and then a visit (営業部). */
export function planTasks(
  person: SamplePerson,
  workDate: WorkDate,
  workStyle: WorkStyle,
  isOver: boolean,
): PlannedTask[] {
  const random = randomOf('tasks', person.number, workDate);
  const shift = person.habit === 'nightShift' ? 780 : 0;
  const task = (kind: TaskKind, title: string, start: Clock, minutes: number): PlannedTask => ({
    kind,
    title,
    workStyle: kind === 'offsite' ? 'offsite' : workStyle,
    startClock: shift + start,
    endClock: shift + start + minutes,
    report: isOver ? random.pick(REPORTS) : '',
    progress: isOver ? random.pick([50, 80, 100, 100]) : 0,
  });
  const titles = TITLES[person.group.slice(0, 2)] ?? ['社内業務'];
  const tasks = [task('task', random.pick(titles), 570 + 15 * random.int(0, 2), 90)];
  const visits = person.group.startsWith('G1') && workStyle === 'regular' && random.chance(0.08);
  if (visits) tasks.push(task('offsite', '顧客訪問', 810, 120));
  else if (random.chance(0.4)) tasks.push(task('meeting', random.pick(MEETINGS), 840, 60));
  if (random.chance(0.3)) tasks.push(task('task', random.pick(titles), 945, 75));
  return tasks;
}
