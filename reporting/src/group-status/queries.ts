import { sql } from 'kysely';
import { z } from 'zod';
import { computedDaySchema } from '#domain/contract/computed-day.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';

const shown = {
  workDate: true,
  dayState: true,
  workStyle: true,
  isHolidayWork: true,
  workedMinutes: true,
  overtimeMinutes: true,
  unrequestedMinutes: true,
  clockInClock: true,
  lastActiveClock: true,
  workVersion: true,
} as const;

/** The running day of people as it was computed last. */
export const readComputedToday = defineQuery({
  name: 'reporting/read-computed-today',
  sql: `
    SELECT person_id AS personId, toString(work_date) AS workDate, day_state AS dayState, work_version AS workVersion,
      work_style AS workStyle, CAST(is_holiday_work AS Bool) AS isHolidayWork,
      worked_minutes AS workedMinutes, overtime_minutes AS overtimeMinutes, unrequested_minutes AS unrequestedMinutes,
      clock_in_clock AS clockInClock, last_active_clock AS lastActiveClock
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)} AND work_date IN {workDates:Array(Date)}`,
  params: z.object({ tenantId: z.string(), personIds: z.array(z.string()), workDates: z.array(z.string()) }),
  row: computedDaySchema.pick(shown).extend({ personId: z.string() }),
});
export type ComputedToday = z.output<typeof readComputedToday.row>;

/** A person and the work date that runs for them. */
export interface DayKey {
  readonly personId: string;
  readonly workDate: WorkDate;
}

const keysTable = (keys: readonly DayKey[]) => sql`
  unnest(${keys.map((key) => key.personId)}::uuid[], ${keys.map((key) => key.workDate)}::date[]) AS k(person_id, work_date)`;

export interface DeclaredToday {
  readonly personId: string;
  /** Revision of what is declared: rises with every press, request, approval and task of the day. */
  readonly version: number;
  readonly lastPressMinute: UnixMinute | null;
}

/** Revision and last press of each of these days. One look-up by key a row: asked every second. */
export async function readDeclaredToday(
  records: Records,
  tenantId: string,
  keys: readonly DayKey[],
): Promise<DeclaredToday[]> {
  const { rows } = await sql<{ person_id: string; version: number; pressed_at: Date | null }>`
    SELECT d.person_id, d.version,
      (SELECT o.operated_at FROM operations o
        WHERE o.tenant_id = d.tenant_id AND o.person_id = d.person_id AND o.work_date = d.work_date
        ORDER BY o.position DESC LIMIT 1) AS pressed_at
    FROM ${keysTable(keys)}
    JOIN work_days d ON d.tenant_id = ${tenantId} AND d.person_id = k.person_id AND d.work_date = k.work_date`.execute(
    records,
  );
  return rows.map((row) => ({
    personId: row.person_id,
    version: row.version,
    lastPressMinute: row.pressed_at === null ? null : Math.floor(row.pressed_at.getTime() / MS_PER_MINUTE),
  }));
}

/** Title of the timed task that runs at this moment, the latest begun of several, by person. */
export async function readRunningTasks(
  records: Records,
  tenantId: string,
  keys: readonly DayKey[],
  nowMs: number,
): Promise<Map<string, string>> {
  const now = new Date(nowMs);
  const { rows } = await sql<{ person_id: string; title: string }>`
    SELECT DISTINCT ON (t.person_id) t.person_id, t.title
    FROM ${keysTable(keys)}
    JOIN tasks t ON t.tenant_id = ${tenantId} AND t.person_id = k.person_id AND t.work_date = k.work_date
    WHERE NOT t.is_all_day AND t.starts_at <= ${now} AND t.ends_at > ${now}
    ORDER BY t.person_id, t.starts_at DESC, t.task_id`.execute(records);
  return new Map(rows.map((row) => [row.person_id, row.title]));
}
