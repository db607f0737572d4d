import {
  previewCorrection,
  type CorrectedDay,
  type DayBefore,
  type RequestEvent,
  type RequestWithHistory,
  type WorkRequest,
} from '#domain/contract/requests.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { dayAnswer, ID, RUNNING } from './fixture-answers.ts';

/** Made-up requests of one person, and the preview of a correction. Development only. */
const LONG =
  '月末の締め作業が重なったため。取引先からの問い合わせが夕方に集中し、見積書の再作成と社内の確認が終わらず、翌朝の会議に間に合わせる必要がありました。';
const AT = Date.UTC(2026, 10, 19, 9, 31);
const span = (startClock: number, endClock: number | null, breaks: [number, number][] = []) => ({
  startClock,
  endClock,
  workStyle: 'regular' as const,
  breaks: breaks.map(([from, to]) => ({ startClock: from, endClock: to })),
});
const dayBefore = (...spans: DayBefore['spans']): DayBefore => ({
  spans,
  isHolidayWork: false,
  halfDay: null,
  scheduledMinutes: null,
});
const corrected = (...spans: CorrectedDay['spans']): CorrectedDay => ({
  spans,
  isHolidayWork: false,
  halfDay: null,
  scheduledMinutes: null,
});

const requestOf = (index: number, more: Partial<WorkRequest>): WorkRequest => ({
  requestId: ID(600 + index),
  version: 2,
  personId: ID(2),
  personName: '佐藤 花子',
  workDate: addDays(RUNNING, -(index % 40)),
  mode: 'manual',
  state: 'submitted',
  isRecorded: false,
  receivedLateAt: null,
  reason: '',
  content: { kind: 'end', clock: 1080 + (index % 50) },
  submittedAt: AT,
  decidedAt: null,
  decidedByName: null,
  decisionComment: '',
  ...more,
});
const decided = { decidedAt: AT + 60_000_000, decidedByName: '田中 美咲' };
const returned = { ...decided, state: 'returned' as const };
const START = {
  kind: 'start' as const,
  workStyle: 'remote' as const,
  isHolidayWork: false,
  halfDay: null,
  scheduledMinutes: null,
};

let requests: WorkRequest[] = [
  requestOf(0, { content: { kind: 'overtime', expectedEndClock: 1230 }, reason: '見積もりの締切のため' }),
  requestOf(11, {
    ...returned,
    workDate: '2026-11-11' as WorkDate,
    content: {
      kind: 'correction',
      before: dayBefore(span(540, 1082)),
      after: corrected({ ...span(540, 1082), endClock: 1082 }, { ...span(1262, 1341), endClock: 1341 }),
    },
    reason: LONG,
    decisionComment: '21時以降の作業は事前に残業申請をお願いします。理由に業務名を書いてください。',
  }),
  requestOf(10, {
    ...returned,
    content: { ...START, clock: 541 },
    decisionComment: '在宅勤務の届出がありません。通常勤務に直してください。',
  }),
  requestOf(6, {
    workDate: '2026-11-06' as WorkDate,
    content: {
      kind: 'correction',
      before: dayBefore(span(543, null)),
      after: corrected({ ...span(543, 1142, [[720, 765]]), endClock: 1142 }),
    },
    reason: '終了の押し忘れです。',
  }),
  requestOf(4, {}),
  requestOf(2, { state: 'approved', mode: 'automatic', content: { ...START, workStyle: 'regular', clock: 541 } }),
  requestOf(7, {
    state: 'withdrawn',
    content: { kind: 'overtime', expectedEndClock: 1500 },
    reason: '不要になりました',
  }),
  requestOf(8, { state: 'approved', mode: 'automatic', isRecorded: true, content: { kind: 'end', clock: null } }),
  ...Array.from({ length: 55 }, (_, index) => requestOf(20 + index, { ...decided, state: 'approved' })),
];

