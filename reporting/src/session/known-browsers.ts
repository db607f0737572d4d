import { sql } from 'kysely';
import { newSessionToken, sha256 } from '../credentials/tokens.ts';
import type { Records } from '../records/schema.ts';

/** Beyond it the longest unused is forgotten: a program that signs in without a cookie jar makes a "browser" each time. */
const MAX_BROWSERS_OF_PERSON = 20;

/**
 * The counter of the browser that shows this token, or null: unknown. A token of somebody else is unknown too: a guesser with an account of
 * their own has the counter of strangers (OWASP device cookies).
 */
export async function findKnownBrowser(
  trx: Records,
  tenantId: string,
  personId: string,
  token: string | undefined,
): Promise<string | null> {
  const row = await trx
    .selectFrom('known_browsers')
    .select('browser_id')
    .where('token_hash', '=', sha256(token ?? ''))
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.browser_id ?? null;
}

/**
 * After a successful sign-in: the browser is known from now on. Gives the token that it shall keep: the one it has where that was made here
 * (a PC that two people share keeps one token for both), otherwise a new one, so that nobody can foist theirs on it.
 */
export async function rememberBrowser(
  trx: Records,
  tenantId: string,
  personId: string,
  shownToken: string | undefined,
): Promise<string> {
  const isOurs =
    shownToken !== undefined &&
    (await trx
      .selectFrom('known_browsers')
      .select('browser_id')
      .where('token_hash', '=', sha256(shownToken))
      .limit(1)
      .executeTakeFirst()) !== undefined;
  const token = isOurs ? shownToken : newSessionToken();
  await trx
    .insertInto('known_browsers')
    .values({ token_hash: sha256(token), tenant_id: tenantId, person_id: personId })
    .onConflict((conflict) =>
      conflict.columns(['token_hash', 'tenant_id', 'person_id']).doUpdateSet({ last_signed_in_at: sql<Date>`now()` }),
    )
    .execute();
  await sql`
    DELETE FROM known_browsers WHERE browser_id IN (
      SELECT browser_id FROM known_browsers WHERE tenant_id = ${tenantId} AND person_id = ${personId}
      ORDER BY last_signed_in_at DESC OFFSET ${MAX_BROWSERS_OF_PERSON})`.execute(trx);
  return token;
}

/** Before any hash: whether this browser has signed in as this very account. Somebody else's cookie, or a made-up one, opens no lane. */
export async function isKnownBrowser(
  records: Records,
  account: { readonly tenant: string; readonly loginId: string },
  token: string | undefined,
): Promise<boolean> {
  if (token === undefined) return false;
  const row = await records
    .selectFrom('known_browsers as k')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'k.tenant_id').onRef('p.person_id', '=', 'k.person_id'),
    )
    .innerJoin('tenants as t', 't.tenant_id', 'k.tenant_id')
    .select('k.browser_id')
    .where('k.token_hash', '=', sha256(token))
    .where('t.code', '=', account.tenant)
    .where(sql<string>`lower(p.login_id)`, '=', sql<string>`lower(${account.loginId})`)
    .executeTakeFirst();
  return row !== undefined;
}
