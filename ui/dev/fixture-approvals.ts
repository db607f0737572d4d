import {
  listApprovals,
  type ApprovalDay,
  type ApprovalFigures,
  type AttentionFlag,
} from '#domain/contract/approvals.ts';
import type { LegalSummary } from '#domain/contract/legal.ts';
import type { WorkRequest } from '#domain/contract/requests.ts';
import { addDays } from '#domain/time/calendar.ts';
import { approvalDay, requestOf } from '../src/features/approvals/approval-test-kit.ts';
import { ID, RUNNING } from './fixture-answers.ts';
import { eventsOf } from './fixture-requests.ts';

/** Made-up person-days for 承認一覧: 50 ordinary ones, some that need eyes, one that somebody else is quicker with. Development only. */
const FAMILY = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤'];
const GIVEN = ['花子', '一郎', '健太', '美咲', '大輔', 'さくら', '翔'];
const nameOf = (index: number): string => `${FAMILY[index % 10]} ${GIVEN[index % 7]}`;
const legal = (monthOvertimeMinutes: number, more: Partial<LegalSummary> = {}): LegalSummary => ({
  month: '202611',
  monthOvertimeMinutes,
  monthForecastMinutes: null,
  yearOvertimeMinutes: 9000 + monthOvertimeMinutes,
  monthTotalMinutes: monthOvertimeMinutes,
  averageMinutes: 1800,
  monthsOver: 0,
  restViolations: 0,
  leftOutDays: 0,
  state: 'ok',
  warnings: [],
  ...more,
});
const ask = (index: number, content: WorkRequest['content'], reason = ''): WorkRequest =>
  requestOf(9000 + index, { content, reason, personName: nameOf(index), submittedAt: Date.UTC(2026, 10, 19, 10, 2) });

const declaredOf = (start: number, end: number): ApprovalFigures['declared'] => [
  { startMinute: 0, endMinute: 0, startClock: start, endClock: 720, kind: 'work' },
  { startMinute: 0, endMinute: 0, startClock: 720, endClock: 780, kind: 'break' },
  { startMinute: 0, endMinute: 0, startClock: 780, endClock: end, kind: 'work' },
];
const ordinary = (index: number): ApprovalDay => {
  const late = index % 7 === 0 ? 45 : 0;
  return approvalDay(
    index,
    {
      personName: nameOf(index),
      groupName: index % 2 ? '営業一課' : '営業二課',
      groupId: ID(index % 2 ? 102 : 103),
      workDate: addDays(RUNNING, -1 - (index % 3)),
      requests: [ask(index, { kind: 'end', clock: 1080 + late + (index % 9) }, late ? '月次資料の作成' : '')],
      legal: legal(600 + index * 20),
    },
    {
      clockInClock: 540 - (index % 6),
      clockOutClock: 1080 + late + (index % 9),
      declared: declaredOf(540 - (index % 6), 1080 + late + (index % 9)),
      workedMinutes: 480 + late,
      overtimeMinutes: late,
      lastActiveClock: 1085 + late,
      workStyle: index % 5 === 0 ? 'remote' : 'regular',
    },
  );
};
const odd = (
  index: number,
  flags: [AttentionFlag, number | null][],
  more: Partial<ApprovalDay>,
  figures = {},
): ApprovalDay => ({
  ...ordinary(index),
  ...approvalDay(index, {}, figures),
  personName: nameOf(index),
  workDate: addDays(RUNNING, -2),
  requests: [ask(index, { kind: 'end', clock: 1380 })],
  attention: flags.map(([flag, amount]) => ({ flag, amount })),
  legal: legal(1500),
  ...more,
});
const before = {
  spans: [{ startClock: 543, endClock: null, workStyle: 'regular' as const, breaks: [] }],
  isHolidayWork: false,
  halfDay: null,
  scheduledMinutes: null,
};
const ODD: readonly ApprovalDay[] = [
  odd(
    101,
    [
      ['overCap', null],
      ['lateNight', 48],
      ['deviation', 52],
    ],
    {
      personName: '長谷川 ジョナサン・アレクサンダー・フォン・シュヴァルツェンベルク 健太郎',
      groupName: '営業本部 東日本第一営業統括部 法人営業第二グループ 新規開拓チーム',
      requests: [
        ask(
          101,
          { kind: 'overtime', expectedEndClock: 1380 },
          '月末の締め作業が重なったため。取引先からの問い合わせが夕方に集中し、見積書の再作成と社内の確認が終わらず、翌朝の会議に間に合わせる必要がありました。',
        ),
        ask(201, { kind: 'end', clock: 1368 }),
      ],
      legal: legal(2760, {
        yearOvertimeMinutes: 20_050,
        averageMinutes: 4100,
        state: 'over',
        warnings: [
          { cap: 'month', state: 'over', isForecast: false },
          { cap: 'year', state: 'near', isForecast: true },
        ],
      }),
    },
    {
      clockOutClock: 1368,
      declared: declaredOf(540, 1368),
      workedMinutes: 768,
      overtimeMinutes: 288,
      lateNightMinutes: 48,
      lastActiveClock: 1420,
      deviationMinutes: 52,
    },
  ),
  odd(
    102,
    [['difference', null]],
    {
      requests: [
        { ...ask(102, { kind: 'end', clock: 1080 }), state: 'approved', decidedByName: '田中 美咲', decidedAt: 1 },
      ],
      approval: { approvedAt: Date.UTC(2026, 10, 19), approverName: '田中 美咲', holds: true },
      difference: {
        figures: {
          clockInClock: 540,
          clockOutClock: 1080,
          scheduledMinutes: 480,
          workedMinutes: 480,
          breakMinutes: 60,
          overtimeMinutes: 38,
          holidayWorkMinutes: 0,
          lateNightMinutes: 0,
        },
        reasons: ['pcData'],
      },
    },
    { isProvisional: false },
  ),
  odd(
    103,
    [
      ['correctedAutoEnd', null],
      ['correction', null],
    ],
    {
      requests: [
        ask(
          103,
          {
            kind: 'correction',
            before,
            after: {
              ...before,
              spans: [
                { startClock: 543, endClock: 1142, workStyle: 'regular', breaks: [{ startClock: 720, endClock: 765 }] },
              ],
            },
          },
          '終了の押し忘れです。',
        ),
      ],
    },
    { clockOutClock: 1142, declared: declaredOf(543, 1142) },
  ),
  odd(
    104,
    [
      ['missingReport', 2],
      ['unansweredUnrequested', 79],
    ],
    {},
    { workStyle: 'remote', unrequestedMinutes: 79 },
  ),
];

