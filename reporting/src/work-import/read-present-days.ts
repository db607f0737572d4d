import { sql } from 'kysely';
import type { WorkDate } from '#domain/time/types.ts';
import { dayKey } from '#domain/work-import/group-by-day.ts';
import type { PresentDay } from '#domain/work-import/settle-days.ts';
import type { Records } from '../records/schema.ts';

export interface ImportKey {
  readonly personId: string;
  readonly workDate: WorkDate;
}

interface PresentRow extends PresentDay, ImportKey {}

/** Days in one statement: bounds memory. */
const DAYS_AT_ONCE = 2_000;

export const toRecordset = (keys: readonly ImportKey[]): string =>
  JSON.stringify(keys.map(({ personId, workDate }) => ({ person_id: personId, work_date: workDate })));

/** What stands on these days, by `dayKey`. A day that nobody has written anything for is not in it. */
export async function readPresentDays(
  records: Records,
  tenantId: string,
  keys: readonly ImportKey[],
): Promise<Map<string, PresentDay>> {
  const present = new Map<string, PresentDay>();
  for (let start = 0; start < keys.length; start += DAYS_AT_ONCE) {
    for (const row of await readSome(records, tenantId, keys.slice(start, start + DAYS_AT_ONCE)))
      present.set(dayKey(row), row);
  }
  return present;
}

async function readSome(records: Records, tenantId: string, keys: readonly ImportKey[]): Promise<PresentRow[]> {
  const { rows } = await sql<PresentRow>`
    SELECT w.person_id AS "personId", to_char(w.work_date, 'YYYY-MM-DD') AS "workDate",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'atMinute', floor(extract(epoch FROM o.operated_at) / 60)::bigint,
          'isHolidayWork', o.is_holiday_work, 'workStyle', o.work_style, 'scheduledMinutes', o.scheduled_minutes,
          'halfDay', o.half_day, 'origin', o.origin) ORDER BY o.position)
        FROM operations o WHERE o.tenant_id = w.tenant_id AND o.person_id = w.person_id AND o.work_date = w.work_date), '[]') AS operations,
      EXISTS (SELECT 1 FROM requests r
        WHERE r.tenant_id = w.tenant_id AND r.person_id = w.person_id AND r.work_date = w.work_date) AS "hasRequests",
      EXISTS (SELECT 1 FROM day_approvals a
        WHERE a.tenant_id = w.tenant_id AND a.person_id = w.person_id AND a.work_date = w.work_date) AS "hasApproval",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'workStyle', t.work_style, 'title', t.title, 'detail', t.detail,
          'isAllDay', t.is_all_day, 'startMinute', floor(extract(epoch FROM t.starts_at) / 60)::bigint,
          'endMinute', floor(extract(epoch FROM t.ends_at) / 60)::bigint, 'report', t.report, 'progress', t.progress,
          'isTouched', t.version > 1))
        FROM tasks t
        WHERE t.tenant_id = w.tenant_id AND t.person_id = w.person_id AND t.work_date = w.work_date AND t.import_id IS NOT NULL), '[]')
        AS tasks
    FROM jsonb_to_recordset(${toRecordset(keys)}::jsonb) AS k(person_id uuid, work_date date)
    JOIN work_days w ON w.tenant_id = ${tenantId} AND w.person_id = k.person_id AND w.work_date = k.work_date`.execute(
    records,
  );
  return rows;
}
