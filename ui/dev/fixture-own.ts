import { DEFAULT_LEGAL_SETTINGS, type LegalAnswer, type LegalCap } from '#domain/contract/legal.ts';
import { createTask, saveTask, saveTaskReport, type Task } from '#domain/contract/tasks.ts';
import type { ApplicationUse } from '#domain/contract/application-use.ts';
import type { CalendarAnswer } from '#domain/contract/calendar.ts';
import type { OwnRules } from '#domain/contract/own-rules.ts';
import type { Today } from '#domain/contract/operations.ts';
import type { WorkRequest } from '#domain/contract/requests.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { allowedOperations } from '#domain/worktime/allowed-operations.ts';
import { ID, NOW, NOW_CLOCK, personOf, presses, RUNNING } from './fixture-answers.ts';
import { fixtureDay } from './fixture-days.ts';

/** A made-up person's own day: today, tasks, notices, caps, calendar. Development only. */
export const own = { loginId: '' };
const LONG = 'とても長い件名の業務です。'.repeat(8);

const isStrict = (): boolean => own.loginId === 'strict';
const isCalm = (): boolean => own.loginId === 'calm';

const task = (index: number, over: Omit<Partial<Task>, 'startMinute' | 'endMinute'>): Task => ({
  taskId: ID(700 + index),
  personId: ID(2),
  workDate: RUNNING,
  kind: 'task',
  title: '',
  detail: '',
  isAllDay: false,
  startClock: 540,
  endClock: 600,
  workStyle: 'regular',
  report: '',
  progress: 0,
  source: 'screen',
  isDropped: false,
  isOwner: true,
  members: [{ personId: ID(2), name: '佐藤 花子', isOwner: true, progress: 0 }],
  version: 1,
  ...over,
  startMinute: over.startClock ?? 540,
  endMinute: over.endClock ?? 600,
});
const WITH_OTHERS: Task['members'] = [
  { personId: ID(3), name: '鈴木 一郎', isOwner: true, progress: 0 },
  { personId: ID(2), name: '佐藤 花子', isOwner: false, progress: 0 },
  { personId: ID(4), name: '高橋 健太', isOwner: false, progress: 0 },
];
let tasks: Task[] = [
  task(0, { title: '社内システム点検日', isAllDay: true, startClock: 0, endClock: 1440, source: 'calendar' }),
  task(1, { title: '見積書の作成（関東商事）', startClock: 545, endClock: 690, progress: 60, report: '下書きまで' }),
  task(2, {
    title: '週次会議',
    kind: 'meeting',
    startClock: 660,
    endClock: 720,
    isOwner: false,
    members: WITH_OTHERS,
    source: 'calendar',
  }),
  task(3, { title: '関東商事 訪問', kind: 'offsite', workStyle: 'offsite', startClock: 840, endClock: 960 }),
  task(4, { title: LONG, startClock: 1380, endClock: 1530, workStyle: 'remote', progress: 100, report: '済み' }),
  task(5, { workDate: addDays(RUNNING, -1), title: '提案書の見直し', report: '済み', progress: 100 }),
  task(6, {
    workDate: addDays(RUNNING, -3),
    title: '月次報告',
    startClock: 780,
    endClock: 900,
    isDropped: true,
    source: 'calendar',
    report: '済み',
  }),
  task(7, { workDate: addDays(RUNNING, 1), title: '新人研修', kind: 'meeting', startClock: 600, endClock: 720 }),
];
const ownTasks = (): Task[] =>
  own.loginId === 'empty-day' || isStrict() ? tasks.filter((each) => each.taskId > ID(800)) : tasks;
const inOrder = (list: readonly Task[]): Task[] =>
  list.toSorted(
    (a, b) =>
      a.workDate.localeCompare(b.workDate) || Number(b.isAllDay) - Number(a.isAllDay) || a.startClock - b.startClock,
  );

