import { z } from 'zod';
import type { RequestAction, RequestKind } from '#domain/contract/requests.ts';
import { WORK_STYLES } from '#domain/contract/work-rules.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import { assignmentOn, workDateInterval } from '#domain/time/work-date.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Records } from '../../records/schema.ts';
import type { CorrectionBody } from '../../requests/request-rows.ts';
import type { ApprovalDay } from './approval-history-file.ts';
import { dateAndTime, slashDate } from './cell-forms.ts';
import { correctionText } from './correction-text.ts';
import type { PlanDeps } from './export-file.ts';
import type { DatedSource } from './plan-dated.ts';

const KIND_TEXT: Readonly<Record<RequestKind, string>> = {
  start: '開始申請',
  end: '終了申請',
  overtime: '残業申請',
  correction: '勤務修正',
};
const ACTION_TEXT: Readonly<Record<RequestAction, string>> = {
  submitted: '申請',
  resubmitted: '再申請',
  approvedAutomatically: '自動承認',
  approved: '承認',
  returned: '差戻し',
  withdrawn: '取下げ',
};

/** What 承認履歴 tells of the computed days of one work date. */
const readApprovedFigures = defineQuery({
  name: 'exports/read-approved-figures',
  sql: `
    SELECT person_id AS personId, is_confirmed = 1 AS isConfirmed, is_holiday_work = 1 AS isHolidayWork,
      toString(work_style) AS workStyle, worked_minutes AS workedMinutes, overtime_minutes AS overtimeMinutes
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND work_date = {workDate:Date} AND has_declaration = 1`,
  params: z.object({ tenantId: z.string(), workDate: z.string() }),
  row: z.object({
    personId: z.string(),
    isConfirmed: z.coerce.boolean(),
    isHolidayWork: z.coerce.boolean(),
    workStyle: z.enum(WORK_STYLES),
    workedMinutes: z.int(),
    overtimeMinutes: z.int(),
  }),
});
type Figures = z.output<(typeof readApprovedFigures)['row']>;

/** Everyone's requests of a work date with all that happened to them, by person. */
export async function readApprovalDays(
  deps: PlanDeps,
  { tenantId, rulesOf, filter }: DatedSource,
  workDate: WorkDate,
): Promise<ApprovalDay[]> {
  const requests = await readRequestsOfDate(deps.records, tenantId, workDate);
  if (requests.length === 0) return [];
  const [events, figures] = await Promise.all([
    readEventsOfDate(deps.records, tenantId, workDate),
    deps.analytics.query(readApprovedFigures, { tenantId, workDate }),
  ]);
  const eventsOf = Map.groupBy(events, (event) => event.person_id);
  const figuresOf = new Map(figures.map((row) => [row.personId, row]));
  return [...Map.groupBy(requests, (request) => request.person_id)].flatMap(([personId, own]) => {
    const rules = rulesOf.get(personId);
    if (rules === undefined || !filter.hasDay(personId, assignmentOn(rules, workDate).groupId)) return [];
    return [
      approvalDay({ workDate, rules, requests: own, events: eventsOf.get(personId) ?? [] }, figuresOf.get(personId)),
    ];
  });
}

interface DayOfRequests {
  readonly workDate: WorkDate;
  readonly rules: PersonRules;
  readonly requests: readonly DatedRequest[];
  readonly events: readonly DatedEvent[];
}

