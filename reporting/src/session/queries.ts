import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';
import { IDLE_MINUTES, MAX_SESSION_HOURS } from '../access/viewer.ts';

export interface Account {
  readonly tenantId: string;
  /** Null: the tenant exists, the id does not. */
  readonly personId: string | null;
  readonly passwordHash: string | null;
}

/**
 * The account of a sign-in. Its person row is locked, so that attempts on one account are judged one after the other and a hundred at once
 * are not a hundred first ones.
 */
export async function findAccountForSignIn(
  trx: Records,
  tenantCode: string,
  loginId: string,
): Promise<Account | undefined> {
  const tenant = await trx.selectFrom('tenants').select('tenant_id').where('code', '=', tenantCode).executeTakeFirst();
  const person = await trx
    .selectFrom('people')
    .select(['person_id', 'password_hash'])
    .where('tenant_id', '=', tenant?.tenant_id ?? NOBODY)
    .where(sql<string>`lower(login_id)`, '=', sql<string>`lower(${loginId})`)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (tenant === undefined) return undefined;
  return {
    tenantId: tenant.tenant_id,
    personId: person?.person_id ?? null,
    passwordHash: person?.password_hash ?? null,
  };
}

/** Asked for where there is no account, so that every sign-in makes the same queries. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** 5 failures within 15 minutes lock an account for 15 minutes from the last of them (guide table 6-2). Database clock. */
export const MAX_FAILURES = 5;
export const LOCK_MINUTES = 15;

/** Whether the account is locked now. Attempts during a lock are not counted, or an attacker would hold it locked for ever. */
export async function isLocked(trx: Records, tenantId: string, personId: string): Promise<boolean> {
  const row = await trx
    .selectFrom((inner) =>
      inner
        .selectFrom('login_failures')
        .select('failed_at')
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .orderBy('failed_at', 'desc')
        .limit(MAX_FAILURES)
        .as('latest'),
    )
    .select(
      sql<boolean>`count(*) = ${MAX_FAILURES}
        AND max(failed_at) > now() - make_interval(mins => ${LOCK_MINUTES})
        AND max(failed_at) - min(failed_at) < make_interval(mins => ${LOCK_MINUTES})`.as('is_locked'),
    )
    .executeTakeFirstOrThrow();
  return row.is_locked === true;
}

export async function addFailure(trx: Records, tenantId: string, personId: string): Promise<void> {
  // clock_timestamp: now() is the start of the transaction, and attempts wait for each other within theirs.
  await sql`INSERT INTO login_failures (tenant_id, person_id, failed_at) VALUES (${tenantId}, ${personId}, clock_timestamp())`.execute(
    trx,
  );
}

export async function clearFailures(trx: Records, tenantId: string, personId: string): Promise<void> {
  await trx.deleteFrom('login_failures').where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute();
}

/** A new session; those of the person that have run out disappear on the occasion, and so does the one that the browser still held. */
export async function addSession(
  trx: Records,
  tenantId: string,
  personId: string,
  tokenHash: Buffer,
  oldHash: Buffer,
): Promise<void> {
  await trx
    .deleteFrom('sessions')
    .where((or) =>
      or.or([
        or('token_hash', '=', oldHash),
        or.and([
          or('tenant_id', '=', tenantId),
          or('person_id', '=', personId),
          sql<boolean>`(last_seen_at < now() - make_interval(mins => ${IDLE_MINUTES})
            OR created_at < now() - make_interval(hours => ${MAX_SESSION_HOURS}))`,
        ]),
      ]),
    )
    .execute();
  await trx
    .insertInto('sessions')
    .values({ token_hash: tokenHash, tenant_id: tenantId, person_id: personId })
    .execute();
}

export async function setPasswordHash(
  trx: Records,
  tenantId: string,
  personId: string,
  passwordHash: string,
): Promise<void> {
  await trx
    .updateTable('people')
    .set({ password_hash: passwordHash })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
}
