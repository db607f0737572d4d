import { sql } from 'kysely';
import { hashPassword } from '#sql/password-hash.ts';
import { PASSWORD } from './house.ts';
import type { PersonName } from './house.ts';
import type { TestPortal } from './portal.ts';

/** As the house was built: PASSWORD, set two days ago, nothing before it, no lock and no session. */
export async function restorePassword(portal: TestPortal, name: PersonName): Promise<void> {
  const owner = { tenant_id: portal.house.tenantId, person_id: portal.house.people[name] };
  await portal.records
    .updateTable('people')
    .set({
      status: 'active',
      password_hash: await hashPassword(PASSWORD, portal.deps.secrets.passwordPepper),
      password_set_at: sql<Date>`now() - interval '2 days'`,
      one_time_hash: null,
      one_time_until: null,
      one_time_used_at: null,
    })
    .where((is) => is.and(owner))
    .execute();
  for (const table of ['former_passwords', 'login_failures', 'sessions', 'password_resets'] as const) {
    await portal.records
      .deleteFrom(table)
      .where((is) => is.and(owner))
      .execute();
  }
}