let overtimes: WorkRequest[] = [];
export function resetOwn(loginId: string): void {
  own.loginId = loginId;
  overtimes = [];
  tasks = tasks.filter((each) => each.taskId < ID(800));
  const begun: typeof presses.list = [['9:01', 'start', loginId === 'remote' ? { workStyle: 'remote' } : {}]];
  presses.list = loginId === 'strict' || loginId === 'fresh' ? [] : begun;
  presses.version = presses.seen = presses.list.length;
}

export function todayAnswer(): Today {
  const day = fixtureDay(RUNNING, NOW, presses.list);
  const dayState = day?.dayState ?? 'notStarted';
  const clockOf = (text: string): number => Number(text.split(':')[0]) * 60 + Number(text.split(':')[1]);
  const starts = presses.list.filter((each) => each[1] === 'start');
  const last = presses.list.at(-1);
  const missing = ownTasks().filter((each) => each.workDate === RUNNING && each.report === '');
  const everywhere = { regular: isStrict(), offsite: isStrict(), remote: true };
  return {
    workDate: RUNNING,
    dayState,
    allowed: [...allowedOperations(dayState)],
    nextOperation: { notStarted: 'start', working: 'end', onBreak: 'resume', ended: null, autoEnded: null }[
      dayState
    ] as Today['nextOperation'],
    workVersion: presses.version,
    isHolidayWork: day?.isHolidayWork ?? false,
    workStyle: day?.workStyle ?? 'regular',
    halfDay: null,
    scheduledMinutes: null,
    isFirstStart: starts.length === 0,
    lastOperationClock: last ? clockOf(last[0]) : null,
    nowClock: NOW_CLOCK,
    spans: starts.map((each, index) => ({
      startClock: clockOf(each[0]),
      endClock: index < starts.length - 1 || dayState === 'ended' ? NOW_CLOCK : null,
      workStyle: 'regular' as const,
      isDeclared: true,
      breaks: [],
    })),
    requests: overtimes,
    warnings:
      isCalm() || isStrict()
        ? []
        : [
            { kind: 'startReturned', workDate: addDays(RUNNING, -3), requestId: ID(610), taskId: null },
            { kind: 'reportMissing', workDate: addDays(RUNNING, -1), requestId: null, taskId: ID(705) },
          ],
    pattern: {
      name: '標準',
      breaks: [{ startClock: 720, endClock: 780 }],
      scheduledMinutes: 465,
      morningMinutes: 210,
      autoEndClock: 300,
    },
    needsApproval: { start: { regular: false, offsite: false, remote: true }, end: overtimes.length > 0 },
    isTaskRequired: everywhere,
    isReportRequired: isStrict(),
    missingReports: missing.map(({ taskId, title }) => ({ taskId, title })),
    hasTaskToday: ownTasks().some((each) => each.workDate === RUNNING),
  };
}

const cap = (
  name: LegalCap['cap'],
  used: number,
  limit: number,
  forecast: number | null,
  state: LegalCap['state'] = 'ok',
): LegalCap => ({
  cap: name,
  used,
  limit,
  left: limit - used,
  state,
  forecast,
  forecastState: forecast !== null && forecast > limit ? 'over' : state,
});
function legalAnswer(month: string): LegalAnswer {
  const isOver = own.loginId === 'over';
  return {
    person: personOf('me'),
    standing: {
      month,
      caps: [
        cap('month', isOver ? 2890 : 1655, 2700, isOver ? 3400 : 2410, isOver ? 'over' : 'ok'),
        cap('year', 18_020, 21_600, isOver ? 22_000 : 18_900, 'near'),
        cap('specialYear', 18_020, 43_200, 18_900),
        cap('monthsOver', isOver ? 3 : 1, 6, isOver ? 3 : 1),
        cap('singleMonth', isOver ? 3100 : 1985, 6000, 2740),
        cap('average', 2611, 4800, 2700),
      ],
      averages: [2, 3, 4, 5, 6].map((months) => ({
        months,
        totalMinutes: months * 2611,
        limitMinutes: months * 4800,
        leftMinutes: months * 2189,
        state: 'ok',
      })),
      yearStartMonth: '202604',
      monthsOver: ['202607'],
      statutoryHolidayMinutes: 330,
      lateNightMinutes: 190,
      lateNightDays: 2,
      leftOutDays: 1,
      provisionalDays: 1,
      forecast: { doneDays: 13, leftWorkdays: 6, overtimeMinutes: 755 },
      rest: {
        requiredMinutes: DEFAULT_LEGAL_SETTINGS.restIntervalMinutes,
        nextStartFrom: Date.UTC(2026, 10, 20, 16, 21),
        violations: isCalm()
          ? []
          : [{ workDate: '2026-11-06' as WorkDate, endedAt: 0, startedAt: 0, restMinutes: 615 }],
      },
    },
    year: [],
    dates: [],
    weeks: [],
  };
}

