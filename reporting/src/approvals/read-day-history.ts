import { sql } from 'kysely';
import type { z } from 'zod';
import type { readDayHistory as endpoint } from '#domain/contract/approvals.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { readDayApproval } from '../requests/day-approval.ts';
import type { DayKey } from '../requests/day-approval.ts';
import { readRequestEvents } from '../requests/request-events.ts';
import type { RequestDeps } from '../requests/request-deps.ts';
import { describeRequest, selectRequests } from '../requests/request-rows.ts';
import { findViewedDay } from './viewed-day.ts';

type History = z.output<NonNullable<(typeof endpoint)['answer']>>;

/** 承認の履歴 of a date: what was asked for, who decided what and when, and what was done about differences. A look of somebody else is a deed. */
export async function readDayHistory(
  deps: Pick<RequestDeps, 'records' | 'nowMs'>,
  viewer: Viewer,
  day: { readonly personId: string; readonly workDate: WorkDate },
  httpRequestId: string,
): Promise<History | Refusal> {
  const { records } = deps;
  const viewed = await findViewedDay(deps, viewer, day, httpRequestId);
  if (viewed === undefined) return refuse('not_found');
  const { tenantId } = viewer;
  const { personId } = viewed;
  const { workDate } = day;
  if (personId !== viewer.personId) {
    await writeAudit(records, {
      ...{ tenantId, actorId: viewer.personId, action: 'day.viewed', subjectId: personId },
      ...{ detail: { workDate }, requestId: httpRequestId },
    });
  }
  const key = { tenantId, personId, workDate };
  const rows = await selectRequests(records, tenantId)
    .where('r.person_id', '=', personId)
    .where('r.work_date', '=', workDate)
    .orderBy('r.created_at')
    .orderBy('r.request_id')
    .execute();
  const events = await readRequestEvents(
    records,
    tenantId,
    rows.map((row) => row.request_id),
  );
  return {
    requests: rows.map((row) => ({ ...describeRequest(row), events: events.get(row.request_id) ?? [] })),
    approval: await describeApproval(records, key),
    settlements: await readSettlements(records, key),
    maySettle: viewed.mayDecide,
  };
}

async function describeApproval(records: Records, key: DayKey): Promise<History['approval']> {
  const approval = await readDayApproval(records, key);
  if (approval === undefined) return null;
  const approver = await records
    .selectFrom('people')
    .select('name')
    .where('tenant_id', '=', key.tenantId)
    .where('person_id', '=', approval.approverId)
    .where('status', '<>', 'deleted')
    .executeTakeFirst();
  return { approvedAt: approval.approvedAt, approverName: approver?.name ?? null, holds: approval.holds };
}

/** How differences of the day were settled. The audit is their only home: its rows are never changed, the comment goes with its person. */
async function readSettlements(records: Records, key: DayKey): Promise<History['settlements']> {
  const rows = await records
    .selectFrom('audit_entries as a')
    .leftJoin('audit_personal as s', 's.audit_id', 'a.audit_id')
    .leftJoin('people as p', (join) =>
      join
        .onRef('p.tenant_id', '=', 'a.tenant_id')
        .onRef('p.person_id', '=', 'a.actor_id')
        .on('p.status', '<>', 'deleted'),
    )
    .select(['a.at', 'p.name'])
    .select(sql<'take' | 'decline'>`a.detail ->> 'resolution'`.as('resolution'))
    .select(sql<string>`coalesce(s.personal ->> 'comment', '')`.as('comment'))
    .where('a.tenant_id', '=', key.tenantId)
    .where('a.subject_id', '=', key.personId)
    .where('a.action', '=', 'difference.settled')
    .where(sql<boolean>`a.detail ->> 'workDate' = ${key.workDate}`)
    .orderBy('a.audit_id')
    .execute();
  return rows.map(({ at, name, resolution, comment }) => ({ at: at.getTime(), actorName: name, resolution, comment }));
}
