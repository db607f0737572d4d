import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';
import { clearAllFailures } from './queries.ts';

export interface PasswordRow {
  readonly passwordHash: string | null;
  readonly oneTimeHash: string | null;
  readonly setAt: number;
  /** By the clock that `setAt` was written by. */
  readonly nowMs: number;
  /** The latest first. */
  readonly formerHashes: readonly string[];
}

/** The largest 再利用制限; what is older is forgotten. */
const KEPT_FORMER_PASSWORDS = 24;

/** The own password as it lies there; the row is locked, so that two changes at once are one after the other. */
export async function readPasswordRow(trx: Records, tenantId: string, personId: string): Promise<PasswordRow> {
  const person = await trx
    .selectFrom('people')
    .select(['password_hash', 'one_time_hash', 'password_set_at'])
    .select(sql<Date>`clock_timestamp()`.as('now'))
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const former = await trx
    .selectFrom('former_passwords')
    .select('password_hash')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .orderBy('replaced_at', 'desc')
    .limit(KEPT_FORMER_PASSWORDS)
    .execute();
  return {
    passwordHash: person.password_hash,
    oneTimeHash: person.one_time_hash,
    setAt: person.password_set_at.getTime(),
    nowMs: person.now.getTime(),
    formerHashes: former.map((row) => row.password_hash),
  };
}

/** The new password holds, the old one joins the former ones, a one-time password that waited is void, every lock is lifted. */
export async function replacePassword(
  trx: Records,
  tenantId: string,
  personId: string,
  passwordHash: string,
): Promise<void> {
  await sql`
    INSERT INTO former_passwords (tenant_id, person_id, password_hash, replaced_at)
    SELECT tenant_id, person_id, password_hash, clock_timestamp() FROM people
    WHERE tenant_id = ${tenantId} AND person_id = ${personId} AND password_hash IS NOT NULL`.execute(trx);
  await sql`
    DELETE FROM former_passwords WHERE ctid IN (
      SELECT ctid FROM former_passwords WHERE tenant_id = ${tenantId} AND person_id = ${personId}
      ORDER BY replaced_at DESC OFFSET ${KEPT_FORMER_PASSWORDS})`.execute(trx);
  await trx
    .updateTable('people')
    .set({
      password_hash: passwordHash,
      password_set_at: sql<Date>`clock_timestamp()`,
      one_time_hash: null,
      one_time_until: null,
      one_time_used_at: null,
    })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
  await clearAllFailures(trx, tenantId, personId);
}
