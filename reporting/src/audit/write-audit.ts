import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AuditAction } from '#domain/contract/audit.ts';
import type { Records } from '../records/schema.ts';
import { escapeControls } from './escape-controls.ts';

type Detail = Readonly<Record<string, string | number | boolean | null>>;

export interface AuditEntry {
  readonly tenantId: string;
  /** Absent: someone who is not signed in. */
  readonly actorId?: string | undefined;
  readonly action: AuditAction;
  /** To whom or to what. */
  readonly subjectId?: string | undefined;
  /** Ids, dates, counts and reasons. Never a secret, a name or content. */
  readonly detail?: Detail;
  /** Values about the person `subjectId`, as they were before and after. Erased with the person; never a secret. */
  readonly personal?: Detail | undefined;
  readonly requestId?: string | undefined;
}

/** Adds a row to the audit in the caller's transaction: no deed without its trace, no trace without its deed. */
export const writeAudit = (trx: Records, entry: AuditEntry): Promise<void> => writeAuditEntries(trx, [entry]);

/** Many rows at once, in this order: a roster of 10,000 is one statement. The commit chains them (sql/postgres/0008), which
 * asks for READ COMMITTED, the default: an older snapshot would not see the row before and be refused by the chain's key. */
export async function writeAuditEntries(trx: Records, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    tenant_id: entry.tenantId,
    actor_id: entry.actorId ?? null,
    action: entry.action,
    subject_id: entry.subjectId ?? null,
    detail: escaped(entry.detail ?? {}),
    request_id: entry.requestId === undefined ? null : escapeControls(entry.requestId),
    personal: entry.personal === undefined ? null : escaped(entry.personal),
    salt: entry.personal === undefined ? null : randomBytes(16).toString('hex'),
  }));
  await sql`
    WITH given AS (
      SELECT nextval(pg_get_serial_sequence('audit_entries', 'audit_id')) AS audit_id, r.*, decode(r.salt, 'hex') AS salt_bytes
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(tenant_id uuid, actor_id uuid, action text,
        subject_id uuid, detail jsonb, request_id text, personal jsonb, salt text)
    ), added AS (
      INSERT INTO audit_entries (audit_id, tenant_id, actor_id, action, subject_id, detail, request_id, personal_hash)
      OVERRIDING SYSTEM VALUE
      SELECT audit_id, tenant_id, actor_id, action, subject_id, detail, request_id,
        sha256(salt_bytes || convert_to(personal::text, 'UTF8'))
      FROM given
    )
    INSERT INTO audit_personal (audit_id, tenant_id, person_id, salt, personal)
    SELECT audit_id, tenant_id, subject_id, salt_bytes, personal FROM given WHERE salt IS NOT NULL`.execute(trx);
}

const escaped = (detail: Detail): Detail =>
  Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [name, typeof value === 'string' ? escapeControls(value) : value]),
  );
