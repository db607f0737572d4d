import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write-audit.ts';
import { setOneTimePasswords } from '../credentials/one-time-password.ts';
import type { Records } from '../records/schema.ts';

export interface NewTenant {
  /** Typed at sign-in. */
  readonly code: string;
  readonly name: string;
  /** IANA zone; Asia/Tokyo unless told. */
  readonly zone?: string;
}

/** Adds a tenant without people; gives its id. */
export async function createTenant(records: Records, tenant: NewTenant): Promise<string> {
  const tenantId = randomUUID();
  const zone = tenant.zone ?? 'Asia/Tokyo';
  // Throws RangeError for a zone that no machine knows: later it would break every computed day.
  new Intl.DateTimeFormat('en', { timeZone: zone });
  await records.transaction().execute(async (trx) => {
    await trx
      .insertInto('tenants')
      .values({ tenant_id: tenantId, code: tenant.code, name: tenant.name, zone })
      .execute();
    await writeAudit(trx, { tenantId, action: 'tenant.created' });
  });
  return tenantId;
}

export interface CreatedAdmin {
  readonly personId: string;
  readonly loginId: 'admin';
  /** Shown once, works once, within seven days: only its hash is kept, and the first sign-in asks for a new one. */
  readonly password: string;
}

/**
 * The built-in account `admin` of a tenant with a one-time password, so that no installation has a known one (ASVS 6.3.2); a tenant that has
 * it already gets a new password instead.
 */
export async function createAdmin(records: Records, tenantId: string, pepper: Uint8Array): Promise<CreatedAdmin> {
  return records.transaction().execute(async (trx) => {
    const present = await trx
      .selectFrom('people')
      .select('person_id')
      .where('tenant_id', '=', tenantId)
      .where('is_tenant_admin', '=', true)
      .forNoKeyUpdate()
      .executeTakeFirst();
    const personId = present?.person_id ?? randomUUID();
    if (present === undefined) {
      await trx
        .insertInto('people')
        .values({ tenant_id: tenantId, person_id: personId, login_id: 'admin', name: 'admin', is_tenant_admin: true })
        .execute();
    }
    const { passwords } = await setOneTimePasswords(trx, pepper, tenantId, [personId]);
    const password = passwords.get(personId);
    if (password === undefined) throw new Error('the admin just made is not found');
    await writeAudit(trx, { tenantId, action: 'tenant.admin-created', subjectId: personId });
    return { personId, loginId: 'admin' as const, password };
  });
}
