import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';

/** Deletes the values that the audit keeps about people, with their salts: the rows and their chain stay, and still verify. */
export async function erasePersonal(trx: Records, tenantId: string, personIds: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM audit_personal WHERE tenant_id = ${tenantId} AND person_id = ANY(${[...personIds]}::uuid[])`.execute(
    trx,
  );
}