const OWN_RULES: OwnRules = {
  workDate: RUNNING,
  employeeNumber: 'E0012',
  mail: 'hanako.sato@example.com',
  groupName: '営業一課',
  approverNames: ['鈴木 一郎', '髙橋 健太'],
  pattern: {
    name: '標準',
    breaks: [{ startClock: 720, endClock: 780 }],
    scheduledMinutes: 465,
    morningMinutes: 210,
    autoEndClock: 300,
  },
  isAutoRecording: false,
  startApproval: 'byWorkStyle',
  endApproval: 'manual',
  taskAtStart: 'byWorkStyle',
  reportAtEnd: 'optional',
  breakNotice: true,
  beforeEndNotice: false,
  endNotice: true,
  afterHoursNotice: true,
  overtimeManagement: false,
};

let calendar: CalendarAnswer = { source: null };
const synced = (kind: 'url' | 'file', host: string | null, isBroken: boolean): CalendarAnswer => ({
  source: {
    kind,
    host,
    setAt: Date.now(),
    lastSync: {
      at: Date.now(),
      problem: isBroken ? 'http_error' : null,
      problemDetail: isBroken ? '404' : '',
      counts: {
        added: isBroken ? 0 : 12,
        changed: 0,
        removed: 0,
        unchanged: 0,
        kept: 0,
        leftOutPrivate: isBroken ? 0 : 3,
        leftOutCancelled: 0,
        leftOutFree: 1,
        leftOutUnreadable: 0,
      },
    },
    nextSyncAt: kind === 'url' ? Date.now() + 900_000 : null,
  },
});

function changeTask(method: string, taskId: string, kind: string, body: Record<string, unknown>): [number, unknown] {
  const at = tasks.findIndex((each) => each.taskId === taskId);
  const before = tasks[at];
  if (before === undefined) return [404, { error: { code: 'not_found', message: '', requestId: 'dev-1' } }];
  if (method === 'DELETE') {
    tasks = tasks.filter((each) => each.taskId !== taskId);
    return [200, { deleted: true }];
  }
  const parsed = kind === 'report' ? saveTaskReport.body?.parse(body) : saveTask.body?.parse(body);
  const { memberIds: _, ...rest } = { memberIds: [], ...(parsed as object) } as { memberIds: string[] } & Partial<Task>;
  tasks[at] = { ...before, ...rest, version: before.version + 1 };
  return [200, tasks[at]];
}

/** The own endpoints; undefined: not one of them. */
const APPLICATION_USE: ApplicationUse = {
  obstacle: null,
  applications: [
    { name: 'EXCEL.EXE', seconds: 104_400 },
    { name: 'chrome.exe', seconds: 81_000 },
    { name: 'OUTLOOK.EXE', seconds: 39_600 },
    { name: `${'very-long-name-of-a-process-'.repeat(4)}.exe`, seconds: 7_200 },
    { name: 'Teams.exe', seconds: 1_200 },
  ],
  sites: [
    { name: '営業支援', seconds: 40_800 },
    { name: '検索サイト', seconds: 5_400 },
  ],
};

