import { sumDays } from '#domain/worktime/sum-days.ts';
import type { Pressed } from '#domain/worktime/day-test-kit.ts';
import { INPUT_COUNT_NAMES, type InputCounts } from '#domain/contract/wire.ts';
import type { DayAnswer, DayOff, MonthAnswer } from '#domain/contract/months.ts';
import { weekdayOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { fixtureDates, fixtureDay } from './fixture-days.ts';

export const ID = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const RUNNING = '2026-11-20' as WorkDate;
export const NOW_CLOCK = 861;
export const NOW = '14:21';

/** What was pressed on the running day, and when the made-up processor gets to know it. */
export const presses: { list: Pressed[]; version: number; seen: number } = {
  list: [['9:01', 'start']],
  version: 1,
  seen: 1,
};
let seenPresses: Pressed[] = [...presses.list];
export function press(kind: Pressed[1], extra: NonNullable<Pressed[2]>): void {
  presses.list.push([NOW, kind, extra]);
  const version = (presses.version += 1);
  setTimeout(() => {
    presses.seen = version;
    seenPresses = presses.list.slice(0, version);
  }, 1500);
}

const NAMED_DAYS_OFF: Readonly<Record<string, string>> = {
  '2026-11-03': '文化の日',
  '2026-11-18': '全社一斉の創立記念日（営業部門は翌週に振り替え）',
  '2026-11-23': '勤労感謝の日',
};
const dayOffOf = (workDate: WorkDate): DayOff | null => {
  const name = NAMED_DAYS_OFF[workDate];
  if (name !== undefined) return { name, englishName: name };
  return [0, 6].includes(weekdayOf(workDate)) ? { name: '', englishName: '' } : null;
};

const dayOf = (workDate: WorkDate): ComputedDay | null => {
  if (workDate > RUNNING) return null;
  if (workDate < RUNNING) return fixtureDay(workDate);
  const day = fixtureDay(workDate, NOW, seenPresses);
  return day && { ...day, workVersion: presses.seen };
};

export const personOf = (personId: string) => ({
  personId: personId === 'me' ? ID(2) : personId,
  name: personId === 'me' || personId === ID(2) ? '佐藤 花子' : '鈴木 一郎',
  employeeNumber: 'E0012',
  groupName: '営業一課',
  patternName: '標準',
  zone: 'Asia/Tokyo',
});

export function monthAnswer(personId: string, month: string): MonthAnswer {
  const days = fixtureDates(month).map((workDate) => {
    const day = dayOf(workDate);
    const unanswered = (day?.unrequestedMinutes ?? 0) > 15 ? 1 : 0;
    return {
      workDate,
      dayOff: dayOffOf(workDate),
      day,
      requests: [],
      unrequestedBlocks: { total: unanswered, unanswered },
    };
  });
  const totals = sumDays(days.flatMap(({ day }) => (day === null ? [] : [day])));
  return {
    person: personOf(personId),
    month,
    currentWorkDate: RUNNING,
    days,
    totals: { ...pickTotals(totals), workedDays: totals.declaredDays },
    lastReceivedAt: Date.now() - 40_000,
  };
}
const pickTotals = (totals: ReturnType<typeof sumDays>) => ({
  workedMinutes: totals.workedMinutes,
  breakMinutes: totals.breakMinutes,
  overtimeMinutes: totals.overtimeMinutes,
  unrequestedMinutes: totals.unrequestedMinutes,
  holidayWorkMinutes: totals.holidayWorkMinutes,
  lateNightMinutes: totals.lateNightMinutes,
  pcActiveMinutes: totals.pcActiveMinutes,
  scheduledMinutes: totals.scheduledMinutes,
  leftOutDays: totals.leftOutDays,
  provisionalDays: totals.provisionalDays,
});

const WINDOWS = [
  { process: 'EXCEL.EXE', title: '見積書_2026年11月.xlsx - Excel', url: '' },
  { process: 'chrome.exe', title: '社内ポータル - Google Chrome', url: 'https://portal.example.jp/news' },
  { process: 'OUTLOOK.EXE', title: '受信トレイ - 佐藤花子 - Outlook', url: '' },
  { process: 'Code.exe', title: '<img src=x onerror=alert(1)> main.ts', url: '' },
];

/** 開始 and 終了 of the declared spans. */
const operationsOf = (day: ComputedDay | null): DayAnswer['operations'] =>
  (day?.declared ?? []).flatMap((run, index, all) => {
    const base = {
      isHolidayWork: day?.isHolidayWork ?? false,
      workStyle: day?.workStyle ?? ('regular' as const),
      scheduledMinutes: null,
      requestState: 'none' as const,
      halfDay: null,
      origin: 'pressed' as const,
    };
    const at = (kind: 'start' | 'end', minute: number, clock: number) => ({
      ...base,
      operationId: ID(900 + index * 2 + (kind === 'end' ? 1 : 0)),
      kind,
      atMinute: minute,
      clock,
      receivedLateAt: null,
    });
    const first = index === 0 ? [at('start', run.startMinute, run.startClock)] : [];
    const last =
      index === all.length - 1 && day?.clockOutClock !== null ? [at('end', run.endMinute, run.endClock)] : [];
    return [...first, ...last];
  });

export function dayAnswer(personId: string, workDate: WorkDate): DayAnswer {
  const day = dayOf(workDate);
  const active = day?.ledger.filter((run) => run.pc === 'active') ?? [];
  const minutes = active.flatMap((run) =>
    Array.from({ length: run.endMinute - run.startMinute }, (_, index) => {
      const clock = run.startClock + index;
      const counts = Object.fromEntries(
        INPUT_COUNT_NAMES.map((name, at) => [name, name === 'numpad' ? 0 : (clock * (at + 3)) % (at < 2 ? 97 : 11)]),
      ) as InputCounts;
      return { minute: run.startMinute + index, clock, counts, devices: [ID(50)] };
    }),
  );
  const slices = minutes.map(({ minute, clock }) => ({
    minute,
    clock,
    ...WINDOWS[Math.floor(clock / 17) % WINDOWS.length]!,
    seconds: 60 - (clock % 7),
    devices: [ID(50)],
  }));
  const windows = WINDOWS.flatMap((window) => {
    const own = slices.filter((slice) => slice.title === window.title);
    const seconds = own.reduce((sum, slice) => sum + slice.seconds, 0);
    return own[0] === undefined ? [] : [{ ...window, seconds, firstClock: own[0].clock }];
  });
  return {
    person: personOf(personId),
    workDate,
    dayOff: dayOffOf(workDate),
    day,
    pattern: { name: '標準', scheduledMinutes: 480, breaks: [{ startClock: 720, endClock: 780 }], autoEndClock: 300 },
    operations: operationsOf(day),
    minutes,
    slices,
    windows,
    tasks: [],
    unrequestedBlocks: [],
    requests: [],
    approverName: null,
    changes: [],
    devices: [{ deviceId: ID(50), name: 'PC-HANAKO-01' }],
    sessionChanges: active[0]
      ? [{ at: active[0].startMinute * 60_000, clock: active[0].startClock, change: 'logon', deviceId: ID(50) }]
      : [],
  };
}

const NAMES = [
  '佐藤 花子',
  '鈴木 一郎',
  '高橋 健太',
  '田中 美咲',
  '伊藤 大輔',
  '渡辺 さくら',
  '山本 翔',
  '中村 由美',
  '小林 誠',
];
const KANA = [
  'サトウ ハナコ',
  'スズキ イチロウ',
  'タカハシ ケンタ',
  'タナカ ミサキ',
  'イトウ ダイスケ',
  'ワタナベ サクラ',
  'ヤマモト ショウ',
  'ナカムラ ユミ',
  'コバヤシ マコト',
];
const STATES = [
  'working',
  'working',
  'onBreak',
  'working',
  'ended',
  'notStarted',
  'working',
  'autoEnded',
  'working',
] as const;
export const people = () => ({
  groups: [
    { groupId: ID(100), code: 'G001', name: '営業本部', parentGroupId: null, depth: 0 },
    { groupId: ID(101), code: 'G002', name: '営業部', parentGroupId: ID(100), depth: 1 },
    { groupId: ID(102), code: 'G003', name: '営業一課', parentGroupId: ID(101), depth: 2 },
    { groupId: ID(103), code: 'G004', name: '営業二課', parentGroupId: ID(101), depth: 2 },
  ],
  people: NAMES.map((name, index) => ({
    personId: ID(2 + index),
    employeeNumber: `E00${12 + index}`,
    name,
    kana: KANA[index] ?? '',
    groupId: ID(index < 1 ? 100 : index < 5 ? 102 : 103),
    today:
      index === 8
        ? null
        : {
            workDate: RUNNING,
            dayState: STATES[index] ?? 'working',
            workStyle: index === 3 ? ('remote' as const) : ('regular' as const),
            workedMinutes: index === 5 ? 0 : 320 - index * 17,
            overtimeMinutes: index === 6 ? 35 : 0,
            unrequestedMinutes: index === 1 ? 12 : 0,
            clockInClock: index === 5 ? null : 541 + index,
            clockOutClock: STATES[index] === 'ended' ? 850 : null,
            lastActiveClock: index === 5 ? null : 858 - index,
          },
  })),
});
