import { sql } from 'kysely';
import type { CorrectedDay, DayBefore, RequestContent, WorkRequest } from '#domain/contract/requests.ts';
import type { Operation } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import type { Records } from '../records/schema.ts';

/** `requests.body` by kind; start and end have none: what they ask for stands in the operation that made them. */
export interface OvertimeBody {
  readonly expectedEndMinute: number;
}
export interface CorrectionBody {
  /** The day as the rules take it (sql/src/work-facts.ts reads them). */
  readonly operations: readonly Operation[];
  /** The same as the person wrote it. */
  readonly day: CorrectedDay;
  readonly before: DayBefore;
}

/** Requests with everything that their description needs. People who have been deleted for good have no name any more. */
export const selectRequests = (records: Records, tenantId: string) =>
  records
    .selectFrom('requests as r')
    .innerJoin('tenants as t', 't.tenant_id', 'r.tenant_id')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'r.tenant_id').onRef('p.person_id', '=', 'r.person_id'),
    )
    .leftJoin('people as d', (join) =>
      join
        .onRef('d.tenant_id', '=', 'r.tenant_id')
        .onRef('d.person_id', '=', 'r.decided_by')
        .on('d.status', '<>', 'deleted'),
    )
    .leftJoin('operations as o', (join) =>
      join
        .onRef('o.tenant_id', '=', 'r.tenant_id')
        .onRef('o.request_id', '=', 'r.request_id')
        .onRef('o.person_id', '=', 'r.person_id')
        .onRef('o.work_date', '=', 'r.work_date'),
    )
    .select(['r.request_id', 'r.version', 'r.person_id', 'r.work_date', 'r.kind', 'r.mode', 'r.state', 'r.is_recorded'])
    .select(['r.reason', 'r.body', 'r.created_at', 'r.submitted_at', 'r.decided_at', 'p.name', 't.zone'])
    .select(['d.name as decider_name', 'o.operated_at', 'o.is_holiday_work', 'o.work_style', 'o.half_day'])
    .select(['o.scheduled_minutes', 'o.is_late', 'o.recorded_at'])
    .select(
      sql<string>`coalesce((
        SELECT e.comment FROM request_events e
        WHERE e.tenant_id = r.tenant_id AND e.request_id = r.request_id AND e.action IN ('approved', 'returned')
        ORDER BY e.event_id DESC LIMIT 1), '')`.as('decision_comment'),
    )
    .where('r.tenant_id', '=', tenantId);

export type RequestRow = Awaited<ReturnType<ReturnType<typeof selectRequests>['execute']>>[number];

export function describeRequest(row: RequestRow): WorkRequest {
  return {
    requestId: row.request_id,
    version: row.version,
    personId: row.person_id,
    personName: row.name,
    workDate: row.work_date,
    mode: row.mode,
    state: row.state,
    isRecorded: row.is_recorded,
    reason: row.reason,
    content: contentOf(row),
    submittedAt: row.submitted_at.getTime(),
    receivedLateAt: row.is_late === true ? (row.recorded_at?.getTime() ?? null) : null,
    decidedAt: row.decided_at?.getTime() ?? null,
    decidedByName: row.decider_name,
    decisionComment: row.decision_comment,
  };
}

export function contentOf(row: RequestRow): RequestContent {
  const clockAt = (at: Date | null): number | null =>
    at === null ? null : clockOf(Math.floor(at.getTime() / MS_PER_MINUTE), row.work_date, row.zone);
  switch (row.kind) {
    case 'start':
      return {
        kind: 'start',
        clock: clockAt(row.operated_at) ?? 0,
        isHolidayWork: row.is_holiday_work ?? false,
        workStyle: row.work_style ?? 'regular',
        halfDay: row.half_day,
        scheduledMinutes: row.scheduled_minutes,
      };
    case 'end':
      return { kind: 'end', clock: clockAt(row.operated_at) };
    case 'overtime': {
      const { expectedEndMinute } = row.body as OvertimeBody;
      return { kind: 'overtime', expectedEndClock: clockOf(expectedEndMinute, row.work_date, row.zone) };
    }
    case 'correction': {
      const { before, day } = row.body as CorrectionBody;
      return { kind: 'correction', before, after: day };
    }
  }
}
