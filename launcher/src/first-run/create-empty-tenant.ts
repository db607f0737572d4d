import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readablePassword } from '#platform/readable-password.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { hashPassword } from '#sql/password-hash.ts';

/** The built-in account of a tenant and its one-time view of the password. */
export interface FirstAdmin {
  tenantCode: string;
  loginId: string;
  password: string;
}

/** Whether anybody can sign in already: decided by the records, not by a marker file that could be lost. */
export async function hasTenant(postgresUrl: string): Promise<boolean> {
  return withClient(postgresUrl, async (client) => {
    const { rows } = await client.query<{ present: boolean }>('SELECT EXISTS (SELECT 1 FROM tenants) AS present');
    return rows[0]?.present === true;
  });
}

/**
 * `--empty`: one tenant and its `admin`, in one transaction. The password is returned once and stored only as its hash; a start that
 * died before printing it left no tenant, or one whose admin gets a new password by starting on an empty data folder again.
 */
export async function createEmptyTenant(postgresUrl: string, secretsDir: string): Promise<FirstAdmin> {
  const admin: FirstAdmin = { tenantCode: 'main', loginId: 'admin', password: readablePassword() };
  const { passwordPepper } = await loadPortalSecrets(secretsDir);
  const passwordHash = await hashPassword(admin.password, passwordPepper);
  await withClient(postgresUrl, async (client) => {
    const tenantId = randomUUID();
    await client.query('BEGIN');
    await client.query('INSERT INTO tenants (tenant_id, code, name) VALUES ($1, $2, $3)', [
      tenantId,
      admin.tenantCode,
      '勤務レンズ',
    ]);
    await client.query(
      `INSERT INTO people (tenant_id, person_id, login_id, name, is_tenant_admin, password_hash) VALUES ($1, $2, $3, $4, true, $5)`,
      [tenantId, randomUUID(), admin.loginId, '管理者', passwordHash],
    );
    await client.query('COMMIT');
  });
  return admin;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'first-run' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
