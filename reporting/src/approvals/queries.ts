import { sql } from 'kysely';
import { z } from 'zod';
import type { WorkDate } from '#domain/time/types.ts';
import { workDateSchema } from '#domain/contract/work-rules.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';

/** A person and work date with the group of that date: what is decided together. */
export interface DayOfGroup {
  readonly personId: string;
  readonly workDate: WorkDate;
  readonly groupId: string;
}

/** The group on a work date: the latest assignment that began on or before it; the first also holds before its date. */
const groupOnDate = sql`
  JOIN LATERAL (
    SELECT a.group_id FROM assignments a
    WHERE a.tenant_id = r.tenant_id AND a.person_id = r.person_id
    ORDER BY a.effective_from <= r.work_date DESC,
      CASE WHEN a.effective_from <= r.work_date THEN a.effective_from END DESC, a.effective_from
    LIMIT 1) g ON true`;

/** Who may not be looked at any more (削除, 完全削除; G:725-727) waits for nobody. */
const visiblePerson = sql`
  JOIN people p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id AND p.status IN ('active', 'suspended')`;

/** Person-days of these groups with a request that waits, those that wait longest first. */
export async function readWaitingDays(
  records: Records,
  tenantId: string,
  groupIds: readonly string[],
): Promise<(DayOfGroup & { waitingSince: Date })[]> {
  const { rows } = await sql<DayOfGroup & { waitingSince: Date }>`
    SELECT r.person_id AS "personId", to_char(r.work_date, 'YYYY-MM-DD') AS "workDate", g.group_id AS "groupId",
      min(r.submitted_at) AS "waitingSince"
    FROM requests r ${visiblePerson} ${groupOnDate}
    WHERE r.tenant_id = ${tenantId} AND r.state = 'submitted' AND g.group_id = ANY(${[...groupIds]}::uuid[])
    GROUP BY r.person_id, r.work_date, g.group_id
    ORDER BY min(r.submitted_at), r.person_id, r.work_date`.execute(records);
  return rows;
}

/** Person-days of these groups with a decision of a person in the last days, the newest first. */
export async function readDecidedDays(
  records: Records,
  tenantId: string,
  groupIds: readonly string[],
  lastDays: number,
): Promise<DayOfGroup[]> {
  const { rows } = await sql<DayOfGroup>`
    SELECT r.person_id AS "personId", to_char(r.work_date, 'YYYY-MM-DD') AS "workDate", g.group_id AS "groupId"
    FROM requests r ${visiblePerson} ${groupOnDate}
    WHERE r.tenant_id = ${tenantId} AND r.decided_by IS NOT NULL AND r.decided_at > now() - make_interval(days => ${lastDays})
      AND g.group_id = ANY(${[...groupIds]}::uuid[])
    GROUP BY r.person_id, r.work_date, g.group_id
    ORDER BY max(r.decided_at) DESC, r.person_id, r.work_date`.execute(records);
  return rows;
}

/**
 * Approved days of these groups whose figures the rules now see otherwise, and nobody has settled it. The inner query finds candidates in a column of
 * flags, whatever their version; FINAL then reads those keys only.
 */
export const readDifferenceDays = defineQuery({
  name: 'approvals/read-difference-days',
  sql: `
    SELECT person_id AS personId, toString(computed_days_v1.work_date) AS workDate, group_id AS groupId
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND has_difference = 1 AND group_id IN {groupIds:Array(String)}
      AND (person_id, computed_days_v1.work_date) IN (
        SELECT person_id, work_date FROM computed_days_v1
        WHERE tenant_id = {tenantId:String} AND has_difference = 1 AND group_id IN {groupIds:Array(String)})
    ORDER BY computed_days_v1.work_date, person_id`,
  params: z.object({ tenantId: z.string(), groupIds: z.array(z.string()) }),
  row: z.object({ personId: z.string(), workDate: workDateSchema, groupId: z.string() }),
});

/** 業務 without 業務報告 by `personId workDate`, of people who owe one on a day of this work style (see `isRequired`). */
export async function readMissingReports(
  records: Records,
  tenantId: string,
  days: readonly { readonly personId: string; readonly workDate: WorkDate }[],
): Promise<Map<string, { tasks: number; reportAtEnd: 'byWorkStyle' | 'optional' | 'mandatory' }>> {
  const wanted = days.map((day) => ({ person_id: day.personId, work_date: day.workDate }));
  const { rows } = await sql<{ key: string; tasks: number; mode: 'byWorkStyle' | 'optional' | 'mandatory' }>`
    SELECT t.person_id || ' ' || t.work_date AS key, count(*)::int AS tasks, p.report_at_end AS mode
    FROM tasks t
    JOIN jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w(person_id uuid, work_date date) USING (person_id, work_date)
    JOIN people p USING (tenant_id, person_id)
    WHERE t.tenant_id = ${tenantId} AND btrim(t.report) = '' AND NOT t.is_dropped AND t.source <> 'calendar'
    GROUP BY t.person_id, t.work_date, p.report_at_end`.execute(records);
  return new Map(rows.map((row) => [row.key, { tasks: row.tasks, reportAtEnd: row.mode }]));
}

/** Requests of these person-days, each with its whole description, in the order in which they were made. */
export const dayIn = (days: readonly { readonly personId: string; readonly workDate: WorkDate }[]) =>
  sql<boolean>`(r.person_id, r.work_date) IN (
    SELECT w.person_id, w.work_date FROM jsonb_to_recordset(${JSON.stringify(
      days.map((day) => ({ person_id: day.personId, work_date: day.workDate })),
    )}::jsonb) AS w(person_id uuid, work_date date))`;

/** Without the people who may not be looked at any more. */
export async function keepVisible(
  records: Records,
  tenantId: string,
  days: readonly DayOfGroup[],
): Promise<DayOfGroup[]> {
  if (days.length === 0) return [];
  const rows = await records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', [...new Set(days.map((day) => day.personId))])
    .where('status', 'in', ['active', 'suspended'])
    .execute();
  const visible = new Set(rows.map((row) => row.person_id));
  return days.filter((day) => visible.has(day.personId));
}

/** Own requests that were returned, and those that wait. */
export async function readOwnCounts(
  records: Records,
  tenantId: string,
  personId: string,
): Promise<{ ownReturned: number; ownWaiting: number }> {
  const rows = await records
    .selectFrom('requests')
    .select(['state'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('state', 'in', ['returned', 'submitted'])
    .groupBy('state')
    .execute();
  const countOf = (state: string): number => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { ownReturned: countOf('returned'), ownWaiting: countOf('submitted') };
}