const state = { empty: false, days: [...ODD, ...Array.from({ length: 52 }, (_, index) => ordinary(index))] };
export function resetApprovals(loginId: string): void {
  state.empty = loginId === 'calm';
  state.days = [...ODD, ...Array.from({ length: 52 }, (_, index) => ordinary(index))];
}

const listed = (): ApprovalDay[] => (state.empty ? [] : state.days);
const GROUPS = [
  { groupId: ID(100), code: 'G001', name: '営業本部', parentGroupId: null, depth: 0, isSenior: true },
  { groupId: ID(102), code: 'G003', name: '営業一課', parentGroupId: ID(100), depth: 1, isSenior: false },
  { groupId: ID(103), code: 'G004', name: '営業二課', parentGroupId: ID(100), depth: 1, isSenior: false },
];

function decide(decisions: readonly { requestId: string; decision: string }[]): unknown {
  const quicker = nameOf(3);
  const results = decisions.map(({ requestId }) => {
    const day = listed().find((each) => each.requests.some((request) => request.requestId === requestId));
    const isQuicker = day?.personName === quicker && day.attention.length === 0;
    return {
      requestId,
      outcome: isQuicker ? 'changed' : 'done',
      now: isQuicker ? { version: 2, state: 'returned', changedByName: '渡辺 さくら', changedAt: Date.now() } : null,
      isDayApproved: !isQuicker,
    };
  });
  const asked = new Set(decisions.map((each) => each.requestId));
  state.days = state.days.filter((day) => !day.requests.some((request) => asked.has(request.requestId)));
  return { results };
}

/** Undefined: not an address of this file. */
export function approvalAnswer(
  method: string,
  path: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
): [number, unknown] | undefined {
  if (path === '/api/approvals' && method === 'POST') return [200, decide(body['decisions'] as never)];
  if (path === '/api/approvals') {
    const isDecided = query.get('state') === 'decided';
    const group = query.get('groupId');
    const days = listed().filter((day) => group === null || day.groupId === group || group === ID(100));
    const groups = GROUPS.map((each) => ({ ...each, waitingDays: 20, differenceDays: 1 }));
    return [
      200,
      listApprovals.answer?.parse({
        groups,
        days: isDecided
          ? days.slice(0, 20).map((day) => ({
              ...day,
              requests: day.requests.map((each) => ({
                ...each,
                state: 'approved',
                decidedByName: '田中 美咲',
                decidedAt: 1,
              })),
            }))
          : days,
        totalDays: days.length,
      }),
    ];
  }
  const settled = /^\/api\/people\/([^/]+)\/days\/([\d-]+)\/difference$/.exec(path);
  if (settled) {
    state.days = state.days.filter((day) => day.personId !== settled[1]);
    return [200, { workVersion: 9 }];
  }
  const history = /^\/api\/people\/([^/]+)\/days\/([\d-]+)\/requests$/.exec(path);
  if (!history) return undefined;
  const day = listed().find((each) => each.personId === history[1]);
  return [
    200,
    {
      requests: (day?.requests ?? []).map((each) => ({ ...each, events: eventsOf(each) })),
      approval: day?.approval ?? null,
      settlements: [],
      maySettle: true,
    },
  ];
}
