import { sql, type Kysely } from 'kysely';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { publishWorkDays } from '#sql/work-facts.ts';
import type { SampleDay } from './declared-day.ts';
import { SAMPLE_ZONE } from './sample-state.ts';
import { TENANT_ID } from './write-roster.ts';

/**
 * The declared work of one person with its requests, approvals and tasks, in one transaction with its facts: all of it, or (where a former try
 * has written it) nothing.
 */
export async function writeWork(
  records: Kysely<unknown>,
  personId: string,
  approverId: string,
  days: readonly SampleDay[],
): Promise<void> {
  await records.transaction().execute(async (trx) => {
    const rows = days.map(({ workDate }) => ({ work_date: workDate }));
    const { numAffectedRows } = await sql`
      INSERT INTO work_days (tenant_id, person_id, work_date, version)
      SELECT ${TENANT_ID}::uuid, ${personId}::uuid, r.work_date, 0
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(work_date date) ON CONFLICT DO NOTHING`.execute(trx);
    if (numAffectedRows === 0n) return;
    await writeRequests(trx, personId, approverId, days);
    await writeOperations(trx, personId, days);
    await writeTasks(trx, personId, days);
    await writeApprovals(trx, personId, approverId, days);
    await publishWorkDays(
      trx,
      TENANT_ID,
      days.map(({ workDate }) => ({ personId, workDate })),
    );
  });
}

const instantOf = (minute: UnixMinute): string => new Date(minute * MS_PER_MINUTE).toISOString();

async function writeRequests(
  trx: Kysely<unknown>,
  personId: string,
  approverId: string,
  days: readonly SampleDay[],
): Promise<void> {
  const all = days.flatMap(({ workDate, requests }) => requests.map((request) => ({ ...request, workDate })));
  const rows = all.map(({ requestId, workDate, kind, mode, state, reason, body, submittedMinute, decidedMinute }) => {
    const isDecided = state === 'approved' || state === 'returned';
    const isByPerson = isDecided && mode === 'manual';
    const version = mode === 'manual' && state !== 'submitted' ? 2 : 1;
    return {
      ...{ request_id: requestId, work_date: workDate, kind, mode, state, reason, body, version },
      submitted_at: instantOf(submittedMinute),
      decided_at: isDecided ? instantOf(isByPerson ? decidedMinute : submittedMinute) : null,
      decided_by: isByPerson ? approverId : null,
    };
  });
  await sql`
    INSERT INTO requests (tenant_id, request_id, person_id, work_date, kind, mode, state, version, reason, body, created_at, submitted_at,
      decided_at, decided_by)
    SELECT ${TENANT_ID}::uuid, r.request_id, ${personId}::uuid, r.work_date, r.kind, r.mode, r.state, r.version, r.reason, r.body,
      r.submitted_at, r.submitted_at, r.decided_at, r.decided_by
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(request_id uuid, work_date date, kind text, mode text, state text,
      version int, reason text, body jsonb, submitted_at timestamptz, decided_at timestamptz, decided_by uuid)`.execute(
    trx,
  );
  const events = all.flatMap(({ requestId, mode, state, comment, submittedMinute, decidedMinute }) => {
    const event = (action: string, minute: UnixMinute, actorId: string | null, text = '') => ({
      ...{ request_id: requestId, at: instantOf(minute), actor_id: actorId, action, comment: text },
    });
    const sent = event('submitted', submittedMinute, personId);
    if (mode === 'automatic') return [sent, event('approvedAutomatically', submittedMinute, null)];
    if (state === 'submitted') return [sent];
    return [sent, event(state, decidedMinute, state === 'withdrawn' ? personId : approverId, comment)];
  });
  await sql`
    INSERT INTO request_events (tenant_id, request_id, at, actor_id, action, comment)
    SELECT ${TENANT_ID}::uuid, r.request_id, r.at, r.actor_id, r.action, r.comment
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      AS r(request_id uuid, at timestamptz, actor_id uuid, action text, comment text)`.execute(trx);
}

async function writeOperations(trx: Kysely<unknown>, personId: string, days: readonly SampleDay[]): Promise<void> {
  const rows = days.flatMap(({ workDate, declared, requests }) =>
    declared.operations.map((operation, index) => ({
      ...{ work_date: workDate, operation_id: operation.operationId, position: index + 1, kind: operation.kind },
      operated_at: instantOf(operation.atMinute),
      is_holiday_work: operation.isHolidayWork,
      work_style: operation.workStyle,
      request_id: requests.find(({ kind }) => kind === operation.kind)?.requestId ?? null,
    })),
  );
  await sql`
    INSERT INTO operations (tenant_id, person_id, work_date, operation_id, position, kind, operated_at, is_holiday_work, work_style, request_id)
    SELECT ${TENANT_ID}::uuid, ${personId}::uuid, r.work_date, r.operation_id, r.position, r.kind, r.operated_at, r.is_holiday_work,
      r.work_style, r.request_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(work_date date, operation_id uuid, position integer, kind text,
      operated_at timestamptz, is_holiday_work boolean, work_style text, request_id uuid)`.execute(trx);
  // The portal looks at each started day once it is over; those that were ended need no look.
  await sql`
    DELETE FROM started_days s WHERE s.tenant_id = ${TENANT_ID} AND s.person_id = ${personId} AND (
      SELECT o.kind FROM operations o
      WHERE o.tenant_id = s.tenant_id AND o.person_id = s.person_id AND o.work_date = s.work_date
      ORDER BY o.position DESC LIMIT 1) = 'end'`.execute(trx);
}

async function writeTasks(trx: Kysely<unknown>, personId: string, days: readonly SampleDay[]): Promise<void> {
  const rows = days.flatMap(({ workDate, tasks }) =>
    tasks.map(({ taskId, kind, title, workStyle, startClock, endClock, report, progress }) => ({
      ...{ task_id: taskId, work_date: workDate, kind, title, work_style: workStyle, report, progress },
      starts_at: instantOf(minuteOfClock(startClock, workDate, SAMPLE_ZONE)),
      ends_at: instantOf(minuteOfClock(endClock, workDate, SAMPLE_ZONE)),
    })),
  );
  await sql`
    INSERT INTO tasks (tenant_id, task_id, person_id, work_date, kind, work_style, title, starts_at, ends_at, report, progress)
    SELECT ${TENANT_ID}::uuid, r.task_id, ${personId}::uuid, r.work_date, r.kind, r.work_style, r.title, r.starts_at, r.ends_at, r.report,
      r.progress
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(task_id uuid, work_date date, kind text, work_style text, title text,
      starts_at timestamptz, ends_at timestamptz, report text, progress int)`.execute(trx);
}

async function writeApprovals(
  trx: Kysely<unknown>,
  personId: string,
  approverId: string,
  days: readonly SampleDay[],
): Promise<void> {
  const rows = days.flatMap(({ workDate, approval }) =>
    approval === null
      ? []
      : [{ work_date: workDate, approved_at: new Date(approval.approvedAt).toISOString(), approval }],
  );
  await sql`
    INSERT INTO day_approvals (tenant_id, person_id, work_date, approved_at, approved_by, approval)
    SELECT ${TENANT_ID}::uuid, ${personId}::uuid, r.work_date, r.approved_at, ${approverId}::uuid, r.approval
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(work_date date, approved_at timestamptz, approval jsonb)`.execute(trx);
}
