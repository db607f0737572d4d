import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';
import { endSessions } from './end-sessions.ts';
import { newOneTimePassword } from './new-one-time-password.ts';
import { loadSecuritySettings } from './security-settings.ts';

/** How long a one-time password opens the door, once. */
const ONE_TIME_DAYS = 7;

export interface OneTimePasswords {
  /** By person. Shown or mailed once: only their hashes are kept. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly expiresAt: Date;
}

/**
 * パスワード再発行, and the first password of a new person, in the caller's transaction: whatever password they had no longer opens anything,
 * their sessions end, their locks are lifted. A few statements for any number of people.
 */
export async function setOneTimePasswords(
  trx: Records,
  pepper: Uint8Array,
  tenantId: string,
  personIds: readonly string[],
): Promise<OneTimePasswords> {
  await withdrawLogin(trx, tenantId, personIds);
  return addOneTimePasswords(trx, pepper, tenantId, personIds);
}

/**
 * 利用停止 and deletion, in the caller's transaction: no password, no session, from the next request on. Afterwards only a new one-time
 * password opens the door. Their last password stays among those that may not come back.
 */
export async function withdrawLogin(trx: Records, tenantId: string, personIds: readonly string[]): Promise<void> {
  const people = [...personIds];
  await sql`
    WITH before AS (
      SELECT tenant_id, person_id, password_hash FROM people
      WHERE tenant_id = ${tenantId} AND person_id = ANY(${people}::uuid[])
      ORDER BY person_id FOR NO KEY UPDATE
    ), emptied AS (
      UPDATE people AS p SET password_hash = NULL, one_time_hash = NULL, one_time_until = NULL, one_time_used_at = NULL
      FROM before WHERE p.tenant_id = before.tenant_id AND p.person_id = before.person_id
    )
    INSERT INTO former_passwords (tenant_id, person_id, password_hash, replaced_at)
    SELECT tenant_id, person_id, password_hash, clock_timestamp() FROM before WHERE password_hash IS NOT NULL`.execute(
    trx,
  );
  await trx
    .deleteFrom('login_failures')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', sql<string>`(SELECT unnest(${people}::uuid[]))`)
    .execute();
  await endSessions(trx, tenantId, people);
}

/** Beside a password that works: what somebody asks for at the door of another must not lock that person out. */
export async function addOneTimePasswords(
  trx: Records,
  pepper: Uint8Array,
  tenantId: string,
  personIds: readonly string[],
): Promise<OneTimePasswords> {
  const { password: policy } = await loadSecuritySettings(trx, tenantId);
  const owners = await trx
    .selectFrom('people')
    .select(['person_id', 'login_id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', sql<string>`(SELECT unnest(${[...personIds]}::uuid[]))`)
    .execute();
  const passwords = new Map(
    owners.map((owner) => [owner.person_id, newOneTimePassword(policy, { loginId: owner.login_id, name: owner.name })]),
  );
  const rows = [...passwords].map(([person_id, password]) => ({
    person_id,
    hash: hashOneTimePassword(pepper, person_id, password),
  }));
  const {
    rows: [clock],
  } = await sql<{ expires_at: Date }>`SELECT now() + make_interval(days => ${ONE_TIME_DAYS}) AS expires_at`.execute(
    trx,
  );
  if (clock === undefined) throw new Error('the record store tells no time');
  await sql`
    UPDATE people AS p SET one_time_hash = r.hash, one_time_until = ${clock.expires_at}, one_time_used_at = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(person_id uuid, hash text)
    WHERE p.tenant_id = ${tenantId} AND p.person_id = r.person_id`.execute(trx);
  return { passwords, expiresAt: clock.expires_at };
}

const keyOf = (pepper: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', pepper, '', 'kinmu one-time password', 32));

/**
 * A keyed fast hash, not Argon2id: with 90 random bits there is nothing to search through, and a roster of 10,000 new people is milliseconds
 * instead of minutes. The person is bound in: a hash moved to another row opens nothing.
 */
const hashOneTimePassword = (pepper: Uint8Array, personId: string, password: string): string =>
  createHmac('sha256', keyOf(pepper))
    .update(`${personId}\n${password.normalize('NFC')}`, 'utf8')
    .digest('hex');

export function matchesOneTimePassword(
  pepper: Uint8Array,
  personId: string,
  password: string,
  stored: string | null,
): boolean {
  const given = Buffer.from(hashOneTimePassword(pepper, personId, password), 'hex');
  const kept = Buffer.from(stored ?? '', 'hex');
  // Compared also where there is nothing to compare with, so that both cases take the same time.
  const isEqual = timingSafeEqual(given, kept.length === given.length ? kept : Buffer.alloc(given.length));
  return isEqual && kept.length === given.length;
}
