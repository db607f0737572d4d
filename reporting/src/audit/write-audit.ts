import type { AuditAction } from '#domain/contract/audit.ts';
import type { Records } from '../records/schema.ts';

export interface AuditEntry {
  readonly tenantId: string;
  /** Absent: someone who is not signed in. */
  readonly actorId?: string | undefined;
  readonly action: AuditAction;
  /** To whom or to what. */
  readonly subjectId?: string | undefined;
  /** Ids, dates, counts and reasons. Never a secret, a name or content. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
  readonly requestId?: string | undefined;
}

/** Adds a row to the audit in the caller's transaction: no deed without its trace, no trace without its deed. */
export async function writeAudit(trx: Records, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto('audit_entries')
    .values({
      tenant_id: entry.tenantId,
      actor_id: entry.actorId ?? null,
      action: entry.action,
      subject_id: entry.subjectId ?? null,
      detail: JSON.stringify(entry.detail ?? {}),
      request_id: entry.requestId ?? null,
    })
    .execute();
}
