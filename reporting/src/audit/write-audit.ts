import type { Records } from '../records/schema.ts';

/** Every deed that leaves a trace. */
export const AUDIT_ACTIONS = [
  'session.sign-in',
  'session.sign-in-refused',
  'session.sign-out',
  'session.password-changed',
  'session.password-change-refused',
  'access.refused',
  'month.viewed',
  'day.viewed',
  'operation.recorded',
  'enrolment-code.created',
  'device.enrolled',
  'device.revoked',
  'kinmu.export-started',
  'kinmu.export-ended',
  'tenant.created',
  'tenant.admin-created',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

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
