import type { Records } from '../records/schema.ts';

/** Deletes the values that the audit keeps about a person, with their salts; call it in the transaction of the complete deletion. */
export async function erasePersonal(trx: Records, tenantId: string, personId: string): Promise<void> {
  await trx.deleteFrom('audit_personal').where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute();
}
