import { sql } from 'kysely';
import { writeAudit } from '../../audit/write-audit.ts';
import { setOneTimePasswords } from '../../credentials/one-time-password.ts';
import type { Records } from '../../records/schema.ts';

export interface Unlocked {
  readonly password: string;
  readonly expiresAt: Date;
}

/**
 * Break-glass from the server's console, for whom no other administrator can help: a new one-time password, all locks lifted, all sessions
 * ended. Undefined unless the id is the built-in `admin` or an administrator who may sign in; everyone else is reissued on the screen.
 * An `admin` that was switched off on the security screen is switched on again.
 */
export function unlockAdministrator(
  records: Records,
  pepper: Uint8Array,
  tenantCode: string,
  loginId: string,
): Promise<Unlocked | undefined> {
  return records.transaction().execute(async (trx) => {
    const person = await trx
      .selectFrom('people as p')
      .innerJoin('tenants as t', 't.tenant_id', 'p.tenant_id')
      .select(['p.tenant_id', 'p.person_id', 'p.status'])
      .where('t.code', '=', tenantCode)
      .where(sql<string>`lower(p.login_id)`, '=', sql<string>`lower(${loginId})`)
      .where((is) =>
        is.or([
          is('p.is_tenant_admin', '=', true),
          is.and([is('p.is_administrator', '=', true), is('p.status', '=', 'active')]),
        ]),
      )
      .executeTakeFirst();
    if (person === undefined) return undefined;
    const { tenant_id: tenantId, person_id: personId } = person;
    if (person.status !== 'active')
      await trx
        .updateTable('people')
        .set({ status: 'active' })
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .execute();
    const { passwords, expiresAt } = await setOneTimePasswords(trx, pepper, tenantId, [personId]);
    await writeAudit(trx, {
      tenantId,
      action: 'password.one-time-made',
      subjectId: personId,
      detail: { by: 'server console', isSwitchedOn: person.status !== 'active' },
    });
    const password = passwords.get(personId);
    return password === undefined ? undefined : { password, expiresAt };
  });
}
