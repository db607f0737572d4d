import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Records } from '../records/schema.ts';

interface Person {
  readonly tenantId: string;
  readonly personId: string;
}

interface LookupRow {
  readonly seq: number;
  readonly at: Date;
  readonly viewerName: string | null;
  readonly action:
    | 'month.viewed'
    | 'day.viewed'
    | 'legal.viewed'
    | 'dashboard.person-viewed'
    | 'dashboard.exported'
    | 'kinmu.export-started'
    | 'export.started'
    | 'roster.downloaded';
  readonly fileName: string | null;
  readonly month: string | null;
  readonly workDate: string | null;
}

/** The groups that a person's days belonged to, and those above, with the dates from which and before which. */
const groupsOf = ({ tenantId, personId }: Person): RawBuilder<unknown> => sql`
  SELECT group_id, begins, ends FROM (
    SELECT a.group_id,
      CASE WHEN lag(a.effective_from) OVER dates IS NULL THEN '-infinity' ELSE a.effective_from END AS begins,
      coalesce(lead(a.effective_from) OVER dates, 'infinity') AS ends
    FROM assignments a WHERE a.tenant_id = ${tenantId} AND a.person_id = ${personId} WINDOW dates AS (ORDER BY a.effective_from)
  ) own
  UNION
  SELECT g.parent_group_id, o.begins, o.ends FROM of_groups o
  JOIN groups g ON g.tenant_id = ${tenantId} AND g.group_id = o.group_id WHERE g.parent_group_id IS NOT NULL`;

/** Whether a file that was asked for could hold the person's rows: its scope names them, or a group (with those below) in which they were on one of its dates. */
const holdsRowsOf = ({ personId }: Person): RawBuilder<unknown> => sql`
  (j.scope ->> 'kind' = 'everyone' OR j.scope -> 'personIds' ? ${personId} OR EXISTS (
    SELECT FROM of_groups o
    WHERE j.scope -> 'groupIds' ? o.group_id::text
      AND o.begins <= coalesce((j.range ->> 'to')::date, (to_date(j.range ->> 'month', 'YYYYMM') + interval '1 month - 1 day')::date)
      AND o.ends > coalesce((j.range ->> 'from')::date, to_date(j.range ->> 'month', 'YYYYMM'))))`;

/** A file of the dashboard that names people: of everyone, or of a group (or one above it) in which the person was on one of its dates. */
const LISTS_PERSON = sql`
  (e.subject_id IS NULL AND e.detail ->> 'table' IN ('people', 'days', 'monthsOver') AND (e.detail ->> 'groupId' = 'all' OR EXISTS (
    SELECT FROM of_groups o
    WHERE o.group_id::text = e.detail ->> 'groupId' AND o.begins <= (e.detail ->> 'to')::date AND o.ends > (e.detail ->> 'from')::date)))`;

/** Looks of others at one person's data: at their month or day, or at files with their rows that were made since the person is there. */
export async function readLookups(
  records: Records,
  person: Person,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<LookupRow[]> {
  const { tenantId, personId } = person;
  const isBefore = page.before === undefined ? sql`true` : sql`c.seq < ${page.before}`;
  const { rows } = await sql<LookupRow>`
    WITH RECURSIVE of_groups AS (${groupsOf(person)})
    SELECT c.seq, e.at, nullif(p.name, '') AS "viewerName", e.action,
      coalesce(e.detail ->> 'file', 'kinmu_' || nullif(e.detail ->> 'month', '') || '.csv') AS "fileName",
      e.detail ->> 'month' AS month, e.detail ->> 'workDate' AS "workDate"
    FROM audit_entries e
    JOIN audit_chain c ON c.audit_id = e.audit_id
    LEFT JOIN people p ON p.tenant_id = e.tenant_id AND p.person_id = e.actor_id
    LEFT JOIN export_jobs j ON e.action = 'export.started' AND j.tenant_id = e.tenant_id AND j.job_id::text = e.detail ->> 'jobId'
    WHERE e.tenant_id = ${tenantId} AND e.actor_id <> ${personId} AND ${isBefore} AND (
      (e.subject_id = ${personId} AND e.action IN ('month.viewed', 'day.viewed', 'legal.viewed', 'dashboard.person-viewed', 'dashboard.exported'))
      OR ((e.action IN ('kinmu.export-started', 'roster.downloaded') OR (e.action = 'export.started' AND ${holdsRowsOf(person)})
        OR (e.action = 'dashboard.exported' AND ${LISTS_PERSON}))
        AND e.at >= (SELECT created_at FROM people WHERE tenant_id = ${tenantId} AND person_id = ${personId})))
    ORDER BY c.seq DESC LIMIT ${page.limit}`.execute(records);
  return rows;
}
