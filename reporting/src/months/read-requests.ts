import type { DayRequest, RequestMark } from '#domain/contract/months.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from '../records/schema.ts';

interface PersonDates {
  readonly tenantId: string;
  readonly personId: string;
  readonly firstDate: WorkDate;
  readonly lastDate: WorkDate;
}

/** The requests of a person as a list marks them, by work date, in the order in which they were first sent. */
export async function readRequestMarks(records: Records, dates: PersonDates): Promise<Map<WorkDate, RequestMark[]>> {
  const rows = await records
    .selectFrom('requests')
    .select(['work_date', 'request_id', 'kind', 'mode', 'state'])
    .where('tenant_id', '=', dates.tenantId)
    .where('person_id', '=', dates.personId)
    .where('work_date', '>=', dates.firstDate)
    .where('work_date', '<=', dates.lastDate)
    .orderBy('created_at')
    .orderBy('request_id')
    .execute();
  const byDate = Map.groupBy(rows, (row) => row.work_date);
  return new Map(
    [...byDate].map(([workDate, requests]) => [
      workDate,
      requests.map(({ request_id: requestId, kind, mode, state }) => ({ requestId, kind, mode, state })),
    ]),
  );
}

export async function readDayRequests(
  records: Records,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
): Promise<DayRequest[]> {
  const rows = await records
    .selectFrom('requests as r')
    .leftJoin('people as p', (join) =>
      join
        .onRef('p.tenant_id', '=', 'r.tenant_id')
        .onRef('p.person_id', '=', 'r.decided_by')
        .on('p.status', '<>', 'deleted'),
    )
    .select(['r.request_id', 'r.kind', 'r.mode', 'r.state', 'r.version', 'r.submitted_at', 'r.decided_at', 'p.name'])
    .where('r.tenant_id', '=', tenantId)
    .where('r.person_id', '=', personId)
    .where('r.work_date', '=', workDate)
    .orderBy('r.created_at')
    .orderBy('r.request_id')
    .execute();
  return rows.map((row) => ({
    ...{ requestId: row.request_id, kind: row.kind, mode: row.mode, state: row.state, version: row.version },
    submittedAt: row.submitted_at.getTime(),
    decidedAt: row.decided_at?.getTime() ?? null,
    decidedByName: row.name,
  }));
}

/** Name of the person whose approval fixed the day; null: nobody's, or they are gone for good. */
export async function readApproverName(
  records: Records,
  tenantId: string,
  approverId: string | undefined,
): Promise<string | null> {
  if (approverId === undefined) return null;
  const row = await records
    .selectFrom('people')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', approverId)
    .where('status', '<>', 'deleted')
    .executeTakeFirst();
  return row?.name ?? null;
}
