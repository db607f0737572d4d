import { sql } from 'kysely';
import { createRecords } from '#platform/postgres.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { createAdmin, createTenant } from '#reporting/organisation/create-tenant.ts';
import type { Records, Tables } from '#reporting/records/schema.ts';

/** The built-in account of a tenant and its one view of the password. */
export interface FirstAdmin {
  tenantCode: string;
  loginId: string;
  password: string;
}

const TENANT = { code: 'main', name: '勤務レンズ' };

/** Whether anybody can sign in already: decided by the records, not by a marker file that could be lost. */
export const hasTenant = (postgresUrl: string): Promise<boolean> =>
  withRecords(postgresUrl, async (records) => {
    const { rows } = await sql<{ present: boolean }>`SELECT EXISTS (SELECT 1 FROM tenants) AS present`.execute(records);
    return rows[0]?.present === true;
  });

/**
 * `--empty`: one tenant and its `admin`. The password is returned once and stored only as its hash. Called again (the start died before
 * anybody saw it) it gives the same account a new password.
 */
export const createEmptyTenant = (postgresUrl: string, secretsDir: string): Promise<FirstAdmin> =>
  withRecords(postgresUrl, async (records) => {
    const { passwordPepper } = await loadPortalSecrets(secretsDir);
    const present = await records
      .selectFrom('tenants')
      .select('tenant_id')
      .where('code', '=', TENANT.code)
      .executeTakeFirst();
    const tenantId = present?.tenant_id ?? (await createTenant(records, TENANT));
    const { loginId, password } = await createAdmin(records, tenantId, passwordPepper);
    return { tenantCode: TENANT.code, loginId, password };
  });

async function withRecords<T>(url: string, work: (records: Records) => Promise<T>): Promise<T> {
  const records = createRecords<Tables>(url, { name: 'first-run' });
  try {
    return await work(records);
  } finally {
    await records.destroy();
  }
}
