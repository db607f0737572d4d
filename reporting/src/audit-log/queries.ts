import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { AuditAction } from '#domain/contract/audit.ts';
import type { Records } from '../records/schema.ts';

export interface AuditFilter {
  readonly before?: number | undefined;
  readonly limit: number;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly action?: AuditAction | undefined;
  /** Whoever did it or to whom it was done. */
  readonly personIds?: readonly string[] | undefined;
}

type Values = Record<string, string | number | boolean | null>;

interface EntryRow {
  readonly seq: number;
  readonly at: Date;
  readonly action: AuditAction;
  readonly actorId: string | null;
  readonly subjectId: string | null;
  readonly detail: Values;
  readonly personal: Values | null;
  readonly requestId: string | null;
}

/** Rows of the chain, newest first. Dates are those of the tenant's zone. */
export async function readEntries(
  records: Records,
  tenant: { readonly tenantId: string; readonly zone: string },
  filter: AuditFilter,
): Promise<EntryRow[]> {
  const conditions: RawBuilder<unknown>[] = [
    sql`c.tenant_id = ${tenant.tenantId}`,
    sql`e.tenant_id = ${tenant.tenantId}`,
  ];
  if (filter.before !== undefined) conditions.push(sql`c.seq < ${filter.before}`);
  if (filter.from !== undefined)
    conditions.push(sql`e.at >= ${filter.from}::date::timestamp AT TIME ZONE ${tenant.zone}`);
  if (filter.to !== undefined)
    conditions.push(sql`e.at < (${filter.to}::date + 1)::timestamp AT TIME ZONE ${tenant.zone}`);
  if (filter.action !== undefined) conditions.push(sql`e.action = ${filter.action}`);
  if (filter.personIds !== undefined) {
    const ids = sql`${[...filter.personIds]}::uuid[]`;
    conditions.push(sql`(e.actor_id = ANY(${ids}) OR e.subject_id = ANY(${ids}))`);
  }
  const { rows } = await sql<EntryRow>`
    SELECT c.seq, e.at, e.action, e.actor_id AS "actorId", e.subject_id AS "subjectId", e.detail, p.personal,
      e.request_id AS "requestId"
    FROM audit_chain c
    JOIN audit_entries e ON e.audit_id = c.audit_id
    LEFT JOIN audit_personal p ON p.audit_id = c.audit_id
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY c.seq DESC LIMIT ${filter.limit}`.execute(records);
  return rows;
}

/** People whom a text of the search field means; at most so many that the next query stays small. */
const MOST_PEOPLE = 200;

export async function findPersonIds(records: Records, tenantId: string, text: string): Promise<string[]> {
  const part = `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const rows = await records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where((is) =>
      is.or([
        is(sql<string>`person_id::text`, '=', text.toLowerCase()),
        is(sql<string>`lower(login_id)`, '=', text.toLowerCase()),
        is('employee_number', '=', text),
        is('name', 'ilike', part),
      ]),
    )
    .limit(MOST_PEOPLE)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Names are blank for people whose values have been erased. */
export async function readNames(
  records: Records,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, { readonly name: string; readonly loginId: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await records
    .selectFrom('people')
    .select(['person_id', 'name', 'login_id'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.person_id, { name: row.name, loginId: row.login_id }]));
}
