import type { Records } from './schema.ts';

/**
 * Serialises what is written of people's declared work, over all instances and both sides of a day's boundary. Always by this function and before
 * any row of theirs: in the order of their ids, so that two transactions with the same people wait for one another and never both.
 */
export async function lockPeople(trx: Records, tenantId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await trx
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', [...new Set(personIds)])
    .orderBy('person_id')
    .forNoKeyUpdate()
    .execute();
}
