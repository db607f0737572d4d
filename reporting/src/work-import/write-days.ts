import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { WorkImportFileKind } from '#domain/contract/work-import.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { ImportedDay, ImportedTaskDay, ImportedWorkDay } from '#domain/work-import/types.ts';
import type { Records } from '../records/schema.ts';
import { toRecordset } from './read-present-days.ts';
import type { ImportKey } from './read-present-days.ts';

/** Days in one statement: bounds its text and memory. */
const DAYS_AT_ONCE = 1_000;

export interface WorkImportId {
  readonly tenantId: string;
  readonly importId: string;
}

/** Calls for a thousand days at a time. */
export async function inBatches<Day>(days: readonly Day[], write: (some: readonly Day[]) => Promise<unknown>) {
  for (let start = 0; start < days.length; start += DAYS_AT_ONCE) await write(days.slice(start, start + DAYS_AT_ONCE));
}

/** Operations and tasks need the row of their day; what is declared is told to the processor at the end of the transaction. */
export async function ensureDays(trx: Records, tenantId: string, keys: readonly ImportKey[]): Promise<void> {
  await sql`
    INSERT INTO work_days (tenant_id, person_id, work_date, version)
    SELECT ${tenantId}::uuid, k.person_id, k.work_date, 0
    FROM jsonb_to_recordset(${toRecordset(keys)}::jsonb) AS k(person_id uuid, work_date date)
    ORDER BY k.person_id, k.work_date
    ON CONFLICT DO NOTHING`.execute(trx);
}

export const TABLES = { work: 'operations', tasks: 'tasks' } as const satisfies Record<WorkImportFileKind, string>;

/**
 * The places (`ctid`) of the rows that imports brought to these days. A lookup for each day: left to itself the planner, without statistics after
 * a large import, compares every row of the tenant with every day. The people are locked, so no row moves meanwhile.
 */
export const importedRowsOf = (
  kind: WorkImportFileKind,
  tenantId: string,
  keys: readonly ImportKey[],
  which: RawBuilder<unknown>,
) => sql`ARRAY(
  SELECT place FROM jsonb_to_recordset(${toRecordset(keys)}::jsonb) AS k(person_id uuid, work_date date)
  CROSS JOIN LATERAL (
    SELECT t.ctid AS place FROM ${sql.table(TABLES[kind])} t
    WHERE t.tenant_id = ${tenantId} AND t.person_id = k.person_id AND t.work_date = k.work_date AND ${which} OFFSET 0) AS found)`;

/** Remembers which days the import brings; what earlier imports brought to them goes from its table into `former`, for an undo. */
export async function noteDays(
  trx: Records,
  { tenantId, importId }: WorkImportId,
  kind: WorkImportFileKind,
  days: readonly ImportedDay[],
): Promise<void> {
  const rows = days.map(({ personId, workDate, content }) => ({
    ...{ person_id: personId, work_date: workDate },
    entries: content.length,
  }));
  await sql`
    WITH gone AS (
      DELETE FROM ${sql.table(TABLES[kind])} AS t
      WHERE t.ctid = ANY(${importedRowsOf(kind, tenantId, days, sql`t.import_id IS NOT NULL`)})
      RETURNING t.*
    ), former AS (
      SELECT person_id, work_date, jsonb_agg(to_jsonb(gone)) AS rows FROM gone GROUP BY person_id, work_date
    )
    INSERT INTO work_import_days (tenant_id, import_id, kind, person_id, work_date, entries, former)
    SELECT ${tenantId}::uuid, ${importId}::uuid, ${kind}, r.person_id, r.work_date, r.entries, former.rows
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(person_id uuid, work_date date, entries int)
    LEFT JOIN former ON former.person_id = r.person_id AND former.work_date = r.work_date`.execute(trx);
}

/** The presses of the days, marked as imported; no request is made for them. */
export async function writeOperations(trx: Records, id: WorkImportId, days: readonly ImportedWorkDay[]): Promise<void> {
  const rows = days.flatMap(({ personId, workDate, content }) =>
    content.map((operation, position) => ({
      ...{ operation_id: randomUUID(), person_id: personId, work_date: workDate, position, kind: operation.kind },
      operated_at: instantOf(operation.atMinute),
      is_holiday_work: operation.isHolidayWork,
      work_style: operation.workStyle,
      scheduled_minutes: operation.scheduledMinutes,
      half_day: operation.halfDay,
    })),
  );
  await sql`
    INSERT INTO operations (tenant_id, operation_id, person_id, work_date, position, kind, operated_at, is_holiday_work, work_style,
      scheduled_minutes, half_day, origin, import_id)
    SELECT ${id.tenantId}::uuid, r.operation_id, r.person_id, r.work_date, r.position, r.kind, r.operated_at, r.is_holiday_work,
      r.work_style, r.scheduled_minutes, r.half_day, 'imported', ${id.importId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(operation_id uuid, person_id uuid, work_date date, position int,
      kind text, operated_at timestamptz, is_holiday_work boolean, work_style text, scheduled_minutes int, half_day text)`.execute(
    trx,
  );
}

export async function writeTasks(trx: Records, id: WorkImportId, days: readonly ImportedTaskDay[]): Promise<void> {
  const rows = days.flatMap(({ personId, workDate, content }) =>
    content.map(({ kind, workStyle, title, detail, report, progress, ...task }) => ({
      ...{ task_id: randomUUID(), person_id: personId, work_date: workDate, kind, title, detail, report, progress },
      work_style: workStyle,
      is_all_day: task.isAllDay,
      starts_at: instantOf(task.startMinute),
      ends_at: instantOf(task.endMinute),
    })),
  );
  await sql`
    INSERT INTO tasks (tenant_id, task_id, person_id, work_date, kind, work_style, title, detail, is_all_day, starts_at, ends_at,
      report, progress, source, import_id)
    SELECT ${id.tenantId}::uuid, r.task_id, r.person_id, r.work_date, r.kind, r.work_style, r.title, r.detail, r.is_all_day, r.starts_at,
      r.ends_at, r.report, r.progress, 'import', ${id.importId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(task_id uuid, person_id uuid, work_date date, kind text,
      work_style text, title text, detail text, is_all_day boolean, starts_at timestamptz, ends_at timestamptz, report text,
      progress int)`.execute(trx);
}

const instantOf = (minute: number): string => new Date(minute * MS_PER_MINUTE).toISOString();
