import type { ServerResponse } from 'node:http';
import {
  listStatusGroups,
  readGroupStatus,
  type PersonStatus,
  type PresenceState,
} from '#domain/contract/group-status.ts';
import {
  DEFAULT_LEGAL_SETTINGS,
  readLegalOfGroup,
  readLegalSettings,
  type LegalSettings,
  type LegalSummary,
} from '#domain/contract/legal.ts';
import { ID } from './fixture-answers.ts';
import { groupMonthAnswer } from './fixture-group-month.ts';

/** A department with two groups, for グループの勤務状況 and 労働時間の上限設定. Development only. */
const NAMES = [
  '佐藤 花子',
  '鈴木 一郎',
  '高橋 健',
  '田中 美咲',
  '伊藤 大輔',
  '渡辺 由美',
  '山本 直樹',
  '中村 さくら',
  '小林 誠',
  '加藤 恵',
];
const TASKS = ['見積書の作成', '定例会議', '受入テストの準備と、関係部署への連絡', null, '顧客訪問（豊洲）', null];
const STATES: PresenceState[] = [
  'working',
  'remote',
  'onBreak',
  'offsite',
  'working',
  'notStarted',
  'ended',
  'remote',
  'working',
  'notStarted',
];
const GROUPS = [
  { groupId: ID(300), code: 'SALES', name: '営業部', parentGroupId: null, depth: 0, people: 2 },
  { groupId: ID(301), code: 'SALES1', name: '営業一課', parentGroupId: ID(300), depth: 1, people: 12 },
  { groupId: ID(302), code: 'SALES2', name: '営業二課（首都圏・法人）', parentGroupId: ID(300), depth: 1, people: 10 },
];
const today = new Date().toISOString().slice(0, 10) as PersonStatus['workDate'];

const person = (index: number): PersonStatus => {
  const presence = STATES[index % STATES.length] ?? 'working';
  const hasStarted = presence !== 'notStarted';
  const startClock = hasStarted ? 540 - (index % 5) * 7 : null;
  return {
    personId: ID(400 + index),
    employeeNumber: `E${String(1001 + index)}`,
    name: NAMES[index % NAMES.length] ?? '',
    groupId: GROUPS[index < 2 ? 0 : index < 14 ? 1 : 2]?.groupId ?? ID(300),
    workDate: today,
    presence,
    workStyle: presence === 'remote' || presence === 'offsite' ? presence : 'regular',
    isHolidayWork: index === 4,
    startClock,
    sinceClock: presence === 'onBreak' ? 720 : presence === 'ended' ? 1065 : startClock,
    taskTitle:
      presence === 'working' || presence === 'remote' || presence === 'offsite'
        ? (TASKS[index % TASKS.length] ?? null)
        : null,
    figures: {
      workedMinutes: hasStarted ? 312 - index * 3 : 0,
      overtimeMinutes: index % 4 === 0 && hasStarted ? 25 : 0,
      unrequestedMinutes: 0,
      lastActiveClock: hasStarted ? 878 - index : null,
    },
  };
};
const PEOPLE = Array.from({ length: 24 }, (_, index) => person(index));

const summary = (index: number): LegalSummary => {
  const isOver = index === 1;
  const isNear = index === 4 || index === 7;
  return {
    month: today.slice(0, 7).replace('-', ''),
    monthOvertimeMinutes: isOver ? 2761 : isNear ? 2310 : 240 + index * 37,
    monthForecastMinutes: isOver ? 3120 : isNear ? 2810 : 600 + index * 60,
    yearOvertimeMinutes: isOver ? 19_800 : 4_200 + index * 310,
    monthTotalMinutes: isOver ? 3241 : 400,
    averageMinutes: isOver ? 4100 : 1200,
    monthsOver: isOver ? 5 : 0,
    restViolations: index === 3 ? 2 : 0,
    leftOutDays: index === 6 ? 1 : 0,
    state: isOver ? 'over' : isNear ? 'near' : 'ok',
    warnings: isOver
      ? [
          { cap: 'month', state: 'over', isForecast: false },
          { cap: 'year', state: 'near', isForecast: false },
          { cap: 'monthsOver', state: 'near', isForecast: false },
        ]
      : isNear
        ? [{ cap: 'month', state: 'over', isForecast: true }]
        : [],
  };
};