const event = (at: number, action: RequestEvent['action'], actorName: string | null, comment = ''): RequestEvent => ({
  at,
  action,
  actorName,
  comment,
  contentBefore: null,
  reasonBefore: null,
});
const ACTION = { approved: 'approved', returned: 'returned', withdrawn: 'withdrawn', submitted: 'submitted' } as const;
export const eventsOf = (request: WorkRequest): RequestEvent[] => [
  event(request.submittedAt, 'submitted', request.isRecorded ? null : request.personName, ''),
  ...(request.mode === 'automatic'
    ? [event(request.submittedAt, 'approvedAutomatically', null)]
    : request.decidedAt === null
      ? []
      : [event(request.decidedAt, ACTION[request.state], request.decidedByName, request.decisionComment)]),
  ...(request.version > 2
    ? [
        {
          ...event(AT + 70_000_000, 'resubmitted' as const, request.personName),
          contentBefore: request.content,
          reasonBefore: '前の理由',
        },
      ]
    : []),
];
const withHistory = (request: WorkRequest): RequestWithHistory => ({
  ...request,
  events: eventsOf(request),
  mayWithdraw: request.state === 'submitted' || request.state === 'returned',
  mayResend: request.state === 'returned',
  mayDecide: false,
});
function change(requestId: string, more: Partial<WorkRequest>): [number, unknown] {
  const found = requests.find((each) => each.requestId === requestId);
  if (found === undefined) return [404, { error: { code: 'not_found', message: '', requestId: 'dev-1' } }];
  const next = { ...found, ...more, version: found.version + 1 };
  requests = requests.map((each) => (each === found ? next : each));
  return [200, { request: withHistory(next) }];
}

function preview(workDate: WorkDate, text: string | null): unknown {
  const { day } = dayAnswer('me', workDate);
  const spans = day?.declared.length ? [span(day.clockInClock ?? 540, day.isConfirmed ? day.clockOutClock : null)] : [];
  const draft = text === null ? undefined : (JSON.parse(text) as CorrectedDay);
  const worked = (draft?.spans ?? []).reduce((sum, each) => sum + each.endClock - each.startClock, 0);
  const figures = {
    clockInClock: day?.clockInClock ?? null,
    clockOutClock: day?.isConfirmed ? (day?.clockOutClock ?? null) : null,
    scheduledMinutes: 480,
    workedMinutes: day?.workedMinutes ?? 0,
    breakMinutes: day?.breakMinutes ?? 0,
    overtimeMinutes: day?.overtimeMinutes ?? 0,
    holidayWorkMinutes: 0,
    lateNightMinutes: day?.lateNightMinutes ?? 0,
    unrequestedMinutes: day?.unrequestedMinutes ?? 0,
  };
  return previewCorrection.answer?.parse({
    workDate,
    obstacle: workDate > RUNNING ? 'future' : workDate === RUNNING ? 'running' : null,
    firstClock: 300,
    lastClock: 1740,
    pattern: { name: '標準', breaks: [{ startClock: 720, endClock: 780 }], scheduledMinutes: 480, morningMinutes: 180 },
    before: { day: dayBefore(...spans), figures },
    after: draft
      ? {
          day: draft,
          figures: {
            ...figures,
            clockInClock: draft.spans[0]?.startClock ?? null,
            clockOutClock: draft.spans.at(-1)?.endClock ?? null,
            workedMinutes: worked - 60,
            breakMinutes: 60,
            overtimeMinutes: Math.max(0, worked - 540),
            unrequestedMinutes: 0,
          },
        }
      : null,
  });
}

/** Undefined: not an address of this file. */
export function requestAnswer(
  method: string,
  path: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
): [number, unknown] | undefined {
  if (path === '/api/requests') {
    const rows = requests.filter((each) => query.get('state') === null || each.state === query.get('state'));
    const from = Number(query.get('cursor') ?? 0);
    return [
      200,
      { requests: rows.slice(from, from + 50), nextCursor: rows.length > from + 50 ? String(from + 50) : null },
    ];
  }
  const correction = /^\/api\/people\/me\/days\/([\d-]+)\/correction$/.exec(path);
  if (correction?.[1]) return [200, preview(correction[1] as WorkDate, query.get('draft'))];
  if (path === '/api/corrections') {
    const { requestId, workDate, day, reason } = body as {
      requestId: string;
      workDate: WorkDate;
      day: CorrectedDay;
      reason: string;
    };
    const made = requestOf(0, {
      requestId,
      workDate,
      reason,
      content: { kind: 'correction', before: dayBefore(span(540, 1080)), after: day },
    });
    requests = [made, ...requests];
    return [200, { request: withHistory(made) }];
  }
  const one = /^\/api\/requests\/([^/]+)(\/withdrawal)?$/.exec(path);
  if (one?.[1] === undefined) return undefined;
  if (one[2]) return change(one[1], { state: 'withdrawn' });
  if (method === 'PUT') return change(one[1], { state: 'submitted', reason: String(body['reason']) });
  const found = requests.find((each) => each.requestId === one[1]);
  return found ? [200, { request: withHistory(found) }] : undefined;
}
