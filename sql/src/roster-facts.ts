import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { rosterSubject } from '#domain/contract/messages.ts';
import { writeOutbox } from './outbox.ts';
import { readPersonRules } from './person-rules.ts';

/**
 * Tells the processor what now holds for these people. Call it last in every transaction that writes people, assignments, patterns or the
 * tenant's zone: it raises each person's version (which also serialises two such transactions) and adds one whole fact a person to the outbox.
 */
export async function publishRosterFacts(
  trx: QueryExecutorProvider,
  tenantId: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`
    UPDATE people SET rules_version = rules_version + 1
    WHERE tenant_id = ${tenantId} AND person_id IN (
      SELECT person_id FROM people
      WHERE tenant_id = ${tenantId} AND person_id = ANY(${personIds}::uuid[])
      ORDER BY person_id FOR NO KEY UPDATE)`.execute(trx);
  const rules = await readPersonRules(trx, tenantId, personIds);
  await writeOutbox(
    trx,
    [...rules.values()].map((each) => ({
      tenantId,
      subject: rosterSubject(tenantId, each.personId),
      messageId: `roster.${each.personId}.${each.version}`,
      payload: each,
    })),
  );
}