/** 残業理由 and 勤務修正 leave out what was returned or withdrawn: it does not hold. The history has it all. */
function approvalDay({ workDate, rules, requests, events }: DayOfRequests, figures: Figures | undefined): ApprovalDay {
  const { personId, zone } = rules;
  const lastClock = clockOf(workDateInterval(workDate, rules).end, workDate, zone);
  const standing = requests.filter(({ state }) => state === 'submitted' || state === 'approved');
  const decided = events.filter(({ action }) => action === 'approved' || action === 'returned');
  const day = {
    ...{ personId, workDate, groupId: assignmentOn(rules, workDate).groupId },
    ...{ personName: requests[0]?.name ?? '', mail: requests[0]?.mail ?? '' },
    corrections: standing.flatMap(({ kind, body }) => {
      if (kind !== 'correction') return [];
      const { before, day: after } = body as CorrectionBody;
      return [correctionText(before, after, lastClock)];
    }),
    comments: decided.map(({ comment }) => comment).filter((comment) => comment !== ''),
    events: events.map((event) => eventText(event, workDate, zone)),
    overtimeReasons: standing.filter(({ kind }) => kind === 'overtime').map(({ reason }) => reason),
    approverNames: approversOf(requests),
  };
  if (figures === undefined) return day;
  const { workStyle, isHolidayWork, isConfirmed, workedMinutes, overtimeMinutes } = figures;
  const amounts = isConfirmed ? { workedMinutes, overtimeMinutes } : null;
  return { ...day, declared: { workStyle, isHolidayWork, amounts } };
}

/** Each once, in the order of their first decision. Nobody where the approval was automatic, or their name is gone. */
const approversOf = (requests: readonly DatedRequest[]): string[] => [
  ...new Set(
    requests
      .filter(({ state, decided_at }) => state === 'approved' && decided_at !== null)
      .sort((a, b) => Number(a.decided_at) - Number(b.decided_at))
      .flatMap(({ approver }) => approver ?? []),
  ),
];

/** A date and a 24-hour clock; `自動承認` has no name after it. */
function eventText(event: DatedEvent, workDate: WorkDate, zone: string): string {
  const clock = clockOf(Math.floor(event.at.getTime() / MS_PER_MINUTE), workDate, zone);
  const { date, time } = dateAndTime(workDate, clock);
  const words = [slashDate(date), time.slice(0, 5), KIND_TEXT[event.kind], ACTION_TEXT[event.action]];
  return [...words, ...(event.name === null ? [] : [event.name])].join(' ');
}

type DatedRequest = Awaited<ReturnType<typeof readRequestsOfDate>>[number];
type DatedEvent = Awaited<ReturnType<typeof readEventsOfDate>>[number];

const readRequestsOfDate = (records: Records, tenantId: string, workDate: WorkDate) =>
  records
    .selectFrom('requests as r')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'r.tenant_id').onRef('p.person_id', '=', 'r.person_id'),
    )
    .leftJoin('people as d', (join) =>
      join
        .onRef('d.tenant_id', '=', 'r.tenant_id')
        .onRef('d.person_id', '=', 'r.decided_by')
        .on('d.status', '<>', 'deleted'),
    )
    .select(['r.person_id', 'r.kind', 'r.state', 'r.reason', 'r.body', 'r.decided_at', 'p.name', 'p.mail'])
    .select('d.name as approver')
    .where('r.tenant_id', '=', tenantId)
    .where('r.work_date', '=', workDate)
    .orderBy('r.created_at')
    .orderBy('r.request_id')
    .execute();

/** In the order in which they happened. */
const readEventsOfDate = (records: Records, tenantId: string, workDate: WorkDate) =>
  records
    .selectFrom('requests as r')
    .innerJoin('request_events as e', (join) =>
      join.onRef('e.tenant_id', '=', 'r.tenant_id').onRef('e.request_id', '=', 'r.request_id'),
    )
    .leftJoin('people as p', (join) =>
      join
        .onRef('p.tenant_id', '=', 'e.tenant_id')
        .onRef('p.person_id', '=', 'e.actor_id')
        .on('p.status', '<>', 'deleted'),
    )
    .select(['r.person_id', 'r.kind', 'e.at', 'e.action', 'e.comment', 'p.name'])
    .where('r.tenant_id', '=', tenantId)
    .where('r.work_date', '=', workDate)
    .orderBy('e.at')
    .orderBy('e.event_id')
    .execute();
