import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { DayAnswer, DayRequest, MonthAnswer, MonthDay } from '#domain/contract/months.ts';
import type { Task } from '#domain/contract/tasks.ts';
import type { UnrequestedAnswer, UnrequestedBlock } from '#domain/contract/unrequested-answers.ts';
import { unrequestedBlocks } from '#domain/tasks/unrequested-blocks.ts';
import { ID } from './fixture-answers.ts';

/** What a made-up day holds beside its figures: tasks, requests, 申請外 by block, approval, a difference, changes. Development only. */
const answers = new Map<number, UnrequestedAnswer>();
export function answerBlock(body: Record<string, unknown>): void {
  const given = body as unknown as UnrequestedAnswer;
  answers.set(given.startMinute, { ...given, answeredAt: Date.now() });
}
export const blocksOf = (day: ComputedDay | null): UnrequestedBlock[] =>
  unrequestedBlocks(day?.ledger ?? []).map(({ active: _, ...block }) => {
    const answer = answers.get(block.startMinute);
    return {
      ...block,
      isAnswered: answer !== undefined,
      answers: answer ? [answer] : [],
      applications: [
        {
          process: 'EXCEL.EXE',
          title: '見積書_2026年11月.xlsx - Excel',
          url: '',
          seconds: block.unrequestedMinutes * 31,
        },
        {
          process: 'chrome.exe',
          title: '社内ポータル - とても長いタイトルのページがここに表示されます。'.repeat(2),
          url: 'https://portal.example.jp/news',
          siteName: '社内ポータル',
          seconds: block.unrequestedMinutes * 17,
        },
      ],
    };
  });

const TASKS: readonly [string, Task['kind'], string, string, string][] = [
  ['見積書の作成（関東商事）', 'task', '9:10', '10:50', '下書きを課長に送付しました。'],
  ['週次会議', 'meeting', '10:30', '11:30', ''],
  ['関東商事 訪問', 'offsite', '14:00', '16:00', '先方の要望を議事録に記入'],
  ['とても長い件名の業務です。'.repeat(6), 'task', '16:10', '17:00', ''],
];
const clock = (text: string): number => Number(text.split(':')[0]) * 60 + Number(text.split(':')[1]);
const tasksOf = (day: ComputedDay): Task[] =>
  TASKS.map(([title, kind, from, to, report], index) => ({
    taskId: ID(700 + index),
    personId: ID(2),
    workDate: day.workDate,
    kind,
    title,
    detail: '',
    isAllDay: false,
    startClock: clock(from),
    endClock: clock(to),
    startMinute: day.startMinute + clock(from) - 300,
    endMinute: day.startMinute + clock(to) - 300,
    workStyle: kind === 'offsite' ? 'offsite' : 'regular',
    report,
    progress: index * 30,
    source: 'screen',
    isDropped: false,
    isOwner: true,
    members: [],
    version: 1,
  }));

const request = (
  index: number,
  kind: DayRequest['kind'],
  state: DayRequest['state'],
  mode: DayRequest['mode'] = 'manual',
): DayRequest => ({
  requestId: ID(600 + index),
  kind,
  mode,
  state,
  version: 2,
  submittedAt: Date.UTC(2026, 10, 5, 9, 31),
  decidedAt: state === 'submitted' ? null : Date.UTC(2026, 10, 6, 1, 12),
  decidedByName: state === 'submitted' ? null : '田中 美咲',
});
const REQUESTS: Readonly<Record<number, DayRequest[]>> = {
  4: [request(0, 'start', 'approved'), request(1, 'end', 'approved')],
  5: [request(2, 'start', 'approved', 'automatic'), request(3, 'overtime', 'approved'), request(4, 'end', 'submitted')],
  9: [request(5, 'start', 'approved'), request(6, 'end', 'approved')],
  10: [request(10, 'start', 'returned'), request(7, 'end', 'submitted')],
  11: [request(8, 'start', 'approved', 'automatic'), request(9, 'correction', 'submitted')],
};
const APPROVED = [4, 9];

/** The day with tasks, and on some dates with an approval and a difference. */
function dressed(day: ComputedDay | null): ComputedDay | null {
  const number = Number(day?.workDate.slice(8));
  if (day === null || ![4, 5, 9].includes(number)) return day;
  const approval = APPROVED.includes(number)
    ? { approvedAt: Date.UTC(2026, 10, 6, 1, 12), approverId: ID(5), holds: true }
    : null;
  const { clockInClock, clockOutClock, scheduledMinutes, breakMinutes, holidayWorkMinutes, lateNightMinutes } = day;
  const tasks = tasksOf(day).map(
    ({ taskId, kind, workStyle, startMinute, endMinute, isAllDay, startClock, endClock }) => ({
      ...{ taskId, kind, workStyle, startMinute, endMinute, isAllDay, startClock, endClock },
    }),
  );
  const difference =
    number === 9
      ? {
          figures: {
            ...{ clockInClock, clockOutClock, scheduledMinutes, breakMinutes, holidayWorkMinutes, lateNightMinutes },
            workedMinutes: day.workedMinutes + 38,
            overtimeMinutes: day.overtimeMinutes + 38,
          },
          reasons: ['pcData' as const, 'declaration' as const],
          declaration: { spans: [], breaks: [], overtime: [], scheduledMinutes, isHolidayWork: false },
        }
      : null;
  return {
    ...day,
    approval,
    difference,
    tasks,
    taskMinutes: 150,
    meetingMinutes: 60,
    offsiteMinutes: 120,
    deviationMinutes: 12,
  };
}

export function dressDay(answer: DayAnswer): DayAnswer {
  const number = Number(answer.workDate.slice(8));
  const day = dressed(answer.day);
  const before = day && { ...day, unrequestedMinutes: 0, pcActiveMinutes: 400 };
  return {
    ...answer,
    day,
    tasks: day !== null && day.tasks.length > 0 ? tasksOf(day) : [],
    unrequestedBlocks: blocksOf(day),
    requests: REQUESTS[number] ?? [],
    approverName: day?.approval ? '田中 美咲' : null,
    changes:
      day !== null && before !== null && number === 9
        ? [
            {
              changedAt: Date.UTC(2026, 10, 12, 3, 4),
              reasons: ['pcData'],
              before,
              after: { ...before, unrequestedMinutes: 41, pcActiveMinutes: 441 },
            },
            { changedAt: Date.UTC(2026, 10, 11, 3, 4), reasons: ['roster', 'rules'], before, after: before },
          ]
        : [],
  };
}

export const dressMonth = (answer: MonthAnswer): MonthAnswer => ({
  ...answer,
  days: answer.days.map((entry): MonthDay => {
    const blocks = blocksOf(entry.day);
    return {
      workDate: entry.workDate,
      dayOff: entry.dayOff,
      day: dressed(entry.day),
      requests: (REQUESTS[Number(entry.workDate.slice(8))] ?? []).filter(() => entry.day !== null),
      unrequestedBlocks: {
        total: blocks.length,
        unanswered: blocks.filter((block) => block.unrequestedMinutes > 15 && !block.isAnswered).length,
      },
    };
  }),
});
