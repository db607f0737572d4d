import { chmod, chown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureSecrets } from '#platform/secrets.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { createEmptyTenant, hasTenant } from '../first-run/create-empty-tenant.ts';
import { loadSetupConfig } from './config.ts';

/**
 * The one-off step of the server size (`docker compose run --rm keys`): the key files on the shared volume, the record store's tables, one
 * tenant and its `admin`. Harmless when repeated: present keys and tenants stay.
 */
const {
  secrets: { dir },
  postgres: { url },
  owner,
} = loadSetupConfig();
await ensureSecrets(dir);
if (process.getuid?.() === 0) {
  // The services run as another user of the image.
  for (const path of [dir, ...(await readdir(dir)).map((name) => join(dir, name))])
    await chown(path, owner.uid, owner.gid);
  await chmod(dir, 0o700);
}
await migratePostgres(url);
if (await hasTenant(url)) {
  console.log('keys and tables are ready; a tenant is there already');
} else {
  const admin = await createEmptyTenant(url, dir);
  console.log(
    `sign in with tenant ${admin.tenantCode}, id ${admin.loginId}, password ${admin.password} (shown only now)`,
  );
}
