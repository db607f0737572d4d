import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** A fact for the broker, written in the transaction that changes it. */
export interface OutboxFact {
  readonly tenantId: string;
  readonly subject: string;
  /** The same for the same fact: the broker drops a repeat within its window. */
  readonly messageId: string;
  readonly payload: unknown;
}

/** Adds facts to the outbox; the relay of reporting publishes them after the commit. Call it with the transaction of the change. */
export async function writeOutbox(trx: QueryExecutorProvider, facts: readonly OutboxFact[]): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({
    tenant_id: fact.tenantId,
    subject: fact.subject,
    message_id: fact.messageId,
    payload: fact.payload,
  }));
  await sql`
    INSERT INTO outbox (tenant_id, subject, message_id, payload)
    SELECT tenant_id, subject, message_id, payload
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(tenant_id uuid, subject text, message_id text, payload jsonb)`.execute(
    trx,
  );
}
