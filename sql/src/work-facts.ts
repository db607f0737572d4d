import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { workSubject } from '#domain/contract/messages.ts';
import type { Correction, DayApproval, DayTask, DeclaredDay, Operation } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { writeOutbox } from './outbox.ts';

/** A person's work date. */
export interface WorkDayKey {
  readonly personId: string;
  readonly workDate: WorkDate;
}

interface DayRow {
  personId: string;
  workDate: WorkDate;
  operations: Operation[];
  corrections: Correction[];
  tasks: DayTask[];
  recordedEndState: DeclaredDay['recordedEndState'];
  approval: DayApproval | null;
}

/** Days in one statement: bounds the memory of an import of many. */
const DAYS_AT_ONCE = 1_000;

const toRecordset = (keys: readonly WorkDayKey[]): string =>
  JSON.stringify(keys.map(({ personId, workDate }) => ({ person_id: personId, work_date: workDate })));

/**
 * Everything declared of people and work dates, as the processor gets it. `requestState` of a press is that of the request it made: `none` where it
 * was approved automatically.
 */
async function readDayRows(
  db: QueryExecutorProvider,
  tenantId: string,
  keys: readonly WorkDayKey[],
): Promise<readonly DayRow[]> {
  const { rows } = await sql<DayRow>`
    SELECT k.person_id AS "personId", to_char(k.work_date, 'YYYY-MM-DD') AS "workDate",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'operationId', o.operation_id, 'kind', o.kind, 'atMinute', floor(extract(epoch FROM o.operated_at) / 60)::bigint,
          'isHolidayWork', o.is_holiday_work, 'workStyle', o.work_style, 'scheduledMinutes', o.scheduled_minutes,
          'requestState', CASE WHEN r.request_id IS NULL THEN o.request_state WHEN r.mode = 'automatic' THEN 'none' ELSE r.state END,
          'halfDay', o.half_day, 'origin', o.origin) ORDER BY o.position)
        FROM operations o LEFT JOIN requests r ON r.tenant_id = o.tenant_id AND r.request_id = o.request_id
        WHERE o.tenant_id = ${tenantId} AND o.person_id = k.person_id AND o.work_date = k.work_date), '[]') AS operations,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('requestId', r.request_id, 'state', r.state, 'operations', r.body -> 'operations')
          ORDER BY r.created_at, r.request_id)
        FROM requests r
        WHERE r.tenant_id = ${tenantId} AND r.person_id = k.person_id AND r.work_date = k.work_date AND r.kind = 'correction'), '[]')
        AS corrections,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'taskId', t.task_id, 'kind', t.kind, 'workStyle', t.work_style, 'isAllDay', t.is_all_day,
          'startMinute', floor(extract(epoch FROM t.starts_at) / 60)::bigint,
          'endMinute', floor(extract(epoch FROM t.ends_at) / 60)::bigint) ORDER BY t.starts_at, t.task_id)
        FROM tasks t WHERE t.tenant_id = ${tenantId} AND t.person_id = k.person_id AND t.work_date = k.work_date), '[]') AS tasks,
      coalesce((
        SELECT CASE WHEN r.mode = 'automatic' THEN 'none' ELSE r.state END
        FROM requests r
        WHERE r.tenant_id = ${tenantId} AND r.person_id = k.person_id AND r.work_date = k.work_date AND r.kind = 'end' AND r.is_recorded
        ORDER BY r.created_at DESC LIMIT 1), 'none') AS "recordedEndState",
      (SELECT a.approval FROM day_approvals a
        WHERE a.tenant_id = ${tenantId} AND a.person_id = k.person_id AND a.work_date = k.work_date) AS approval
    FROM jsonb_to_recordset(${toRecordset(keys)}::jsonb) AS k(person_id uuid, work_date date)`.execute(db);
  return rows;
}

/** What is declared of one day, with the version that its reader knows. */
export async function readDeclaredDay(
  db: QueryExecutorProvider,
  key: WorkDayKey & { readonly tenantId: string },
  version: number,
): Promise<DeclaredDay> {
  const [row] = await readDayRows(db, key.tenantId, [key]);
  if (row === undefined) throw new Error('one key gives one row');
  return { tenantId: key.tenantId, version, ...row };
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
  const [version = 1] = await publishSomeDays(trx, tenantId, [{ personId, workDate }]);
  return version;
}

/** The same for many days at once, such as an import: each day once, a few statements a thousand days. */
export async function publishWorkDays(
  trx: QueryExecutorProvider,
  tenantId: string,
  keys: readonly WorkDayKey[],
): Promise<void> {
  for (let start = 0; start < keys.length; start += DAYS_AT_ONCE)
    await publishSomeDays(trx, tenantId, keys.slice(start, start + DAYS_AT_ONCE));
}

/** Rows are locked in the order of their key, so that two such transactions wait for each other and never both. */
async function publishSomeDays(
  trx: QueryExecutorProvider,
  tenantId: string,
  keys: readonly WorkDayKey[],
): Promise<number[]> {
  const { rows: raised } = await sql<WorkDayKey & { version: number }>`
    INSERT INTO work_days (tenant_id, person_id, work_date, version)
    SELECT ${tenantId}::uuid, k.person_id, k.work_date, 1
    FROM jsonb_to_recordset(${toRecordset(keys)}::jsonb) AS k(person_id uuid, work_date date)
    ORDER BY k.person_id, k.work_date
    ON CONFLICT (tenant_id, person_id, work_date) DO UPDATE SET version = work_days.version + 1
    RETURNING person_id AS "personId", to_char(work_date, 'YYYY-MM-DD') AS "workDate", version`.execute(trx);
  const versions = new Map(raised.map((row) => [`${row.personId} ${row.workDate}`, row.version]));
  const days = await readDayRows(trx, tenantId, keys);
  const facts = days.map((row) => {
    const version = versions.get(`${row.personId} ${row.workDate}`) ?? 1;
    const payload: DeclaredDay = { tenantId, version, ...row };
    const messageId = `work.${row.personId}.${row.workDate}.${version}`;
    return { tenantId, subject: workSubject(tenantId, row.personId), messageId, payload };
  });
  await writeOutbox(trx, facts);
  return raised.map((row) => row.version);
}
