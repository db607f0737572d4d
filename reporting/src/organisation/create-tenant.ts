import { randomUUID } from 'node:crypto';
import { readablePassword } from '#platform/readable-password.ts';
import { hashPassword } from '#sql/password-hash.ts';
import { writeAudit } from '../audit/write-audit.ts';
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
  /** Shown once: only its hash is kept. */
  readonly password: string;
}

/** The built-in account `admin` of a tenant with a random password; a tenant that has it already gets a new password instead. */
export async function createAdmin(records: Records, tenantId: string, pepper: Uint8Array): Promise<CreatedAdmin> {
  const password = readablePassword();
  const passwordHash = await hashPassword(password, pepper);
  const personId = await records.transaction().execute(async (trx) => {
    const present = await trx
      .selectFrom('people')
      .select('person_id')
      .where('tenant_id', '=', tenantId)
      .where('is_tenant_admin', '=', true)
      .forNoKeyUpdate()
      .executeTakeFirst();
    const id = present?.person_id ?? randomUUID();
    if (present === undefined) {
      await trx
        .insertInto('people')
        .values({
          tenant_id: tenantId,
          person_id: id,
          login_id: 'admin',
          name: 'admin',
          is_tenant_admin: true,
          password_hash: passwordHash,
        })
        .execute();
    } else {
      const ofAdmin = { tenant_id: tenantId, person_id: id };
      await trx
        .updateTable('people')
        .set({ password_hash: passwordHash })
        .where((is) => is.and(ofAdmin))
        .execute();
      await trx
        .deleteFrom('sessions')
        .where((is) => is.and(ofAdmin))
        .execute();
      await trx
        .deleteFrom('login_failures')
        .where((is) => is.and(ofAdmin))
        .execute();
    }
    await writeAudit(trx, { tenantId, action: 'tenant.admin-created', subjectId: id });
    return id;
  });
  return { personId, loginId: 'admin', password };
}