const peopleOf = (groupId: string, withBelow: boolean): PersonStatus[] => {
  const isAll = groupId === 'mine' || (groupId === GROUPS[0]?.groupId && withBelow);
  return isAll ? PEOPLE : PEOPLE.filter((each) => each.groupId === groupId);
};
const groupOf = (groupId: string) => GROUPS.find((group) => group.groupId === groupId) ?? null;
const listOf = (groupId: string, withBelow: boolean) => {
  const people = peopleOf(groupId, withBelow);
  const { code, name } = groupOf(groupId) ?? { code: '', name: '' };
  return { group: groupOf(groupId) && { groupId, code, name }, asOf: Date.now(), total: people.length, people };
};

let stored = { settings: DEFAULT_LEGAL_SETTINGS, version: 3 };
const publicHolidays = [
  { date: '2026-01-01', name: '元日' },
  { date: '2026-01-12', name: '成人の日' },
  { date: '2026-02-11', name: '建国記念の日' },
  { date: '2026-02-23', name: '天皇誕生日' },
  { date: '2026-03-20', name: '春分の日' },
  { date: '2026-04-29', name: '昭和の日' },
  { date: '2026-11-23', name: '勤労感謝の日' },
  { date: '2027-01-01', name: '元日' },
];

type Said = [number, unknown] | undefined;

export function groupStatusAnswer(method: string, path: string, query: URLSearchParams, body: unknown): Said {
  if (path === '/api/groups') return [200, listStatusGroups.answer?.parse({ groups: GROUPS })];
  const [, groupId, part] = /^\/api\/groups\/([^/]+)\/(status|legal|months)/.exec(path) ?? [];
  const withBelow = query.get('below') === '1';
  if (groupId !== undefined && part === 'status')
    return [200, readGroupStatus.answer?.parse(listOf(groupId, withBelow))];
  if (groupId !== undefined && part === 'months') {
    const { group, people } = listOf(groupId, withBelow);
    const groupNameOf = (id: string): string => groupOf(id)?.name ?? '';
    return [200, groupMonthAnswer({ group, month: path.split('/')[5] ?? '', people, groupNameOf, legalOf: summary })];
  }
  if (groupId !== undefined) {
    const people = peopleOf(groupId, withBelow).map(({ personId, employeeNumber, name, groupId: own }) => {
      return { personId, employeeNumber, name, groupId: own, legal: summary(Number(employeeNumber.slice(1)) - 1001) };
    });
    const { group, total } = listOf(groupId, withBelow);
    return [200, readLegalOfGroup.answer?.parse({ group, total, people, limits: stored.settings.limits })];
  }
  if (path !== '/api/legal-settings') return undefined;
  if (method === 'PUT') {
    const wish = body as { settings: LegalSettings; version: number };
    if (wish.settings.deviationThresholdMinutes === 77)
      return [409, { error: { code: 'settings_changed', message: '', requestId: 'dev' } }];
    stored = { settings: wish.settings, version: wish.version + 1 };
  }
  return [200, readLegalSettings.answer?.parse({ ...stored, publicHolidays })];
}

/** The stream: the list, then somebody who takes a break and comes back every three seconds. `cut` closes after the list. */
export function streamGroupStatus(
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
  isCut: boolean,
): void {
  const groupId = path.split('/')[3] ?? 'mine';
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: string, data: unknown): void =>
    void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  send('list', listOf(groupId, query.get('below') === '1'));
  if (isCut) {
    setTimeout(() => response.destroy(), 300);
    return;
  }
  let isOnBreak = false;
  const timer = setInterval(() => {
    isOnBreak = !isOnBreak;
    send('person', { ...PEOPLE[4], presence: isOnBreak ? 'onBreak' : 'working' });
  }, 3_000);
  response.once('close', () => clearInterval(timer));
}
