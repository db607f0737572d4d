import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { workSubject } from '#domain/contract/messages.ts';
import type { Correction, DayApproval, DayTask, DeclaredDay, Operation } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { writeOutbox } from './outbox.ts';

interface DayRow {
  operations: Operation[];
  corrections: Correction[];
  tasks: DayTask[];
  recordedEndState: DeclaredDay['recordedEndState'];
  approval: DayApproval | null;
}

/**
 * Everything declared of a person and work date, as the processor gets it. `requestState` of a press is that of the request it made: `none` where it
 * was approved automatically.
 */
export async function readDeclaredDay(
  db: QueryExecutorProvider,
  key: { readonly tenantId: string; readonly personId: string; readonly workDate: WorkDate },
  version: number,
): Promise<DeclaredDay> {
  const { tenantId, personId, workDate } = key;
  const { rows } = await sql<DayRow>`
    SELECT
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'operationId', o.operation_id, 'kind', o.kind, 'atMinute', floor(extract(epoch FROM o.operated_at) / 60)::bigint,
          'isHolidayWork', o.is_holiday_work, 'workStyle', o.work_style, 'scheduledMinutes', o.scheduled_minutes,
          'requestState', CASE WHEN r.request_id IS NULL THEN o.request_state WHEN r.mode = 'automatic' THEN 'none' ELSE r.state END,
          'halfDay', o.half_day, 'origin', o.origin) ORDER BY o.position)
        FROM operations o LEFT JOIN requests r ON r.tenant_id = o.tenant_id AND r.request_id = o.request_id
        WHERE o.tenant_id = ${tenantId} AND o.person_id = ${personId} AND o.work_date = ${workDate}), '[]') AS operations,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('requestId', r.request_id, 'state', r.state, 'operations', r.body -> 'operations')
          ORDER BY r.created_at, r.request_id)
        FROM requests r
        WHERE r.tenant_id = ${tenantId} AND r.person_id = ${personId} AND r.work_date = ${workDate} AND r.kind = 'correction'), '[]')
        AS corrections,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'taskId', t.task_id, 'kind', t.kind, 'workStyle', t.work_style, 'isAllDay', t.is_all_day,
          'startMinute', floor(extract(epoch FROM t.starts_at) / 60)::bigint,
          'endMinute', floor(extract(epoch FROM t.ends_at) / 60)::bigint) ORDER BY t.starts_at, t.task_id)
        FROM tasks t WHERE t.tenant_id = ${tenantId} AND t.person_id = ${personId} AND t.work_date = ${workDate}), '[]') AS tasks,
      coalesce((
        SELECT CASE WHEN r.mode = 'automatic' THEN 'none' ELSE r.state END
        FROM requests r
        WHERE r.tenant_id = ${tenantId} AND r.person_id = ${personId} AND r.work_date = ${workDate} AND r.kind = 'end' AND r.is_recorded
        ORDER BY r.created_at DESC, r.request_id LIMIT 1), 'none') AS "recordedEndState",
      (SELECT a.approval FROM day_approvals a
        WHERE a.tenant_id = ${tenantId} AND a.person_id = ${personId} AND a.work_date = ${workDate}) AS approval`.execute(
    db,
  );
  const row = rows[0] ?? {
    operations: [],
    corrections: [],
    tasks: [],
    recordedEndState: 'none' as const,
    approval: null,
  };
  return { tenantId, personId, workDate, version, ...row };
}

/**
 * Tells the processor what is now declared of this day. Call it last in every transaction that writes operations, requests, approvals or tasks: it
 * raises the day's version (whose row lock serialises two such transactions) and adds one whole fact to the outbox. Gives the new version.
 */
export async function publishWorkDay(
  trx: QueryExecutorProvider,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    INSERT INTO work_days (tenant_id, person_id, work_date, version) VALUES (${tenantId}, ${personId}, ${workDate}, 1)
    ON CONFLICT (tenant_id, person_id, work_date) DO UPDATE SET version = work_days.version + 1
    RETURNING version`.execute(trx);
  const version = rows[0]?.version ?? 1;
  const day = await readDeclaredDay(trx, { tenantId, personId, workDate }, version);
  const messageId = `work.${personId}.${workDate}.${version}`;
  await writeOutbox(trx, [{ tenantId, subject: workSubject(tenantId, personId), messageId, payload: day }]);
  return version;
}
