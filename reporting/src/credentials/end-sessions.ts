import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';

/** Ends every session of these people; their next request is answered 401. Gives how many there were. */
export async function endSessions(trx: Records, tenantId: string, personIds: readonly string[]): Promise<number> {
  const ended = await trx
    .deleteFrom('sessions')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', sql<string>`(SELECT unnest(${[...personIds]}::uuid[]))`)
    .executeTakeFirst();
  return Number(ended.numDeletedRows);
}
