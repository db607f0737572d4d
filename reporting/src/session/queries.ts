import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';
import { IDLE_MINUTES, MAX_SESSION_HOURS } from '../access/viewer.ts';

/** The account of a sign-in. Where there is none its fields are empty, and the same work is done with them. */
export interface Account {
  /** Null: no such tenant. */
  readonly tenantId: string | null;
  /** Null: no such person, or one who may not sign in (利用停止, deleted). */
  readonly personId: string | null;
  readonly loginId: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly oneTimeHash: string | null;
  /** Neither used nor past its seven days. */
  readonly isOneTimeOpen: boolean;
}

/**
 * The account of a sign-in. Its person row is locked, so that attempts on one account are judged one after the other and a hundred at once
 * are not a hundred first ones.
 */
export async function findAccountForSignIn(trx: Records, tenantCode: string, loginId: string): Promise<Account> {
  const tenant = await trx.selectFrom('tenants').select('tenant_id').where('code', '=', tenantCode).executeTakeFirst();
  const person = await trx
    .selectFrom('people')
    .select(['person_id', 'login_id', 'name', 'password_hash', 'one_time_hash'])
    .select(sql<boolean>`one_time_used_at IS NULL AND one_time_until > clock_timestamp()`.as('is_one_time_open'))
    .where('tenant_id', '=', tenant?.tenant_id ?? NOBODY)
    .where(sql<string>`lower(login_id)`, '=', sql<string>`lower(${loginId})`)
    .where('status', '=', 'active')
    .forNoKeyUpdate()
    .executeTakeFirst();
  return {
    tenantId: tenant?.tenant_id ?? null,
    personId: person?.person_id ?? null,
    loginId: person?.login_id ?? loginId,
    name: person?.name ?? '',
    passwordHash: person?.password_hash ?? null,
    oneTimeHash: person?.one_time_hash ?? null,
    isOneTimeOpen: person?.is_one_time_open === true,
  };
}

/** Asked for where there is no account, so that every sign-in makes the same queries. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Failures of one counter since the last success, and the clock that they were written by. */
export interface FailureCounter {
  /** Null: the counter that all unknown browsers share. */
  readonly browserId: string | null;
  /** Oldest first. */
  readonly failedAts: readonly number[];
  readonly nowMs: number;
}

export async function readFailures(
  trx: Records,
  tenantId: string,
  personId: string,
  browserId: string | null,
): Promise<FailureCounter> {
  // clock_timestamp: now() is the start of the transaction, and attempts wait for each other within theirs.
  const { rows } = await sql<{ now_ms: number; failed_ats: number[] }>`
    SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now_ms, ARRAY(
      SELECT extract(epoch FROM failed_at)::float8 * 1000 FROM login_failures
      WHERE tenant_id = ${tenantId} AND person_id = ${personId} AND browser_id IS NOT DISTINCT FROM ${browserId}
      ORDER BY failed_at) AS failed_ats`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('the record store tells no time');
  return { browserId, failedAts: row.failed_ats, nowMs: row.now_ms };
}

export async function addFailure(
  trx: Records,
  tenantId: string,
  personId: string,
  browserId: string | null,
): Promise<void> {
  await sql`INSERT INTO login_failures (tenant_id, person_id, browser_id, failed_at)
    VALUES (${tenantId}, ${personId}, ${browserId}, clock_timestamp())`.execute(trx);
}

/** After a success: this browser's counter begins anew, nobody else's. */
export async function clearFailures(
  trx: Records,
  tenantId: string,
  personId: string,
  browserId: string | null,
): Promise<void> {
  await trx
    .deleteFrom('login_failures')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where(sql<boolean>`browser_id IS NOT DISTINCT FROM ${browserId}`)
    .execute();
}

/** A new password makes every guess of before worthless: all counters begin anew. */
export async function clearAllFailures(trx: Records, tenantId: string, personId: string): Promise<void> {
  await trx.deleteFrom('login_failures').where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute();
}

export interface NewSession {
  readonly tenantId: string;
  readonly personId: string;
  readonly tokenHash: Buffer;
  readonly clientName: string;
  readonly isOneTime: boolean;
  readonly isOutsidePolicy: boolean;
}

/** A new session; those of the person that have run out disappear on the occasion, and so does the one that the browser still held. */
export async function addSession(trx: Records, session: NewSession, oldHash: Buffer): Promise<void> {
  await trx
    .deleteFrom('sessions')
    .where((or) =>
      or.or([
        or('token_hash', '=', oldHash),
        or.and([
          or('tenant_id', '=', session.tenantId),
          or('person_id', '=', session.personId),
          sql<boolean>`(last_seen_at < now() - make_interval(mins => ${IDLE_MINUTES})
            OR created_at < now() - make_interval(hours => ${MAX_SESSION_HOURS}))`,
        ]),
      ]),
    )
    .execute();
  await trx
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      tenant_id: session.tenantId,
      person_id: session.personId,
      client_name: session.clientName,
      is_one_time: session.isOneTime,
      is_outside_policy: session.isOutsidePolicy,
    })
    .execute();
}

/** The same password under today's parameters: neither its age nor anything else changes. */
export async function renewPasswordHash(
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

export async function useUpOneTimePassword(trx: Records, tenantId: string, personId: string): Promise<void> {
  await trx
    .updateTable('people')
    .set({ one_time_used_at: sql<Date>`clock_timestamp()` })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
}