export function ownAnswer(
  method: string,
  path: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
): [number, unknown] | undefined {
  if (own.loginId === 'broken' && path !== '/api/session')
    return [503, { error: { code: 'unavailable', message: '', requestId: 'dev-1' } }];
  if (own.loginId === 'offline' && method === 'POST' && path === '/api/operations')
    return [503, { error: { code: 'unavailable', message: '', requestId: 'dev-1' } }];
  if (path === '/api/today') return [200, todayAnswer()];
  if (path === '/api/approvals/count')
    return [
      200,
      {
        isApprover: !isCalm(),
        waitingDays: isCalm() ? 0 : 12,
        differenceDays: isCalm() ? 0 : 1,
        ownReturned: isCalm() ? 0 : 1,
        ownWaiting: isCalm() ? 0 : 2,
      },
    ];
  if (path === '/api/people/me/notices')
    return [200, { autoEndedDays: isCalm() ? [] : [{ workDate: '2026-11-06', startClock: 543 }], lostTime: null }];
  if (path === '/api/people/me/rules') return [200, OWN_RULES];
  if (path === '/api/people/me/application-use') return [200, APPLICATION_USE];
  const legal = /^\/api\/people\/[^/]+\/legal\/(\d{6})$/.exec(path);
  if (legal?.[1]) return [200, legalAnswer(legal[1])];
  if (path === '/api/people/me/tasks') {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
    return [200, { tasks: inOrder(ownTasks().filter((each) => each.workDate >= from && each.workDate <= to)) }];
  }
  if (path === '/api/tasks' && method === 'POST') {
    const parsed = createTask.body?.parse(body);
    if (parsed === undefined) return undefined;
    const { memberIds: _, startClock = 0, endClock = 1440, ...rest } = parsed;
    const made = task(0, { ...rest, startClock, endClock, taskId: ID(801 + tasks.length) });
    tasks.push(made);
    return [200, made];
  }
  const one = /^\/api\/tasks\/([^/]+)(?:\/(report))?$/.exec(path);
  if (one?.[1]) return changeTask(method, one[1], one[2] ?? '', body);
  if (path === '/api/task-copies') return [200, { copied: 2, skipped: 1, tasks: [] }];
  if (path === '/api/task-members')
    return [
      200,
      {
        people: [{ personId: ID(4), name: '高橋 健太', kana: 'たかはし けんた', groupName: '営業一課' }],
        hasMore: false,
      },
    ];
  if (path === '/api/overtime-requests') {
    const made = overtimeRequest(body as { requestId: string; expectedEndClock: number; reason: string });
    overtimes = [made];
    return [200, { request: { ...made, events: [], mayWithdraw: true, mayResend: false, mayDecide: false } }];
  }
  return calendarAnswer(method, path, body);
}

const overtimeRequest = (body: { requestId: string; expectedEndClock: number; reason: string }): WorkRequest => ({
  requestId: body.requestId,
  version: 1,
  personId: ID(2),
  personName: '佐藤 花子',
  workDate: RUNNING,
  mode: 'manual',
  state: 'submitted',
  isRecorded: false,
  receivedLateAt: null,
  reason: body.reason,
  content: { kind: 'overtime', expectedEndClock: body.expectedEndClock },
  submittedAt: Date.now(),
  decidedAt: null,
  decidedByName: null,
  decisionComment: '',
});

function calendarAnswer(method: string, path: string, body: Record<string, unknown>): [number, unknown] | undefined {
  if (path === '/api/calendar-source/file') {
    calendar = synced('file', null, false);
    return [200, { ...calendar, sync: calendar.source?.lastSync }];
  }
  if (path === '/api/calendar-source/syncs') return [200, calendar];
  if (path !== '/api/calendar-source') return undefined;
  if (method === 'PUT')
    calendar = synced('url', new URL(String(body['url'])).host, String(body['url']).includes('broken'));
  if (method === 'DELETE') calendar = { source: null };
  return [200, calendar];
}
